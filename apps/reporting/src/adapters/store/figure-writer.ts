import type { AreaTree } from '@thongsuot/areas';
import type { BatchContext } from '@thongsuot/messaging';
import type { Store } from '@thongsuot/mongo-store';
import type { AddFlow, FactGroup, FactOwner } from '../../domain/flow';
import { PageDraft, widthOf, writeDrafts } from './page-draft';
import { ROW_SEPARATOR, loadShelf, shelfId, type Page, type ShelfKey } from './pages';

/** Shelves kept in memory; the one used longest ago goes first. */
const SHELVES_MAX = 36;

/** A page that an owner's facts count in, and as which member of it. */
interface Step {
  readonly area: string;
  readonly member: string;
}

/** Years and partitions that a batch touches, known before any of it is added. */
export type Touches = ReadonlyMap<number, ReadonlySet<string>>;

/**
 * Adds increments to the figures of every area above their owner, in memory, and writes the pages they touch once a
 * transaction. Memory is a cache: void in another epoch, changed only when a transaction is durable.
 */
export class FigureWriter {
  private shelves = new Map<string, Map<string, Page>>();
  private epoch = -1;
  private steps = new Map<string, readonly Step[]>();
  private stepsOf: AreaTree | undefined;

  constructor(
    private readonly store: Store,
    private readonly tree: () => AreaTree,
    readonly generation: string,
  ) {}

  /** Opens the figures of `facts` for this attempt; what is added is written at its end. */
  async open(context: BatchContext, facts: FactGroup, touches: Touches): Promise<(partition: number) => AddFlow> {
    if (context.epoch !== this.epoch) {
      this.shelves = new Map();
      this.epoch = context.epoch;
    }
    for (const [partition, years] of touches)
      for (const year of years) await this.shelf({ generation: this.generation, facts, partition, year }, context);
    const drafts = this.drafts(context);
    return (partition) => this.adder(facts, partition, drafts);
  }

  private adder(facts: FactGroup, partition: number, drafts: Map<string, PageDraft>): AddFlow {
    const width = widthOf(facts);
    const prefix = `${this.generation}|${facts}|${String(partition)}|`;
    return (owner, half, row, flow, count) => {
      const year = half.slice(0, 4);
      for (const { area, member } of this.path(owner)) {
        const id = `${prefix}${year}|${area}`;
        let draft = drafts.get(id);
        if (draft === undefined) {
          const key = { generation: this.generation, facts, partition, year };
          draft = new PageDraft(key, area, this.held(key).get(area), width);
          drafts.set(id, draft);
        }
        draft.add(half.slice(5), draft.place(member + ROW_SEPARATOR + row), flow, count);
      }
    };
  }

  /** Drafts of this attempt, over all its calls; one writing at the end, one settling after the commit. */
  private drafts(context: BatchContext): Map<string, PageDraft> {
    return context.memo(`figures ${this.generation}`, () => {
      const drafts = new Map<string, PageDraft>();
      context.onFinish(() => writeDrafts(this.store, context.tx.session, drafts.values()));
      context.onCommitted(() => {
        if (this.epoch === context.epoch)
          for (const draft of drafts.values()) this.held(draft.key).set(draft.area, draft.settled());
        this.evict();
      });
      return drafts;
    });
  }

  /** Pages that an owner's facts count in, its own area's first, up to the country. */
  private path(owner: FactOwner): readonly Step[] {
    const tree = this.tree();
    if (tree !== this.stepsOf) {
      this.steps = new Map();
      this.stepsOf = tree;
    }
    const unit = `${owner.areaVersion}/${owner.agency ?? ''}`;
    const known = this.steps.get(unit);
    if (known) return known;
    const area = tree.findById(owner.areaVersion);
    if (!area) throw new Error(`area version ${owner.areaVersion} is not known here`);
    const above = tree.ancestors(area.id);
    const steps: Step[] = area.level === 'commune' ? [] : [{ area: area.id, member: `/${owner.agency ?? ''}` }];
    let member: string = area.level === 'commune' ? unit : area.id;
    for (const parent of above) {
      steps.push({ area: parent.id, member });
      member = parent.id;
    }
    this.steps.set(unit, steps);
    return steps;
  }

  private held(key: ShelfKey): Map<string, Page> {
    const shelf = this.shelves.get(shelfId(key));
    if (!shelf) throw new Error(`figures ${shelfId(key)} were not opened`);
    return shelf;
  }

  private async shelf(key: ShelfKey, context: BatchContext): Promise<void> {
    const id = shelfId(key);
    const shelf = this.shelves.get(id) ?? (await loadShelf(this.store, context.tx.session, key));
    this.shelves.delete(id);
    this.shelves.set(id, shelf);
  }

  private evict(): void {
    for (const id of this.shelves.keys()) {
      if (this.shelves.size <= SHELVES_MAX) break;
      this.shelves.delete(id);
    }
  }
}
