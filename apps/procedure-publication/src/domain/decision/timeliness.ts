import type { DecisionClock, PlainDate } from '@thongsuot/contracts';

/** What timeliness needs of a decision. */
export interface DatedDecision {
  readonly number: string;
  readonly signedOn: PlainDate;
  readonly clocks: readonly DecisionClock[];
  readonly items: readonly { readonly procedureCode: string; readonly enteredOn?: PlainDate | null | undefined }[];
}

export interface Share {
  numerator: number;
  denominator: number;
  undetermined: number;
  late: { procedureCode: string; decision: string; dueOn: PlainDate; doneOn: PlainDate | null }[];
}

type Judgement = { readonly late: Share['late'][number] | null } | null;

/**
 * On-time shares of the decisions of a period (QĐ 766/QĐ-TTg 1.1 and 1.2). A procedure in several decisions counts once,
 * and one that is late makes it late. What cannot be judged yet is told apart, never counted as on time.
 * @param on what is known on this day counts
 */
export function timelinessOf(
  decisions: readonly DatedDecision[],
  window: { readonly from: PlainDate; readonly to: PlainDate },
  on: PlainDate,
): { announced: Share; entered: Share } {
  const within = decisions.filter(({ signedOn }) => window.from <= signedOn && signedOn <= window.to && signedOn <= on);
  return { announced: shareOf(within, announcedOf), entered: shareOf(within, (decision, item) => enteredOf(decision, item, on)) };
}

function shareOf(
  decisions: readonly DatedDecision[],
  judge: (decision: DatedDecision, item: DatedDecision['items'][number]) => Judgement,
): Share {
  const judged = new Map<string, Judgement>();
  for (const decision of decisions) {
    for (const item of decision.items) {
      const before = judged.get(item.procedureCode);
      const judgement = judge(decision, item);
      if (before?.late) continue;
      judged.set(item.procedureCode, judgement ?? before ?? null);
    }
  }
  const share: Share = { numerator: 0, denominator: 0, undetermined: 0, late: [] };
  for (const judgement of judged.values()) {
    if (judgement === null) {
      share.undetermined += 1;
      continue;
    }
    share.denominator += 1;
    if (judgement.late) share.late.push(judgement.late);
    else share.numerator += 1;
  }
  return share;
}

function announcedOf({ number, signedOn, clocks }: DatedDecision, { procedureCode }: DatedDecision['items'][number]): Judgement {
  const clock = clocks.find(({ key }) => key === 'announce');
  if (!clock) return null;
  const { dueOn } = clock;
  return { late: signedOn <= dueOn ? null : { procedureCode, decision: number, dueOn, doneOn: signedOn } };
}

function enteredOf(
  { number, clocks }: DatedDecision,
  { procedureCode, enteredOn = null }: DatedDecision['items'][number],
  on: PlainDate,
): Judgement {
  const clock = clocks.find(({ key }) => key === 'national-db');
  if (!clock) return null;
  const { dueOn } = clock;
  const known = enteredOn !== null && enteredOn <= on ? enteredOn : null;
  if (known === null && on <= dueOn) return null;
  return { late: known !== null && known <= dueOn ? null : { procedureCode, decision: number, dueOn, doneOn: known } };
}
