import { COUNTRY_CODE, type AreaVersion } from '@thongsuot/areas';
import { PeriodError, parsePeriod, freePeriod, systemClock, type Period } from '@thongsuot/calendar';
import { AreaVersionId, ProblemError, UnitRef, type PlainDate } from '@thongsuot/contracts';
import { isDuplicateKey, packIdAfter, type CommandKey, type Tx } from '@thongsuot/mongo-store';
import {
  assertIfMatch,
  assertSees,
  dayAsked,
  getAreaOn,
  pageOfRows,
  placeOfCursor,
  type Caller,
  type Kit,
  type KitRequest,
} from '@thongsuot/service-kit';
import { predecessorsOf } from '../../domain/competence';
import { RuleBroken } from '../../domain/rule-broken';
import type { RegisterEntry } from '../../features/register-entry';

/** Rules whose breach tells of a state, not of the input. */
const CONFLICTS = new Set(['plan-approved', 'plan-not-approved', 'proposal-decided', 'entry-closed']);

/** Runs something; a broken rule is answered as its problem. */
export async function underRules<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PeriodError)
      throw new ProblemError(error.code === 'period-not-reported' ? 'period-not-reported' : 'period-invalid', {
        detail: error.message,
      });
    if (!(error instanceof RuleBroken)) throw error;
    const { code, message, pointer } = error;
    throw new ProblemError(CONFLICTS.has(code) ? 'conflict' : 'rule-violated', {
      detail: message,
      errors: [{ pointer, code, message }],
    });
  }
}

/** What a new entry begins with. */
export type EntryBase = RegisterEntry;

/** Query that every list of a register takes. */
interface ListQuery {
  readonly area?: string | undefined;
  readonly on?: PlainDate | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Entries of one kind: placed by their unit, guarded by revision, audited, listed by area. */
export class Register<Doc extends RegisterEntry> {
  constructor(
    private readonly kit: Kit,
    private readonly collection: string,
  ) {}

  /** Adds an entry of `unit` as its code read on `on`. @throws ProblemError `area-unknown`, `forbidden`, `conflict` where it is there already */
  async add(
    { caller, key, action }: Command,
    unit: string,
    on: PlainDate,
    make: (base: EntryBase, tx: Tx, area: AreaVersion) => Promise<Doc> | Doc,
  ): Promise<Doc> {
    const { kit } = this;
    const { base, area } = entryBase(kit, caller, unit, on);
    try {
      return await underRules(async () => {
        const { answer } = await kit.commands.run(key, async (tx) => {
          const doc = await make(base, tx, area);
          await tx.collection<Doc>(this.collection).insertOne(doc as never, { session: tx.session });
          tx.audit({ actor: caller.subject, action, subject: `${this.collection} ${doc._id}` });
          return doc;
        });
        return answer;
      });
    } catch (error) {
      if (isDuplicateKey(error)) throw new ProblemError('conflict');
      throw error;
    }
  }

  /** Stores the next revision of an entry. @param mayUse area version the caller must see; the entry's own unless told */
  async change(
    { caller, key, action, request }: Command & { readonly request?: KitRequest },
    id: string,
    next: (doc: Doc, tx: Tx) => Promise<Doc> | Doc,
    mayUse: (doc: Doc) => string = (doc) => doc.unit.areaVersion,
  ): Promise<Doc> {
    const { kit } = this;
    return underRules(async () => {
      const { answer } = await kit.commands.run(key, async (tx) => {
        const rows = tx.collection<Doc>(this.collection);
        const doc = (await rows.findOne({ _id: id } as never, { session: tx.session })) as Doc | null;
        if (doc === null) throw new ProblemError('not-found', { detail: id });
        assertMayUse(kit, caller, mayUse(doc));
        if (request) assertIfMatch(request, doc.rev);
        const changed = await next({ ...doc, rev: doc.rev + 1 }, tx);
        const result = await rows.replaceOne({ _id: id, rev: doc.rev } as never, changed, { session: tx.session });
        if (result.matchedCount !== 1) throw new ProblemError('conflict');
        tx.audit({ actor: caller.subject, action, subject: `${this.collection} ${id}`, detail: { revision: changed.rev } });
        return changed;
      });
      return answer;
    });
  }

  /** @throws ProblemError `not-found`, `forbidden` */
  async get(caller: Caller, id: string): Promise<Doc> {
    const doc = await this.find(id);
    if (doc === null) throw new ProblemError('not-found', { detail: id });
    assertMayUse(this.kit, caller, doc.unit.areaVersion);
    return doc;
  }

  async find(id: string, tx?: Tx): Promise<Doc | null> {
    const options = tx ? { session: tx.session } : {};
    return (await this.kit.store.collection<Doc>(this.collection).findOne({ _id: id } as never, options)) as Doc | null;
  }

  /** One page of an area and all in it, newest first. @param field what holds the areas that an entry is listed under */
  async page<Item>(
    caller: Caller,
    query: ListQuery,
    filter: object,
    view: (doc: Doc) => Item,
    field = 'areaPath',
  ): Promise<{ items: Item[]; nextCursor: string | null; docs: Doc[] }> {
    const { area } = seenArea(this.kit, caller, query.area, query.on);
    const after = placeOfCursor(query.cursor, (place) => /^[0-9a-f-]{36}$/u.test(place));
    const found = await this.all(
      area,
      { ...filter, ...(after === undefined ? {} : { _id: { $lt: after } }) },
      query.limit + 1,
      field,
    );
    const page = pageOfRows(found, query.limit, ({ _id }) => _id, view);
    return { ...page, docs: found.slice(0, query.limit) };
  }

  /** Entries of an area, of all in it and of those that went whole into it; newest first. */
  async all(area: AreaVersion, filter: object, limit?: number, field = 'areaPath'): Promise<Doc[]> {
    const areas = [area.id, ...predecessorsOf(this.kit.areas.tree, area.id)];
    const cursor = this.kit.store
      .collection<Doc>(this.collection)
      .find({ [field]: areas.length === 1 ? area.id : { $in: areas }, ...filter } as never)
      .sort({ _id: -1 });
    return (await (limit === undefined ? cursor : cursor.limit(limit)).toArray()) as Doc[];
  }
}

/** Who asks for a change, under which key, as which operation. */
export interface Command {
  readonly caller: Caller;
  readonly key: CommandKey | null;
  readonly action: string;
}

/** What a new entry of a unit begins with. @throws ProblemError `area-unknown`, `forbidden` */
export function entryBase(kit: Kit, caller: Caller, unit: string, on: PlainDate): { base: EntryBase; area: AreaVersion } {
  const { tree } = kit.areas;
  const [code = '', agency] = unit.split('/');
  const area = getAreaOn(tree, code, on);
  assertSees(caller, tree, area.id, on);
  const base = {
    ...{ _id: packIdAfter(null, systemClock), rev: 1, lastPackId: null, recordedBy: caller.subject },
    unit: {
      ...{ ref: UnitRef.parse(unit), areaVersion: AreaVersionId.parse(area.id), agency: agency ?? null },
      name: agency === undefined ? area.name : `${area.name} / ${agency}`,
    },
    areaPath: [area.id, ...tree.ancestors(area.id).map(({ id }) => id)],
  };
  return { base, area };
}

/** What an area that has ended left is its heir's to act on. @throws ProblemError `forbidden` */
export function assertMayUse(kit: Kit, caller: Caller, areaVersion: string): void {
  const { tree } = kit.areas;
  const day = dayAsked(kit, caller, undefined);
  const holder = tree.findById(areaVersion) && tree.findCurrentOf(areaVersion, day);
  assertSees(caller, tree, holder?.id ?? areaVersion, day);
}

/** The area a list is about: the one asked for, else the caller's own, else the country. @throws ProblemError `area-unknown`, `forbidden` */
export function seenArea(
  kit: Kit,
  caller: Caller,
  code: string | undefined,
  on: PlainDate | undefined,
): { area: AreaVersion; on: PlainDate } {
  const day = dayAsked(kit, caller, on);
  const area = getAreaOn(kit.areas.tree, code ?? caller.area ?? COUNTRY_CODE, day);
  assertSees(caller, kit.areas.tree, area.id, day);
  return { area, on: day };
}

/** The period and area that figures are asked for; the area's code is read on the last day of the period unless told. */
export function figuresAsked(
  kit: Kit,
  caller: Caller,
  query: {
    area?: string | undefined;
    period?: string | undefined;
    from?: PlainDate | undefined;
    to?: PlainDate | undefined;
    on?: PlainDate | undefined;
  },
): { area: AreaVersion; period: Period } {
  const period = query.period === undefined ? freePeriod(query.from ?? '', query.to ?? '') : parsePeriod(query.period);
  const { area } = seenArea(kit, caller, query.area, query.on ?? period.to);
  return { area, period };
}
