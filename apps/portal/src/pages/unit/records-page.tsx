import type { DossierView } from '@thongsuot/contracts';
import type { ReactNode } from 'react';
import { Link, Redirect, useParams, useSearchParams } from 'wouter';
import { useArea, useCellRecords, useDossiers } from '../../api/queries';
import { browserDay, formatCount, formatDay, NO_NUMBER } from '../../format/format';
import { periodName } from '../../format/period';
import { useLanguage, useTexts } from '../../i18n/language';
import { useSession, type Session } from '../../session/session';
import { Loading, ProblemNotice } from '../../ui/notices';
import { Page } from '../../ui/page';
import { COLUMN_NAMES, COLUMNS, GROUP_NAMES, GROUPS } from './form-columns';
import { useUnitAddress } from './unit-address';
import { UNIT } from './unit-texts';

/** The dossiers behind one cell of the form. */
export function RecordsPage(): ReactNode {
  const session = useSession();
  const { area } = useParams<{ area: string }>();
  return session === null ? <Redirect to="/dang-nhap" replace /> : <Records area={area} session={session} />;
}

function Records({ area, session }: { readonly area: string; readonly session: Session }): ReactNode {
  const t = useTexts(UNIT);
  const { language } = useLanguage();
  const names = useTexts(COLUMN_NAMES);
  const groupNames = useTexts(GROUP_NAMES);
  const [search] = useSearchParams();
  const address = useUnitAddress(area, session, browserDay());
  const columnKey = search.get('cot') ?? '';
  const row = search.get('dong') ?? undefined;
  const cell = useCellRecords(address.of, columnKey, row);
  const unit = useArea(area, address.of.on);
  const dossiers = useDossiers(cell.data?.records.path);
  const column = COLUMNS.find(({ key }) => key === columnKey);
  const group = GROUPS.find(({ columns }) => columns.some(({ key }) => key === columnKey));
  const cellName =
    column && group ? `${groupNames[group.key]}: ${names[column.key].toLowerCase()} (${String(column.number)})` : columnKey;
  const back = (
    <Link className="back" href={address.hrefOf(area)}>
      {t.backToUnit}
    </Link>
  );
  const error = cell.error ?? dossiers.error;
  return (
    <Page title={t.recordsTitle} above={back}>
      <p className="lead">
        {t.recordsCell(`${cellName}, ${row ?? t.allFields}`, unit.data?.name ?? area, periodName(address.of.period, language))}
      </p>
      {error !== null && <ProblemNotice problem={error} retry={() => void cell.refetch()} />}
      {cell.data && (
        <>
          <p>
            {t.recordsCount}: <strong>{formatCount(cell.data.count, language)}</strong>
          </p>
          <p>{t.recordsRule}:</p>
          <ul>
            {cell.data.records.conditions.map(({ field, is }) => (
              <li key={field + is}>
                <code>{field}</code> {is}
              </li>
            ))}
          </ul>
          <h2>{t.recordsList}</h2>
          {dossiers.data ? <DossierTable dossiers={dossiers.data.pages.flatMap(({ items }) => items)} /> : <Loading />}
          {dossiers.hasNextPage && (
            <p className="actions">
              <button type="button" className="button quiet" onClick={() => void dossiers.fetchNextPage()}>
                {t.more}
              </button>
            </p>
          )}
        </>
      )}
    </Page>
  );
}

function DossierTable({ dossiers }: { readonly dossiers: readonly DossierView[] }): ReactNode {
  const t = useTexts(UNIT);
  const heads = t.recordHeads;
  const day = (date: string | null): string => (date === null ? NO_NUMBER : formatDay(date));
  return (
    <div className="table-box">
      <table className="stacked">
        <caption>{t.recordsCaption}</caption>
        <thead>
          <tr>
            <th scope="col">{heads.code}</th>
            <th scope="col">{heads.field}</th>
            <th scope="col">{heads.received}</th>
            <th scope="col">{heads.due}</th>
            <th scope="col">{heads.resolved}</th>
            <th scope="col">{heads.channel}</th>
          </tr>
        </thead>
        <tbody>
          {dossiers.map((dossier) => (
            <tr key={dossier.code}>
              <th scope="row" className="nowrap">
                {dossier.code}
              </th>
              <td data-label={heads.field}>{dossier.fieldLabel ?? NO_NUMBER}</td>
              <td data-label={heads.received}>{day(dossier.receivedOn)}</td>
              <td data-label={heads.due}>{day(dossier.dueOn)}</td>
              <td data-label={heads.resolved}>{day(dossier.resolvedOn)}</td>
              <td data-label={heads.channel}>{t.channels[dossier.channel]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
