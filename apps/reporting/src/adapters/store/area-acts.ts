import { applyAreaChanged, type AreaTree } from '@thongsuot/areas';
import type { Store } from '@thongsuot/mongo-store';
import { AREA_CHANGES, type AreaChangeDoc } from '@thongsuot/service-kit';
import { growTree } from '../../domain/pinned-tree';
import type { GenerationDocument } from './generations';

/** Areas under all acts known; no generation goes by this name. */
const PRESENT = '';

/** The acts that came since the reference tree, and the areas as each generation of figures pins them. */
export class AreaActs {
  private readonly acts: AreaChangeDoc[] = [];
  private readonly trees = new Map<string, { readonly tree: AreaTree; readonly folded: number }>();
  private turn: Promise<void> = Promise.resolve();
  private isDoubted = false;

  constructor(
    private readonly store: Store,
    private readonly reference: AreaTree,
  ) {}

  /** Learns every act recorded before this was called, by whichever process. */
  refresh(): Promise<void> {
    // In turn: two looks at once would learn the same act twice, or forget the later one's.
    const learnt = this.turn.then(() => this.learn());
    this.turn = learnt.catch(() => undefined);
    return learnt;
  }

  /** Says that a fact named an area which no act known here has brought forth: the next attempt at it looks first. */
  doubt(): void {
    this.isDoubted = true;
  }

  /** True from a doubt to the next look. */
  get doubted(): boolean {
    return this.isDoubted;
  }

  /** Ids of all acts known. */
  get ids(): string[] {
    return this.acts.map(({ _id }) => _id);
  }

  /** The areas under all acts: what a new generation pins. */
  get present(): AreaTree {
    return this.fold(PRESENT, null);
  }

  /** The areas as a generation pins them. */
  treeOf({ _id, acts = [] }: GenerationDocument): AreaTree {
    return this.fold(_id, acts);
  }

  /** Lets go of the areas of a generation that is used no more. */
  forget(generation: string): void {
    this.trees.delete(generation);
  }

  private async learn(): Promise<void> {
    this.isDoubted = false;
    const fresh = await this.store
      .collection<AreaChangeDoc>(AREA_CHANGES)
      .find({ at: { $gt: this.acts.at(-1)?.at ?? '' } })
      .sort({ at: 1 })
      .toArray();
    this.acts.push(...fresh);
  }

  /** The tree under the acts known; those not among `pinned` only make it grow. */
  private fold(name: string, pinned: readonly string[] | null): AreaTree {
    const known = this.trees.get(name) ?? { tree: this.reference, folded: 0 };
    // Asked for every fact, so what is known already is answered at once.
    if (known.folded === this.acts.length) return known.tree;
    let { tree } = known;
    for (const { _id, data } of this.acts.slice(known.folded))
      tree = pinned === null || pinned.includes(_id) ? applyAreaChanged(tree, data, _id) : growTree(tree, data, _id);
    this.trees.set(name, { tree, folded: this.acts.length });
    return tree;
  }
}
