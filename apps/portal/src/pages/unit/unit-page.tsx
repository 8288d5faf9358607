import type { RollUp } from '@thongsuot/contracts';
import type { ReactNode } from 'react';
import { Link, Redirect, useParams } from 'wouter';
import { useArea, useRollUp } from '../../api/queries';
import { browserDay, dayOf, formatCount, formatDay, formatInstant, formatShare } from '../../format/format';
import { periodName, periodsUpTo } from '../../format/period';
import { useLanguage, useTexts } from '../../i18n/language';
import { useSession, type Session } from '../../session/session';
import { SelectField } from '../../ui/fields';
import { Loading, ProblemNotice } from '../../ui/notices';
import { Page } from '../../ui/page';
import { ChooseUnitPage } from './choose-unit-page';
import { checksOf } from './form-columns';
import { FiguresTable, type FiguresRow } from './figures-table';
import { TargetsSection } from './targets-section';
import { TasksSection } from './tasks-section';
import { useUnitAddress, type UnitAddress } from './unit-address';
import { UNIT } from './unit-texts';

/** A unit for officers: its figures with those of its children, targets and the week's tasks, live. */
export function UnitPage(): ReactNode {
  const { area } = useParams<{ area?: string }>();
  const session = useSession();
  if (session === null) {
    const here = window.location.pathname + window.location.search;
    return <Redirect to={`/dang-nhap?tiep=${encodeURIComponent(here)}`} replace />;
  }
  const code = area ?? session.claims.area;
  return code === null ? <ChooseUnitPage /> : <Unit key={code} code={code} session={session} />;
}

function Unit({ code, session }: { readonly code: string; readonly session: Session }): ReactNode {
  const t = useTexts(UNIT);
  // Without a day in token or address the browser's day only chooses the first period; the service decides the rest.
  const address = useUnitAddress(code, session, browserDay());
  const area = useArea(code, address.of.on);
  const figures = useRollUp(address.of);
  const name = area.data?.name ?? figures.data?.area.name ?? code;
  const day = address.day ?? (figures.data && dayOf(figures.data.asOf));
  return (
    <Page title={name} above={<Breadcrumbs code={code} address={address} session={session} />}>
      {area.data && (
        <p className="soft">
          {t.levels[area.data.level]} · {t.code} {code}
        </p>
      )}
      <Toolbar address={address} day={day} />
      {figures.data === undefined ? (
        figures.error === null ? (
          <Loading />
        ) : (
          <ProblemNotice problem={figures.error} retry={() => void figures.refetch()} />
        )
      ) : (
        <>
          <Stamp rollUp={figures.data} checkedAt={figures.dataUpdatedAt} stale={figures.error !== null} />
          <Tiles rollUp={figures.data} />
        </>
      )}
      <TargetsSection of={address.of} />
      <TasksSection area={code} on={address.of.on} day={day} />
      {figures.data && <Tables rollUp={figures.data} address={address} session={session} />}
    </Page>
  );
}

function Breadcrumbs({
  code,
  address,
  session,
}: {
  readonly code: string;
  readonly address: UnitAddress;
  readonly session: Session;
}): ReactNode {
  const t = useTexts(UNIT);
  const { data } = useArea(code, address.of.on);
  if (data === undefined || data.ancestors.length === 0) return null;
  // An officer's way up ends at the own unit: what lies above is not theirs to open.
  const above = data.ancestors.toReversed();
  const own = session.claims.area;
  const ownAt = above.findIndex((ancestor) => ancestor.code === own);
  return (
    <nav className="breadcrumbs" aria-label={t.breadcrumbs}>
      <ol>
        {above.map((ancestor, index) => (
          <li key={ancestor.id}>
            {own === null || (ownAt >= 0 && index >= ownAt) ? (
              <Link href={address.hrefOf(ancestor.code)}>{ancestor.name}</Link>
            ) : (
              ancestor.name
            )}
          </li>
        ))}
        <li aria-current="page">{data.name}</li>
      </ol>
    </nav>
  );
}

function Toolbar({ address, day }: { readonly address: UnitAddress; readonly day: string | undefined }): ReactNode {
  const t = useTexts(UNIT);
  const { language } = useLanguage();
  const { period, reading = 'as-was' } = address.of;
  const known = periodsUpTo(day ?? `${period.slice(0, 4)}-12-31`);
  const named = known.some(({ code }) => code === period) ? known : [{ code: period, calendar: /-[CM]/.test(period) }, ...known];
  const options = (calendar: boolean): { value: string; label: string }[] =>
    named.filter((one) => one.calendar === calendar).map(({ code }) => ({ value: code, label: periodName(code, language) }));
  return (
    <div className="toolbar no-print">
      <SelectField
        id="ky"
        label={t.period}
        value={period}
        onChange={(value) => {
          address.change('ky', value);
        }}
        groups={[
          { label: t.periodGroup, options: options(false) },
          { label: t.calendarGroup, options: options(true) },
        ]}
      />
      <SelectField
        id="cach-cong"
        label={t.reading}
        value={reading}
        onChange={(value) => {
          address.change('cach-cong', value);
        }}
        groups={[
          { label: t.reading, options: (['as-was', 'as-now'] as const).map((value) => ({ value, label: t.readings[value] })) },
        ]}
      />
    </div>
  );
}

function Stamp({
  rollUp,
  checkedAt,
  stale,
}: {
  readonly rollUp: RollUp;
  readonly checkedAt: number;
  readonly stale: boolean;
}): ReactNode {
  const t = useTexts(UNIT);
  const { language } = useLanguage();
  const { period, asOf, parked, estimated } = rollUp;
  return (
    <>
      <p>
        <strong>{periodName(period.code, language)}</strong>, {t.fromTo(formatDay(period.from), formatDay(period.to))}
      </p>
      <p className="stamp">
        <span className={stale ? 'pulse stale' : 'pulse'} aria-hidden="true" />
        {t.asOf} <strong>{formatInstant(asOf)}</strong> · {t.checkedAt} <strong>{formatInstant(checkedAt, true)}</strong>
      </p>
      <div role="status">
        {stale && <p className="notice warn">{t.stale}</p>}
        {parked > 0 && <p className="notice warn">{t.parked(formatCount(parked, language))}</p>}
        {estimated && <p className="notice warn">{t.estimated}</p>}
      </div>
    </>
  );
}

function Tiles({ rollUp: { total } }: { readonly rollUp: RollUp }): ReactNode {
  const t = useTexts(UNIT);
  const { language } = useLanguage();
  const count = (key: string): string => formatCount(total.cells[key], language);
  const sum = (...keys: string[]): number => keys.reduce((all, key) => all + (total.cells[key] ?? 0), 0);
  const late = sum('overdue', 'pendingOverdue');
  const { tiles } = t;
  return (
    <section className="section" aria-labelledby="tom-tat">
      <h2 id="tom-tat" className="visually-hidden">
        {t.summary}
      </h2>
      <dl className="tiles">
        <Tile name={tiles.received} value={count('receivedTotal')} note={tiles.receivedNote(count('receivedOnline'))} />
        <Tile
          name={tiles.resolved}
          value={count('resolvedTotal')}
          note={tiles.resolvedNote(formatShare(sum('early', 'onTime'), sum('resolvedTotal'), language))}
        />
        <Tile name={tiles.pending} value={count('pendingTotal')} note={tiles.pendingNote(count('pendingInTime'))} />
        <Tile
          name={tiles.late}
          value={formatCount(late, language)}
          note={tiles.lateNote(count('overdue'), count('pendingOverdue'))}
          alarm={late > 0}
        />
      </dl>
    </section>
  );
}

function Tile(props: {
  readonly name: string;
  readonly value: string;
  readonly note: string;
  readonly alarm?: boolean;
}): ReactNode {
  return (
    <div className={props.alarm === true ? 'tile alarm' : 'tile'}>
      <dt>{props.name}</dt>
      <dd>
        {props.value} <span className="small">{props.note}</span>
      </dd>
    </div>
  );
}

interface TablesProps {
  readonly rollUp: RollUp;
  readonly address: UnitAddress;
  readonly session: Session;
}

function Tables({ rollUp, address, session }: TablesProps): ReactNode {
  const t = useTexts(UNIT);
  const { language } = useLanguage();
  const { area, children, rows, total, own } = rollUp;
  const period = `${periodName(rollUp.period.code, language)}. ${t.asOf} ${formatInstant(rollUp.asOf)}`;
  // The records behind a cell are for officers; a portal's token sees figures only.
  const mayOpen = session.claims.role !== 'portal';
  const opens = (row?: string, code?: string): FiguresRow['recordsHref'] =>
    mayOpen ? (column) => address.recordsHref(column, row, code) : undefined;
  const totalRow: FiguresRow = { key: 'total', label: t.total, cells: total.cells, recordsHref: opens() };
  return (
    <>
      {children.length > 0 && (
        <section className="section" aria-labelledby="theo-don-vi">
          <h2 id="theo-don-vi">{t.byUnit}</h2>
          <FiguresTable
            caption={t.byUnitCaption(area.name, period)}
            head={t.unitHead}
            rows={children.map((child) => ({
              key: child.area.areaVersion,
              label: child.area.name,
              href: address.hrefOf(child.area.code),
              cells: child.cells,
              recordsHref: opens(undefined, child.area.code),
            }))}
            sums={[{ key: 'own', label: t.own(area.name), cells: own.cells }, totalRow]}
          />
          <Checks rollUp={rollUp} />
        </section>
      )}
      <section className="section" aria-labelledby="theo-linh-vuc">
        <h2 id="theo-linh-vuc">{t.byField}</h2>
        {rows.length === 0 ? (
          <p className="soft">{t.noRows}</p>
        ) : (
          <FiguresTable
            caption={t.byFieldCaption(area.name, period)}
            head={t.fieldHead}
            rows={rows.map(({ key, label, cells }) => ({ key, label, cells, recordsHref: opens(key) }))}
            sums={[totalRow]}
          />
        )}
        {children.length === 0 && <Checks rollUp={rollUp} />}
      </section>
    </>
  );
}

/** Which identities of the form hold, in words; where one does not, on which rows. */
function Checks({ rollUp: { identities, children, adds, rows } }: { readonly rollUp: RollUp }): ReactNode {
  const t = useTexts(UNIT);
  const label = (row: string | null): string => (row === null ? t.total : (rows.find(({ key }) => key === row)?.label ?? row));
  const checks = [
    ...checksOf(identities).map((check) => ({ ...check, name: check.name.replace('=', ' = ').replaceAll('+', ' + ') })),
    ...(children.length > 0 ? [{ name: t.addsUp, holds: adds, brokenIn: [] }] : []),
  ];
  return (
    <ul className="checks" aria-label={t.checks}>
      {checks.map(({ name, holds, brokenIn }) => (
        <li key={name}>
          {name}{' '}
          <span className={holds ? 'state good' : 'state bad'}>
            <span aria-hidden="true">{holds ? '✓' : '✗'}</span> {holds ? t.holds : t.broken}
          </span>{' '}
          {brokenIn.map(label).join(', ')}
        </li>
      ))}
    </ul>
  );
}
