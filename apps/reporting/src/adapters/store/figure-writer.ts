import type { AreaTree } from '@thongsuot/areas';
import type { BatchContext } from '@thongsuot/messaging';
import type { Store } from '@thongsuot/mongo-store';
import { FLOWS, type AddFlow, type FactGroup, type FactOwner } from '../../domain/flow';
import { BookDraft, writeDrafts } from './book-draft';
import { SEPARATOR, bookOf, loadShelf, shelfId, type Book, type ShelfKey } from './books';

/** Shelves kept in memory; the one used longest ago goes first. */
const SHELVES_MAX = 36;

/** Where an owner's facts count: in which book, and the first part of its rows' names there. */
interface Step {
  readonly book: string;
  readonly rows: string;
}

/** The areas that figures are counted in. */
export interface FigureAreas {
  tree(): AreaTree;
  /** Told of a fact whose area the tree does not have: an act may have come that it has not heard of. */
  onUnknown(): void;
}

/** Years that a batch touches, by partition, known before any of it is added. */
export type Touches = ReadonlyMap<number, ReadonlySet<string>>;

/** Drafts of one attempt: by shelf, then by book. */
type Drafts = Map<string, Map<string, BookDraft>>;

/**
 * Adds increments to the figures of every area above their owner, in memory, and writes the books they touch once a
 * transaction. Memory is a cache: void in another epoch, changed only when a transaction is durable.
 */
export class FigureWriter {
  private shelves = new Map<string, Map<string, Book>>();
  private epoch = -1;
  private steps = new Map<string, readonly Step[]>();
  private stepsOf: AreaTree | undefined;

  constructor(
    private readonly store: Store,
    private readonly areas: FigureAreas,
    readonly generation: string,
  ) {}

  /** Opens the figures of `facts` for this attempt; what is added is written at its end. */
  async open(context: BatchContext, facts: FactGroup, touches: Touches): Promise<(partition: number) => AddFlow> {
    if (context.epoch !== this.epoch) {
      this.shelves = new Map();
      this.epoch = context.epoch;
    }
    for (const [partition, years] of touches)
      for (const year of years) await this.openShelf({ generation: this.generation, facts, partition, year }, context);
    const drafts = this.drafts(context);
    return (partition) => this.adder(facts, partition, drafts);
  }

  private adder(facts: FactGroup, partition: number, drafts: Drafts): AddFlow {
    // The increments of one fact mostly share owner, row and year: their places are looked up once.
    let lastOwner: FactOwner | undefined;
    let lastRow = '';
    let lastYear = '';
    let places: { readonly draft: BookDraft; readonly place: number }[] = [];
    const years = new Map<string, (book: string) => BookDraft>();
    return (owner, half, row, flow, count) => {
      if (owner !== lastOwner || row !== lastRow || !half.startsWith(lastYear)) {
        lastOwner = owner;
        lastRow = row;
        lastYear = half.slice(0, 4);
        let draftOf = years.get(lastYear);
        if (draftOf === undefined) {
          draftOf = this.drafter({ generation: this.generation, facts, partition, year: lastYear }, drafts);
          years.set(lastYear, draftOf);
        }
        places = [];
        for (const { book, rows } of this.path(owner)) {
          const draft = draftOf(book);
          places.push({ draft, place: draft.place(rows + row) });
        }
      }
      const short = half.slice(5);
      for (const { draft, place } of places) draft.add(short, place, flow, count);
    };
  }

  /** Finds, or makes, the drafts of one shelf. */
  private drafter(key: ShelfKey, drafts: Drafts): (book: string) => BookDraft {
    const id = shelfId(key);
    const books = this.shelf(id);
    const shelf = drafts.get(id) ?? new Map<string, BookDraft>();
    drafts.set(id, shelf);
    return (book) => {
      let draft = shelf.get(book);
      if (draft === undefined) shelf.set(book, (draft = new BookDraft(key, book, books.get(book), FLOWS[key.facts].length)));
      return draft;
    };
  }

  /** Drafts of this attempt, over all its calls; one writing at the end, one settling after the commit. */
  private drafts(context: BatchContext): Drafts {
    return context.memo(`figures ${this.generation}`, () => {
      const drafts: Drafts = new Map();
      const all = (): BookDraft[] => [...drafts.values()].flatMap((shelf) => [...shelf.values()]);
      context.onFinish(() => writeDrafts(this.store, context.tx.session, all()));
      context.onCommitted(() => {
        if (this.epoch !== context.epoch) return;
        for (const [id, shelf] of drafts) for (const [book, draft] of shelf) this.shelf(id).set(book, draft.settled());
        for (const id of this.shelves.keys()) {
          if (this.shelves.size <= SHELVES_MAX) break;
          this.shelves.delete(id);
        }
      });
      return drafts;
    });
  }

  /** Where an owner's facts count, its own area first, up to the country. */
  private path(owner: FactOwner): readonly Step[] {
    const tree = this.areas.tree();
    if (tree !== this.stepsOf) {
      this.steps = new Map();
      this.stepsOf = tree;
    }
    const unit = `${owner.areaVersion}/${owner.agency ?? ''}`;
    const known = this.steps.get(unit);
    if (known) return known;
    const area = tree.findById(owner.areaVersion);
    if (!area) {
      this.areas.onUnknown();
      throw new Error(`area version ${owner.areaVersion} is not known here`);
    }
    const steps: Step[] = [];
    let member: string = area.level === 'commune' ? unit : `/${owner.agency ?? ''}`;
    for (const above of area.level === 'commune' ? tree.ancestors(area.id) : [area, ...tree.ancestors(area.id)]) {
      steps.push({ book: bookOf(tree, above), rows: above.id + SEPARATOR + member + SEPARATOR });
      member = above.id;
    }
    this.steps.set(unit, steps);
    return steps;
  }

  private shelf(id: string): Map<string, Book> {
    const shelf = this.shelves.get(id);
    if (!shelf) throw new Error(`figures ${id} were not opened`);
    return shelf;
  }

  private async openShelf(key: ShelfKey, context: BatchContext): Promise<void> {
    const id = shelfId(key);
    const shelf = this.shelves.get(id) ?? (await loadShelf(this.store, context.tx.session, key));
    this.shelves.delete(id);
    this.shelves.set(id, shelf);
  }
}
