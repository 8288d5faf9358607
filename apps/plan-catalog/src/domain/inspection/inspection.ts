import type { Instant, InspectionHead, PlainDate } from '@thongsuot/contracts';
import { RuleBroken } from '../rule-broken';

/** The seven heads, in the order in which plans name them. */
export const HEADS: readonly InspectionHead[] = [
  ...(['direction', 'publication', 'handling', 'review', 'feedback', 'one-stop', 'reporting'] as const),
];

/** What the inspector saw when looking again. */
export interface Look {
  readonly remedied: boolean;
  readonly note: string | null;
  readonly by: string;
  readonly at: Instant;
}

/** `assigned`: a remedial task is set; `done`: that task is completed; `verified`: the inspector has seen it remedied. */
export type FindingState = 'open' | 'assigned' | 'done' | 'verified';

export interface InspectionFinding {
  readonly text: string;
  readonly remedied: boolean;
  readonly state: FindingState;
  readonly planId: string | null;
  readonly taskId: string | null;
  readonly dueOn: PlainDate | null;
  readonly looks: readonly Look[];
}

export interface CheckedItem {
  readonly key: string;
  /** Null: does not apply. */
  readonly fulfilled: boolean | null;
  readonly note?: string | null | undefined;
}

export interface InspectedHead {
  readonly head: InspectionHead;
  readonly checked: readonly CheckedItem[];
  readonly findings: readonly InspectionFinding[];
}

/** The part of an inspection that rules speak of. */
export interface Inspection {
  readonly state: 'planned' | 'recorded';
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly heads: readonly InspectedHead[];
  readonly remediesDueOn: PlainDate | null;
}

/** Heads as they come in, before anything is done about their findings. */
export interface HeadReading {
  readonly head: InspectionHead;
  readonly checked: readonly CheckedItem[];
  readonly findings: readonly { readonly text: string; readonly remedied: boolean }[];
}

/** @throws RuleBroken `head-twice` */
export function headsOf(readings: readonly HeadReading[]): InspectedHead[] {
  const twice = readings.find((one, index) => readings.findIndex((other) => other.head === one.head) !== index);
  if (twice !== undefined) {
    throw new RuleBroken('head-twice', `Nội dung ${twice.head} nêu hai lần`, `Head ${twice.head} is named twice`);
  }
  return readings.map(({ head, checked, findings }) => ({
    head,
    checked,
    findings: findings.map(({ text, remedied }) => ({
      ...{ text, remedied, state: remedied ? ('verified' as const) : ('open' as const) },
      ...{ planId: null, taskId: null, dueOn: null, looks: [] },
    })),
  }));
}

/** Heads of the seven that were not looked at. */
export function missingHeads({ heads }: Pick<Inspection, 'heads'>): InspectionHead[] {
  return HEADS.filter((head) => !heads.some((one) => one.head === head));
}

/**
 * What a planned inspection found.
 *
 * @throws RuleBroken `inspection-recorded`, `ends-before-it-starts`, `head-twice`
 */
export function recordResults<T extends Inspection>(
  inspection: T,
  results: {
    readonly heads: readonly HeadReading[];
    readonly from?: PlainDate | undefined;
    readonly to?: PlainDate | undefined;
    readonly remediesDueOn: PlainDate | null;
  },
): T {
  if (inspection.state === 'recorded') {
    throw new RuleBroken('inspection-recorded', 'Kết quả kiểm tra đã được ghi nhận', 'The results have been recorded already');
  }
  const from = results.from ?? inspection.from;
  const to = results.to ?? inspection.to;
  if (to < from) throw new RuleBroken('ends-before-it-starts', 'Ngày kết thúc trước ngày bắt đầu', 'It ends before it starts');
  return { ...inspection, from, to, state: 'recorded', heads: headsOf(results.heads), remediesDueOn: results.remediesDueOn };
}

/** A finding by its place among all of them, from 1. @throws RuleBroken `finding-unknown` */
export function findingOf(
  inspection: Pick<Inspection, 'heads'>,
  number: number,
): InspectionFinding & { readonly head: InspectionHead } {
  const all = inspection.heads.flatMap(({ head, findings }) => findings.map((one) => ({ ...one, head })));
  const found = all[number - 1];
  if (found === undefined) {
    throw new RuleBroken('finding-unknown', `Không có tồn tại số ${number}`, `There is no finding number ${number}`);
  }
  return found;
}

/**
 * A remedial task is set for a finding.
 *
 * @throws RuleBroken `finding-unknown`, `finding-closed` once it is remedied, `remedy-assigned` where a task is set already
 */
export function assignRemedy<T extends Inspection>(
  inspection: T,
  number: number,
  task: { readonly planId: string; readonly taskId: string; readonly dueOn: PlainDate },
): T {
  const finding = findingOf(inspection, number);
  if (finding.state === 'verified') throw closed(number);
  if (finding.state !== 'open') {
    throw new RuleBroken(
      'remedy-assigned',
      `Tồn tại số ${number} đã được giao khắc phục`,
      `Finding ${number} has its remedial task`,
    );
  }
  return changed(inspection, number, { ...task, state: 'assigned' });
}

/** The remedial task is completed; it is for the inspector to look. */
export function remedyDone<T extends Inspection>(inspection: T, number: number): T {
  return findingOf(inspection, number).state === 'assigned' ? changed(inspection, number, { state: 'done' }) : inspection;
}

/**
 * What the inspector saw on looking again: remedied closes the finding, otherwise it is open once more for another task.
 *
 * @throws RuleBroken `finding-unknown`, `finding-closed`
 */
export function verifyRemedy<T extends Inspection>(inspection: T, number: number, look: Look): T {
  const finding = findingOf(inspection, number);
  if (finding.state === 'verified') throw closed(number);
  const state = look.remedied ? 'verified' : finding.state === 'done' ? 'open' : finding.state;
  return changed(inspection, number, { state, remedied: look.remedied, looks: [...finding.looks, look] });
}

function closed(number: number): RuleBroken {
  return new RuleBroken('finding-closed', `Tồn tại số ${number} đã khắc phục xong`, `Finding ${number} is remedied`);
}

function changed<T extends Inspection>(inspection: T, number: number, change: Partial<InspectionFinding>): T {
  let at = 0;
  const heads = inspection.heads.map((head) => ({
    ...head,
    findings: head.findings.map((finding) => {
      at += 1;
      return at === number ? { ...finding, ...change } : finding;
    }),
  }));
  return { ...inspection, heads };
}
