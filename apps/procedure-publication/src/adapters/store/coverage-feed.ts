import { Injectable } from '@nestjs/common';
import type { AreaTree, AreaVersion } from '@thongsuot/areas';
import type { PlainDate } from '@thongsuot/contracts';
import { Kit } from '@thongsuot/service-kit';
import { predecessorsOf, provincesOf } from '../../domain/competence';
import type { UnitCoverage } from '../../domain/coverage';
import { rulesInForce } from '../../domain/duties';
import { CellNumbers, coverageOfMarks, withInherited, type PackedMarks, type RequiredCells } from '../../domain/ledger/board';
import { decodeMarks } from '../../domain/ledger/marks';
import { ChangeFeed } from './change-feed';
import { RULES, SHEETS } from './indexes';
import type { RuleDoc, SheetDoc } from './rows';
import { marksTextOf } from './sheets';

const DAYS_KEPT = 3;

/** What was computed for one day; thrown away as a whole when what it rests on changes. */
interface Day {
  readonly required: Map<string, RequiredCells>;
  readonly units: Map<string, UnitCoverage>;
}

/**
 * Coverage in memory: every unit's postings packed to eight bytes each, every province's rules, level with the store. Any
 * unit or area on any day is a sum over it.
 */
@Injectable()
export class CoverageFeed {
  private readonly numbers = new CellNumbers();
  private readonly marks = new Map<string, PackedMarks>();
  private readonly revs = new Map<string, number>();
  private readonly rules = new Map<string, Map<string, RuleDoc>>();
  private readonly days = new Map<PlainDate, Day>();
  private readonly sheetFeed: ChangeFeed<SheetDoc>;
  private readonly ruleFeed: ChangeFeed<RuleDoc>;
  private tree: AreaTree | undefined;
  private origins = new Map<string, { provinces: string; before: readonly string[] }>();
  private heirs = new Map<string, Set<string>>();

  constructor(private readonly kit: Kit) {
    this.sheetFeed = new ChangeFeed<SheetDoc>(kit, {
      collection: SHEETS,
      stamp: 'stamp',
      fields: { marks: 1, rev: 1 },
      take: (rows) => {
        this.takeSheets(rows);
      },
    });
    this.ruleFeed = new ChangeFeed<RuleDoc>(kit, {
      collection: RULES,
      stamp: 'order',
      fields: {
        ...{ province: 1, procedureCode: 1, version: 1, kind: 1, levels: 1 },
        ...{ channels: 1, effectiveOn: 1, decisionId: 1, dueOn: 1 },
      },
      take: (rows) => {
        this.takeRules(rows);
      },
    });
  }

  /** What this process wrote must be seen by its next question. */
  markStale(): void {
    this.sheetFeed.markStale();
    this.ruleFeed.markStale();
  }

  /** Fills the memory ahead of the first question: reading a country's sheets takes some seconds. */
  warm(): void {
    void Promise.all([this.sheetFeed.settle(), this.ruleFeed.settle()]).catch((error: unknown) => {
      this.kit.logger.warn({ reason: error instanceof Error ? error.message : '' }, 'coverage is read when it is asked for');
    });
  }

  /** Coverage of some units on a day, in their order. */
  async of(units: readonly AreaVersion[], on: PlainDate): Promise<UnitCoverage[]> {
    await Promise.all([this.sheetFeed.settle(), this.ruleFeed.settle()]);
    this.follow(this.kit.areas.tree);
    const day = this.dayOf(on);
    return units.map((unit) => {
      const known = day.units.get(unit.id);
      if (known) return known;
      const made = this.compute(unit, on, day);
      day.units.set(unit.id, made);
      return made;
    });
  }

  private compute(unit: AreaVersion, on: PlainDate, day: Day): UnitCoverage {
    const { provinces, before } = this.originOf(unit.id);
    const key = `${unit.level}@${provinces}`;
    let required = day.required.get(key);
    if (!required) {
      const rules = provinces.split(',').flatMap((province) => [...(this.rules.get(province)?.values() ?? [])]);
      required = this.numbers.required(rulesInForce(rules, on).values(), unit.level, on);
      day.required.set(key, required);
    }
    const marks = withInherited(
      this.marks.get(unit.id),
      before.map((id) => this.marks.get(id)),
    );
    return coverageOfMarks(marks, required);
  }

  private originOf(id: string): { provinces: string; before: readonly string[] } {
    const known = this.origins.get(id);
    if (known) return known;
    const tree = this.kit.areas.tree;
    const made = { provinces: [...provincesOf(tree, id)].sort().join(','), before: predecessorsOf(tree, id) };
    this.origins.set(id, made);
    for (const before of made.before) this.heirs.set(before, (this.heirs.get(before) ?? new Set()).add(id));
    return made;
  }

  private dayOf(on: PlainDate): Day {
    const known = this.days.get(on);
    const day = known ?? { required: new Map<string, RequiredCells>(), units: new Map<string, UnitCoverage>() };
    this.days.delete(on);
    this.days.set(on, day);
    for (const [oldest] of this.days) {
      if (this.days.size <= DAYS_KEPT) break;
      this.days.delete(oldest);
    }
    return day;
  }

  /** The tree of areas is immutable: another one is another world. */
  private follow(tree: AreaTree): void {
    if (this.tree === tree) return;
    this.tree = tree;
    this.origins = new Map();
    this.heirs = new Map();
    this.days.clear();
  }

  private takeSheets(rows: readonly SheetDoc[]): void {
    for (const sheet of rows) {
      if (this.revs.get(sheet._id) === sheet.rev) continue;
      this.revs.set(sheet._id, sheet.rev);
      this.marks.set(sheet._id, this.numbers.pack(decodeMarks(marksTextOf(sheet))));
      const touched = [sheet._id, ...(this.heirs.get(sheet._id) ?? [])];
      for (const day of this.days.values()) for (const id of touched) day.units.delete(id);
    }
  }

  private takeRules(rows: readonly RuleDoc[]): void {
    let isNew = false;
    for (const rule of rows) {
      const known = this.rules.get(rule.province) ?? new Map<string, RuleDoc>();
      this.rules.set(rule.province, known);
      if (known.has(rule._id)) continue;
      known.set(rule._id, rule);
      isNew = true;
    }
    if (isNew) this.days.clear();
  }
}
