import { Injectable } from '@nestjs/common';
import type { AreaTree } from '@thongsuot/areas';
import type { BatchContext } from '@thongsuot/messaging';
import { FencedError } from '@thongsuot/mongo-store';
import { Kit } from '@thongsuot/service-kit';
import { AreaActs } from './area-acts';
import { loadDeclarations, type Declarations } from './declarations';
import { FigureWriter } from './figure-writer';
import { GENERATIONS, keptGenerations, openFirstGeneration, type GenerationDocument, type Pinned } from './generations';
import { RowLabels } from './labels';
import { PlanTargets } from './plan-targets';
import { TaskMeasures } from './task-measures';
import { PostedProcedures } from './posted-procedures';

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
  readonly measures: TaskMeasures;
  readonly postings: PostedProcedures;
  readonly acts: AreaActs;
  private readonly opened = new Map<string, OpenGeneration & { readonly epoch: number }>();
  private known: GenerationDocument | undefined;

  constructor(readonly kit: Kit) {
    this.labels = new RowLabels(kit.store);
    this.plans = new PlanTargets(kit.store, async () => (await this.live())._id);
    this.measures = new TaskMeasures(kit.store, async () => (await this.live())._id);
    this.postings = new PostedProcedures(kit.store);
    this.acts = new AreaActs(kit.store, kit.areas.tree);
  }

  /**
   * Learns what was decided and which acts came, and shows areas as the live figures pin them.
   * @returns every generation that has not been removed, the live one among them
   */
  async refresh(): Promise<readonly GenerationDocument[]> {
    const { store } = this.kit;
    let rows = await keptGenerations(store);
    while (!rows.some(isLive)) {
      await this.acts.refresh();
      await openFirstGeneration(store, this.pinned());
      rows = await keptGenerations(store);
    }
    // After the rows: an act is recorded before a generation pins it.
    await this.acts.refresh();
    const live = rows.find(isLive);
    if (live) this.showAreas((this.known = live));
    return rows;
  }

  /** The generation that readers read, as last learnt. */
  async live(): Promise<GenerationDocument> {
    if (!this.known) await this.refresh();
    return this.known as GenerationDocument;
  }

  /**
   * The generation that a batch of events belongs to. It is asked for once in each epoch of its consumer: whoever consumed for it
   * in an older one is stopped by the ledger, whose rows are the first to go when it is removed.
   * @throws FencedError where it was retired or dropped: its figures will be removed, and nothing may be added to them
   */
  async open(context: BatchContext): Promise<OpenGeneration> {
    const known = this.opened.get(context.generation);
    if (known?.epoch === context.epoch && !this.acts.doubted) return known;
    return context.memo('generation', () => this.look(context));
  }

  /** Lets go of a generation that is written no more. */
  forget(generation: string): void {
    this.opened.delete(generation);
    this.acts.forget(generation);
  }

  /** Areas as a generation pins them. */
  treeOf(generation: GenerationDocument): AreaTree {
    return this.acts.treeOf(generation);
  }

  /** What a generation begun now pins; rules as declared unless others are given. */
  pinned(rules = this.declarations.rules): Pinned {
    return { rules, treeFingerprint: this.acts.present.fingerprint, acts: this.acts.ids };
  }

  private showAreas(live: GenerationDocument): void {
    const tree = this.acts.treeOf(live);
    if (tree !== this.kit.areas.tree) this.kit.areas.replace(tree);
  }

  private async look({ generation: id, epoch, tx }: BatchContext): Promise<OpenGeneration> {
    const { store } = this.kit;
    const generation = await store.collection<GenerationDocument>(GENERATIONS).findOne({ _id: id }, { session: tx.session });
    if (generation?.state !== 'live' && generation?.state !== 'building')
      throw new FencedError(`generation ${id} is ${generation?.state ?? 'unknown'}`);
    await this.acts.refresh();
    // So that requests find the areas as soon as facts do.
    if (this.known) this.showAreas(this.known);
    const areas = {
      tree: () => this.acts.treeOf(generation),
      onUnknown: () => {
        this.acts.doubt();
      },
    };
    const writer = this.opened.get(id)?.writer ?? new FigureWriter(store, areas, id);
    const open = { generation, writer, epoch };
    this.opened.set(id, open);
    return open;
  }
}

function isLive({ state }: GenerationDocument): boolean {
  return state === 'live';
}
