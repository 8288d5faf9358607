import type { ReactNode } from 'react';
import { useTargets, type FiguresOf, type Targets } from '../../api/queries';
import { formatCount, formatInstant, formatPercent, formatShare } from '../../format/format';
import { useLanguage, useTexts } from '../../i18n/language';
import { Loading, ProblemNotice } from '../../ui/notices';
import { UNIT } from './unit-texts';

type Item = Targets['items'][number];

const TONES = { met: 'good', missed: 'bad', 'no-data': '', 'not-measured': '' } as const;
const SIGNS = { met: '✓', missed: '✗', 'no-data': '', 'not-measured': '' } as const;

/** Targets that the plans in force set for the unit: goal, numerator over denominator, verdict in words. */
export function TargetsSection({ of }: { readonly of: FiguresOf }): ReactNode {
  const t = useTexts(UNIT);
  const { data, error, refetch } = useTargets(of);
  return (
    <section className="section" aria-labelledby="chi-tieu">
      <h2 id="chi-tieu">{t.targets}</h2>
      {data === undefined ? (
        error === null ? (
          <Loading />
        ) : (
          <ProblemNotice problem={error} retry={() => void refetch()} />
        )
      ) : data.items.length === 0 ? (
        <p className="soft">{t.noTargets}</p>
      ) : (
        <TargetsTable targets={data} />
      )}
    </section>
  );
}

function TargetsTable({ targets }: { readonly targets: Targets }): ReactNode {
  const t = useTexts(UNIT);
  const heads = t.targetHeads;
  const plans = [...new Set(targets.items.map(({ plan }) => plan.number ?? String(plan.year)))].join(', ');
  return (
    <div className="table-box">
      <table className="stacked">
        <caption>
          {t.targetsCaption(plans)} {t.asOf} {formatInstant(targets.asOf)}.
        </caption>
        <thead>
          <tr>
            <th scope="col">{heads.target}</th>
            <th scope="col">{heads.goal}</th>
            <th scope="col">{heads.reached}</th>
            <th scope="col">{heads.bar}</th>
            <th scope="col">{heads.state}</th>
          </tr>
        </thead>
        <tbody>
          {targets.items.map((item) => (
            <TargetRow key={`${item.plan.id} ${item.target.key} ${item.target.label}`} item={item} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TargetRow({ item }: { readonly item: Item }): ReactNode {
  const t = useTexts(UNIT);
  const { language } = useLanguage();
  const { target, numerator, denominator, state } = item;
  const heads = t.targetHeads;
  const reached =
    target.measure === 'percent' ? (
      <>
        <strong>{formatShare(numerator, denominator, language)}</strong>{' '}
        {denominator !== null && (
          <span className="soft">({t.of(formatCount(numerator, language), formatCount(denominator, language))})</span>
        )}
      </>
    ) : (
      <strong>{formatCount(numerator, language)}</strong>
    );
  return (
    <tr>
      <th scope="row" lang="vi">
        {target.label}
      </th>
      <td data-label={heads.goal}>{goalOf(target, t, language)}</td>
      <td data-label={heads.reached}>{reached}</td>
      <td>
        <TargetBar item={item} />
      </td>
      <td>
        <span className={`state ${TONES[state]}`}>
          <span aria-hidden="true">{SIGNS[state]}</span> {t.targetStates[state]}
        </span>
      </td>
    </tr>
  );
}

/** The goal in words: "từ 50 % trở lên", "không có" for at most 0. */
export function goalOf(target: Item['target'], t: (typeof UNIT)['vi'], language: 'vi' | 'en'): string {
  if (target.measure === 'text') return target.text;
  if (target.measure === 'count' && target.comparison === 'at-most' && target.count === 0) return t.none;
  const goal = target.measure === 'percent' ? formatPercent(target.percent, language) : formatCount(target.count, language);
  if (target.measure === 'percent' && target.percent === 100 && target.comparison === 'at-least') return goal;
  return t.comparisons[target.comparison].replace('{}', goal);
}

/** A share as a bar with a mark at its goal. It repeats what the cells beside it say, so screen readers skip it. */
function TargetBar({ item: { target, numerator, denominator, state } }: { readonly item: Item }): ReactNode {
  if (target.measure !== 'percent' || numerator === null || !denominator) return null;
  const width = Math.min((numerator / denominator) * 100, 100);
  return (
    <svg className="target-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect className="ground" width="100" height="10" />
      <rect className={`value ${state}`} width={width} height="10" />
      <rect className="goal" x={Math.min(target.percent, 99)} width="1" height="10" />
    </svg>
  );
}
