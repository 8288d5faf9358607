import { Injectable } from '@nestjs/common';
import type { AreaTree } from '@thongsuot/areas';
import type { BatchContext } from '@thongsuot/messaging';
import { FencedError } from '@thongsuot/mongo-store';
import { Kit } from '@thongsuot/service-kit';
import { AreaActs } from './area-acts';
import { loadDeclarations, type Declarations } from './declarations';
import { FigureWriter } from './figure-writer';
import { GENERATIONS, openLiveGeneration, type GenerationDocument, type Pinned } from './generations';
import { RowLabels } from './labels';
import { PlanTargets } from './plan-targets';
import { PostedProcedures } from './posted-procedures';

/** A swap is seen at the latest this long after it. */
const LIVE_KNOWN_MS = 500;

/** A generation and where its figures are written. */
export interface OpenGeneration {
  readonly generation: GenerationDocument;
  readonly writer: FigureWriter;
}

/** The generations of figures: which one readers read, what each is derived by, and where it is written. */
@Injectable()
export class Projection {
  readonly declarations: Declarations = loadDeclarations();
  readonly labels: RowLabels;
  readonly plans: PlanTargets;
  readonly postings: PostedProcedures;
  readonly acts: AreaActs;
  private readonly opened = new Map<string, OpenGeneration>();
  private known: { readonly live: GenerationDocument; readonly at: number } | undefined;

  constructor(readonly kit: Kit) {
    this.labels = new RowLabels(kit.store);
    this.plans = new PlanTargets(kit.store, async () => (await this.live())._id);
    this.postings = new PostedProcedures(kit.store);
    this.acts = new AreaActs(kit.store, kit.areas.tree);
  }

  /** Learns acts and swaps, and shows areas as the live figures pin them. */
  async refresh(): Promise<GenerationDocument> {
    await this.acts.refresh();
    this.known = undefined;
    const live = await this.live();
    const tree = this.acts.treeOf(live);
    if (tree !== this.kit.areas.tree) this.kit.areas.replace(tree);
    return live;
  }

  /** The generation that readers read; the first one begins here. */
  async live(): Promise<GenerationDocument> {
    if (this.known && performance.now() - this.known.at < LIVE_KNOWN_MS) return this.known.live;
    const { store, clock } = this.kit;
    const live = await openLiveGeneration(store, () => this.pinned(), clock);
    this.known = { live, at: performance.now() };
    return live;
  }

  /**
   * The generation that a batch of events belongs to.
   * @throws FencedError where it was retired or dropped: its figures will be removed, and nothing may be added to them
   */
  async open(context: BatchContext): Promise<OpenGeneration> {
    const { store } = this.kit;
    const row = await context.memo('generation', () =>
      store.collection<GenerationDocument>(GENERATIONS).findOne({ _id: context.generation }, { session: context.tx.session }),
    );
    await context.memo('acts', () => this.acts.refresh());
    if (row?.state !== 'live' && row?.state !== 'building')
      throw new FencedError(`generation ${context.generation} is ${row?.state ?? 'unknown'}`);
    let open = this.opened.get(row._id);
    if (open === undefined) {
      open = { generation: row, writer: new FigureWriter(store, () => this.acts.treeOf(row), row._id) };
      this.opened.set(row._id, open);
    }
    return open;
  }

  /** Lets go of a generation that is written no more. */
  forget(generation: string): void {
    this.opened.delete(generation);
  }

  /** Areas as a generation pins them. */
  treeOf(generation: GenerationDocument): AreaTree {
    return this.acts.treeOf(generation);
  }

  /** What a generation begun now pins; rules as declared unless others are given. */
  pinned(rules = this.declarations.rules): Pinned {
    return { rules, treeFingerprint: this.acts.present.fingerprint, acts: this.acts.ids };
  }
}
