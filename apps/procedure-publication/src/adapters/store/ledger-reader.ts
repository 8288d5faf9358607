import type { AreaTree, AreaVersion } from '@thongsuot/areas';
import type { PlainDate } from '@thongsuot/contracts';
import { findEach, type Tx } from '@thongsuot/mongo-store';
import type { Kit } from '@thongsuot/service-kit';
import { predecessorsOf, provincesOf } from '../../domain/competence';
import { binds, cellKey, rulesInForce, type DutyRule } from '../../domain/duties';
import { RULES, SHEETS } from './indexes';
import type { PostingDoc, RuleDoc, SheetDoc } from './rows';
import { cellsOf, sheetOf } from './sheets';

type Reading = Pick<Kit, 'store'> | Tx;

const PROVINCES_AT_ONCE = 50;

function collectionOf(from: Reading): Tx['collection'] {
  return 'store' in from ? (name) => from.store.collection(name) : (name) => from.collection(name);
}

function options(from: Reading): { session?: Tx['session'] } {
  return 'session' in from ? { session: from.session } : {};
}

/** The rules of the provinces that bind some units, read once and asked many times. */
export class RuleBook {
  private constructor(
    private readonly tree: AreaTree,
    private readonly byProvince: ReadonlyMap<string, DutyRule[]>,
  ) {}

  static async read(from: Reading, tree: AreaTree, areaVersions: Iterable<string>, codes?: string[]): Promise<RuleBook> {
    const provinces = new Set<string>();
    for (const id of areaVersions) for (const province of provincesOf(tree, id)) provinces.add(province);
    const byProvince = new Map<string, DutyRule[]>();
    const all = [...provinces];
    for (let at = 0; at < all.length; at += PROVINCES_AT_ONCE) {
      const query = {
        province: { $in: all.slice(at, at + PROVINCES_AT_ONCE) },
        ...(codes ? { procedureCode: { $in: codes } } : {}),
      };
      for (const rule of await collectionOf(from)<RuleDoc>(RULES).find(query, options(from)).toArray())
        byProvince.set(rule.province, [...(byProvince.get(rule.province) ?? []), rule]);
    }
    return new RuleBook(tree, byProvince);
  }

  private readonly memo = new Map<string, Map<string, DutyRule>>();

  /** Every rule that may bind the unit, those to come included. */
  allOf(areaVersion: string): DutyRule[] {
    return [...provincesOf(this.tree, areaVersion)].flatMap((province) => this.byProvince.get(province) ?? []);
  }

  /** What decides on each procedure for the unit on a day. */
  inForce(areaVersion: string, on: PlainDate): Map<string, DutyRule> {
    const key = `${[...provincesOf(this.tree, areaVersion)].sort().join()}@${on}`;
    const known = this.memo.get(key);
    if (known) return known;
    const made = rulesInForce(this.allOf(areaVersion), on);
    this.memo.set(key, made);
    return made;
  }
}

/** Postings of some units, with those of the areas that went into them. */
export class PostingBook {
  private constructor(
    private readonly tree: AreaTree,
    private readonly byUnit: ReadonlyMap<string, { rev: number; cells: Map<string, PostingDoc> }>,
  ) {}

  static async read(from: Reading, tree: AreaTree, areaVersions: Iterable<string>): Promise<PostingBook> {
    const ids = [...areaVersions].flatMap((id) => [id, ...predecessorsOf(tree, id)]);
    const sheets = await findEach(collectionOf(from)<SheetDoc>(SHEETS), '_id', ids, options(from));
    return new PostingBook(
      tree,
      new Map(
        sheets.map((sheet) => [sheet._id, { rev: sheet.rev, cells: new Map(cellsOf(sheet).map((cell) => [cell._id, cell])) }]),
      ),
    );
  }

  /** The unit's own posting, else that of an area that went whole into it. */
  find(areaVersion: string, code: string, channel: DutyRule['channels'][number]): PostingDoc | undefined {
    for (const id of [areaVersion, ...predecessorsOf(this.tree, areaVersion)]) {
      const found = this.byUnit.get(id)?.cells.get(cellKey(id, code, channel));
      if (found) return found;
    }
    return undefined;
  }

  /** The unit's own postings. */
  cellsOf(areaVersion: string): PostingDoc[] {
    return [...(this.byUnit.get(areaVersion)?.cells.values() ?? [])];
  }

  /** Procedures of which the unit, or an area that went into it, holds a posting. */
  codesOf(areaVersion: string): Set<string> {
    const ids = [areaVersion, ...predecessorsOf(this.tree, areaVersion)];
    return new Set(ids.flatMap((id) => [...(this.byUnit.get(id)?.cells.values() ?? [])].map((each) => each.procedureCode)));
  }

  /** The unit's sheet with some cells written over. */
  sheetWith(areaVersion: string, changed: readonly PostingDoc[], stamp: string): SheetDoc {
    const known = this.byUnit.get(areaVersion);
    const cells = new Map(known?.cells);
    for (const cell of changed) cells.set(cell._id, cell);
    return sheetOf(areaVersion, [...cells.values()], (known?.rev ?? 0) + 1, stamp);
  }
}

/** Areas whose People's Committees may be bound: provinces, districts and communes of a subtree. */
export function unitsOf(tree: AreaTree, root: AreaVersion, on: PlainDate): AreaVersion[] {
  return [root, ...tree.descendants(root.id, on)]
    .filter(({ level }) => level !== 'country')
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Procedures in force for the units of an area on a day. */
export async function codesInForce(kit: Kit, area: AreaVersion, on: PlainDate): Promise<string[]> {
  const rules = await RuleBook.read(kit, kit.areas.tree, [area.id]);
  return [...rules.inForce(area.id, on).values()].filter((rule) => binds(rule, area.level)).map((rule) => rule.procedureCode);
}
