import { levelRank, type AreaTree, type AreaVersion } from '@thongsuot/areas';
import { addDays } from '@thongsuot/calendar';
import {
  PostingOverdue,
  ProblemError,
  ProcedurePosted,
  ProcedureWithdrawn,
  type AreaChanged,
  type PlainDate,
  type PostingState,
} from '@thongsuot/contracts';
import type { Tx } from '@thongsuot/mongo-store';
import type { Kit } from '@thongsuot/service-kit';
import { binds, cellKey, cellState, rulesInForce, sameStanding, type Cell } from '../../domain/duties';
import { takeBooks } from './books';
import { OPENINGS } from './indexes';
import { PostingBook, RuleBook } from './ledger-reader';
import type { OpeningDoc } from './rows';

const UNITS_A_STEP = 40;
const EVENTS_A_STEP = 800;

/** An opening before its day. */
export const WAITING = { state: 'waiting', dueOn: null, lateCell: null, rev: 1 } as const;

/** Queues the units that acts made: they take up the duties of those they follow. */
export async function openingsOfActs(tx: Tx, acts: readonly AreaChanged[]): Promise<void> {
  for (const { actId, effectiveOn, before, after } of acts) {
    const known = new Set(before.map(({ id }) => id));
    const rows = after
      .filter(({ id, level }) => !known.has(id) && levelRank(level) > 0)
      .map(({ id }): OpeningDoc => ({
        _id: `${actId}|${id}`,
        decisionId: actId,
        areaVersion: id,
        cause: 'area',
        openOn: effectiveOn,
        ...WAITING,
      }));
    await queueOpenings(tx, rows);
  }
}

/** Queues the units that a decision binds, or that an act made. Their duties open when the day has come. */
export async function queueOpenings(tx: Tx, rows: readonly OpeningDoc[]): Promise<void> {
  const openings = tx.collection<OpeningDoc>(OPENINGS);
  const ids = rows.map(({ _id }) => _id);
  const known = new Set((await openings.find({ _id: { $in: ids } }, { session: tx.session }).toArray()).map(({ _id }) => _id));
  const missing = rows.filter(({ _id }) => !known.has(_id));
  if (missing.length > 0) await openings.insertMany(missing, { session: tx.session });
}

/**
 * Opens duties that came into force: tells of every cell whose standing changed, some units a step, each step one
 * transaction, so that a stop in between loses and repeats nothing.
 * @returns units moved; zero when none is waiting
 */
export async function openDuties(kit: Kit, asOf: PlainDate): Promise<number> {
  return kit.unitOfWork.run(async (tx) => {
    const openings = tx.collection<OpeningDoc>(OPENINGS);
    const due = await openings
      .find({ state: 'waiting', openOn: { $lte: asOf } }, { session: tx.session })
      .sort({ openOn: 1 })
      .limit(UNITS_A_STEP)
      .toArray();
    const { tree } = kit.areas;
    // An act may be told here before this replica knows its areas.
    const rows = due.filter(({ areaVersion }) => tree.findById(areaVersion));
    if (rows.length === 0) return 0;
    const units = rows.map(({ areaVersion }) => areaVersion);
    await takeBooks(tx, units);
    const rules = await RuleBook.read(tx, tree, units);
    const postings = await PostingBook.read(tx, tree, units);
    let events = 0;
    const moves: Move[] = [];
    for (const row of rows) {
      if (events >= EVENTS_A_STEP) break;
      events += openUnit(tx, tree, row, rules, postings);
      const dueOn = earliestDue(tree.byId(row.areaVersion), rules, row);
      moves.push({ row, change: { state: dueOn === null ? 'done' : 'open', dueOn } });
    }
    return moveAll(tx, moves);
  });
}

interface Move {
  readonly row: OpeningDoc;
  readonly change: Partial<Pick<OpeningDoc, 'state' | 'dueOn' | 'lateCell'>>;
}

/** Moves openings in one statement; what another process moved meanwhile makes the whole step begin again. */
async function moveAll(tx: Tx, moves: readonly Move[]): Promise<number> {
  if (moves.length === 0) return 0;
  const { matchedCount } = await tx.collection<OpeningDoc>(OPENINGS).bulkWrite(
    moves.map(({ row: { _id, rev }, change }) => ({
      updateOne: { filter: { _id, rev }, update: { $set: { ...change, rev: rev + 1 } } },
    })),
    { session: tx.session },
  );
  if (matchedCount !== moves.length) throw new ProblemError('conflict');
  return moves.length;
}

function openUnit(tx: Tx, tree: AreaTree, row: OpeningDoc, rules: RuleBook, postings: PostingBook): number {
  const unit = tree.byId(row.areaVersion);
  const all = rules.allOf(unit.id);
  const own = all.filter(({ decisionId }) => decisionId === row.decisionId);
  const earlier =
    row.cause === 'area'
      ? []
      : all.filter(({ order, effectiveOn }) => own.some((rule) => isBefore({ order, effectiveOn }, rule)));
  const before = rulesInForce(earlier, row.openOn);
  const after = rulesInForce(row.cause === 'area' ? all : [...earlier, ...own], row.openOn);
  const codes = row.cause === 'area' ? [...after.keys()] : own.map(({ procedureCode }) => procedureCode);
  let events = 0;
  for (const procedureCode of codes) {
    const [old, next] = [before.get(procedureCode), after.get(procedureCode)];
    for (const channel of new Set([...(old?.channels ?? []), ...(next?.channels ?? [])])) {
      const cell: Cell = { areaVersion: unit.id, level: unit.level, procedureCode, channel };
      const posting = postings.find(unit.id, procedureCode, channel);
      const was = row.cause === 'area' ? null : cellState(cell, old, posting, row.openOn);
      const is = cellState(cell, next, posting, row.openOn) ?? closed(was, row.openOn);
      if (is === null || sameStanding(was, is)) continue;
      const event = is.state === 'to-withdraw' || is.state === 'withdrawn' ? ProcedureWithdrawn : ProcedurePosted;
      const data = { on: row.openOn, before: was, after: is };
      tx.emit(event, { subject: cellKey(unit.id, procedureCode, channel), key: unit.id, data });
      events += 1;
    }
  }
  return events;
}

/** A duty that ended before it was done: nothing to take down, and nothing asked any more. */
function closed(was: PostingState | null, on: PlainDate): PostingState | null {
  return was && { ...was, state: 'withdrawn', withdrawnOn: on, dueOn: null };
}

function isBefore(a: { order: string; effectiveOn: PlainDate }, b: { order: string; effectiveOn: PlainDate }): boolean {
  return a.effectiveOn < b.effectiveOn || (a.effectiveOn === b.effectiveOn && a.order < b.order);
}

function earliestDue(unit: AreaVersion, rules: RuleBook, row: OpeningDoc): PlainDate | null {
  const days = rules
    .allOf(unit.id)
    .filter((rule) => rule.decisionId === row.decisionId && binds(rule, unit.level))
    .flatMap(({ dueOn }) => Object.values(dueOn))
    .filter((day) => day !== null && day !== undefined)
    .sort();
  return days[0] ?? null;
}

/**
 * Tells, once a unit and decision, that the last day has passed with something not posted.
 * @returns units moved; zero when none is left
 */
export async function tellOverdue(kit: Kit, asOf: PlainDate): Promise<number> {
  return kit.unitOfWork.run(async (tx) => {
    const openings = tx.collection<OpeningDoc>(OPENINGS);
    const rows = await openings
      .find({ state: 'open', dueOn: { $lt: asOf } }, { session: tx.session })
      .sort({ dueOn: 1 })
      .limit(UNITS_A_STEP)
      .toArray();
    if (rows.length === 0) return 0;
    const { tree } = kit.areas;
    const units = rows.map(({ areaVersion }) => areaVersion);
    await takeBooks(tx, units);
    const rules = await RuleBook.read(tx, tree, units);
    const postings = await PostingBook.read(tx, tree, units);
    const moves: Move[] = [];
    for (const row of rows) {
      const unit = tree.byId(row.areaVersion);
      // What an ended area left open is its successor's, whose duties were opened with the act.
      const hasEnded = unit.validTo !== null && unit.validTo < asOf;
      const late = hasEnded ? [] : lateCellsOf(unit, row, rules, postings, asOf);
      const [first] = late;
      const next = hasEnded ? null : nextDue(unit, row, rules, asOf);
      const state = first ? ('late' as const) : next === null ? ('done' as const) : ('open' as const);
      const lateCell = first ? cellKey(row.areaVersion, first.procedureCode, first.channel) : null;
      moves.push({ row, change: { state, lateCell, dueOn: next ?? row.dueOn } });
      if (!first) continue;
      const on = first.dueOn === null ? asOf : addDays(first.dueOn, 1);
      const data = { on, before: first, after: { ...first, state: 'overdue' as const }, lateCells: late.length };
      tx.emit(PostingOverdue, { subject: lateCell ?? row.areaVersion, key: row.areaVersion, data });
    }
    return moveAll(tx, moves);
  });
}

/** Cells under this decision that should have been posted by the day before `asOf`. */
function lateCellsOf(
  unit: AreaVersion,
  row: OpeningDoc,
  rules: RuleBook,
  postings: PostingBook,
  asOf: PlainDate,
): PostingState[] {
  const late: PostingState[] = [];
  for (const [procedureCode, rule] of rules.inForce(unit.id, asOf)) {
    if (rule.decisionId !== row.decisionId || !binds(rule, unit.level)) continue;
    for (const channel of rule.channels) {
      const cell: Cell = { areaVersion: unit.id, level: unit.level, procedureCode, channel };
      const state = cellState(cell, rule, postings.find(unit.id, procedureCode, channel), asOf);
      if (state?.state === 'required' && state.dueOn !== null && state.dueOn < asOf) late.push(state);
    }
  }
  return late;
}

/** The next last day of this decision, where channels have clocks of their own. */
function nextDue(unit: AreaVersion, row: OpeningDoc, rules: RuleBook, asOf: PlainDate): PlainDate | null {
  const days = rules
    .allOf(unit.id)
    .filter((rule) => rule.decisionId === row.decisionId && binds(rule, unit.level))
    .flatMap(({ dueOn }) => Object.values(dueOn))
    .filter((day) => day !== null && day !== undefined && day >= asOf)
    .sort();
  return days[0] ?? null;
}
