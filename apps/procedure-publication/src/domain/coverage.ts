import type { AreaLevel, PlainDate, PostingChannel } from '@thongsuot/contracts';
import { binds, wasPostedOn, type DutyRule, type Posting } from './duties';

/** Counts of cells; `missing` = required − posted, `late` is part of `missing`. */
export interface Figures {
  required: number;
  posted: number;
  missing: number;
  late: number;
}

/** Coverage of one unit. */
export interface UnitCoverage extends Figures {
  readonly procedures: { required: number; posted: number };
  readonly byChannel: Map<PostingChannel, Figures>;
}

export function noFigures(): Figures {
  return { required: 0, posted: 0, missing: 0, late: 0 };
}

/**
 * What a unit of `level` must post on a day and has posted.
 * @param rules in force that day, by procedure
 * @param postingOf the unit's posting of a procedure on a channel
 */
export function unitCoverage(
  level: AreaLevel,
  rules: ReadonlyMap<string, DutyRule>,
  postingOf: (procedureCode: string, channel: PostingChannel) => Posting | undefined,
  on: PlainDate,
): UnitCoverage {
  const found: UnitCoverage = { ...noFigures(), procedures: { required: 0, posted: 0 }, byChannel: new Map() };
  for (const rule of rules.values()) {
    if (!binds(rule, level)) continue;
    let shown = 0;
    for (const channel of rule.channels) {
      const figures = found.byChannel.get(channel) ?? noFigures();
      found.byChannel.set(channel, figures);
      const isPosted = wasPostedOn(postingOf(rule.procedureCode, channel), rule.version, on);
      const dueOn = rule.dueOn[channel] ?? null;
      const isLate = !isPosted && dueOn !== null && dueOn < on;
      for (const each of [found, figures]) count(each, isPosted, isLate);
      if (isPosted) shown += 1;
    }
    if (rule.channels.length === 0) continue;
    found.procedures.required += 1;
    if (shown === rule.channels.length) found.procedures.posted += 1;
  }
  return found;
}

function count(figures: Figures, isPosted: boolean, isLate: boolean): void {
  figures.required += 1;
  if (isPosted) figures.posted += 1;
  else figures.missing += 1;
  if (isLate) figures.late += 1;
}

/** Adds `part` into `sum`: figures of a parent are those of its units, never an average. */
export function addFigures(sum: Figures, part: Figures): void {
  sum.required += part.required;
  sum.posted += part.posted;
  sum.missing += part.missing;
  sum.late += part.late;
}
