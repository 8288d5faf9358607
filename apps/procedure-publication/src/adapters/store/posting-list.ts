import type { AreaVersion } from '@thongsuot/areas';
import {
  AreaVersionId,
  ProblemError,
  type PlainDate,
  type PostingChannel,
  type PostingState,
  type PostingView,
} from '@thongsuot/contracts';
import type { Kit } from '@thongsuot/service-kit';
import { cellKey, cellState } from '../../domain/duties';
import { OPENINGS, SHEETS } from './indexes';
import { PostingBook, RuleBook, unitsOf } from './ledger-reader';
import type { OpeningDoc, PostingDoc, SheetDoc } from './rows';

const UNITS_AT_ONCE = 25;
const CHANNELS: readonly PostingChannel[] = ['desk', 'national-db', 'screen', 'website'];

/** A cell of a list with the key that pages go by. */
export interface CellRow {
  readonly key: string;
  readonly view: PostingView;
}

/** Cells of an area's units on a day, asked for or done, in order of unit, procedure and channel. */
export async function listCells(
  kit: Kit,
  root: AreaVersion,
  on: PlainDate,
  filter: {
    state?: PostingState['state'] | 'missing' | undefined;
    procedure?: string | undefined;
    channel?: PostingChannel | undefined;
    after?: string | undefined;
    limit: number;
  },
): Promise<CellRow[]> {
  const { tree } = kit.areas;
  const after = filter.after ?? '';
  const units = unitsOf(tree, root, on).filter(({ id }) => `${id};` > after);
  const only = filter.procedure === undefined ? undefined : [filter.procedure];
  const rules = await RuleBook.read(
    kit,
    tree,
    units.map(({ id }) => id),
    only,
  );
  const found: CellRow[] = [];
  for (let at = 0; at < units.length && found.length < filter.limit; at += UNITS_AT_ONCE) {
    const some = units.slice(at, at + UNITS_AT_ONCE);
    const ids = some.map(({ id }) => id);
    const [postings, late] = await Promise.all([PostingBook.read(kit, tree, ids), lateCells(kit, ids)]);
    for (const unit of some) {
      const inForce = rules.inForce(unit.id, on);
      const codes = (only ?? [...new Set([...inForce.keys(), ...postings.codesOf(unit.id)])]).sort();
      for (const code of codes) {
        for (const channel of CHANNELS) {
          const key = cellKey(unit.id, code, channel);
          if (key <= after || found.length >= filter.limit || (filter.channel && filter.channel !== channel)) continue;
          const posting = postings.find(unit.id, code, channel);
          const cell = { areaVersion: unit.id, level: unit.level, procedureCode: code, channel };
          const state = cellState(cell, inForce.get(code), posting, on, late.has(key));
          const shown = state && asOverdue(state, on);
          if (!shown || (filter.state && !isAsked(shown.state, filter.state))) continue;
          const inheritedFrom = posting && posting.areaVersion !== unit.id ? AreaVersionId.parse(posting.areaVersion) : null;
          const { id, name, level, code: areaCode } = unit;
          found.push({
            key,
            view: { ...shown, area: { id, code: areaCode, name, level }, ...recordOf(posting), inheritedFrom },
          });
        }
      }
    }
  }
  return found;
}

/** Postings whose day to be looked at again has come, in order of unit, procedure and channel. */
export async function listDueRechecks(
  kit: Kit,
  root: AreaVersion,
  on: PlainDate,
  { before, after = '', limit }: { before: PlainDate; after?: string | undefined; limit: number },
): Promise<CellRow[]> {
  const { tree } = kit.areas;
  const units = new Map<string, AreaVersion>(unitsOf(tree, root, on).map((unit) => [unit.id, unit]));
  const sheets = kit.store.collection<SheetDoc>(SHEETS).find({ recheckOn: { $gt: '' as PlainDate, $lte: before } });
  const due = (await sheets.project<Pick<SheetDoc, '_id'>>({ _id: 1 }).toArray())
    .filter(({ _id }) => units.has(_id) && `${_id};` > after)
    .sort((a, b) => (a._id < b._id ? -1 : 1));
  const found: CellRow[] = [];
  for (const { _id } of due) {
    if (found.length >= limit) break;
    const unit = units.get(_id);
    const postings = await PostingBook.read(kit, tree, [_id]);
    const rules = await RuleBook.read(kit, tree, [_id]);
    const cells = postings
      .cellsOf(_id)
      .filter(({ state, recheckOn }) => state === 'posted' && !!recheckOn && recheckOn <= before);
    for (const posting of cells.sort((a, b) => (a._id < b._id ? -1 : 1))) {
      if (!unit || posting._id <= after || found.length >= limit) continue;
      const { procedureCode, channel } = posting;
      const cell = { areaVersion: unit.id, level: unit.level, procedureCode, channel };
      const state = cellState(cell, rules.inForce(unit.id, on).get(procedureCode), posting, on);
      const { id, name, level, code } = unit;
      const area = { id, code, name, level };
      if (state)
        found.push({ key: posting._id, view: { ...asOverdue(state, on), area, ...recordOf(posting), inheritedFrom: null } });
    }
  }
  return found;
}

/** One cell as it stands. */
export async function viewOfCell(
  kit: Kit,
  unit: AreaVersion,
  code: string,
  channel: PostingChannel,
  on: PlainDate,
): Promise<PostingView> {
  const { tree } = kit.areas;
  const [rules, postings, late] = await Promise.all([
    RuleBook.read(kit, tree, [unit.id], [code]),
    PostingBook.read(kit, tree, [unit.id]),
    lateCells(kit, [unit.id]),
  ]);
  const posting = postings.find(unit.id, code, channel);
  const cell = { areaVersion: unit.id, level: unit.level, procedureCode: code, channel };
  const state = cellState(cell, rules.inForce(unit.id, on).get(code), posting, on, late.has(cellKey(unit.id, code, channel)));
  if (!state) throw new ProblemError('not-found');
  const { id, name, level, code: areaCode } = unit;
  const inheritedFrom = posting && posting.areaVersion !== unit.id ? AreaVersionId.parse(posting.areaVersion) : null;
  return { ...asOverdue(state, on), area: { id, code: areaCode, name, level }, ...recordOf(posting), inheritedFrom };
}

function recordOf(posting: PostingDoc | undefined): Pick<PostingView, 'proof' | 'recordedBy' | 'recordedAt' | 'recheckOn'> {
  const { proof = null, recordedBy = null, recordedAt = null, recheckOn = null } = posting ?? {};
  return { proof, recordedBy, recordedAt, recheckOn };
}

function isAsked(state: PostingState['state'], asked: PostingState['state'] | 'missing'): boolean {
  return asked === 'missing' ? state === 'required' || state === 'overdue' : state === asked;
}

/** Every cell past its last day is shown late; the event names one a unit and decision. */
function asOverdue(state: PostingState, on: PlainDate): PostingState {
  return state.state === 'required' && state.dueOn !== null && state.dueOn < on ? { ...state, state: 'overdue' } : state;
}

async function lateCells(kit: Kit, areas: readonly string[]): Promise<Set<string>> {
  const query = { state: 'late' as const, areaVersion: { $in: [...areas] } };
  const rows = await kit.store.collection<OpeningDoc>(OPENINGS).find(query).toArray();
  return new Set(rows.flatMap(({ lateCell }) => lateCell ?? []));
}
