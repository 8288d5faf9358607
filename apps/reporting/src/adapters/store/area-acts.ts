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
  private readonly trees = new Map<string, { tree: AreaTree; folded: number }>();

  constructor(
    private readonly store: Store,
    private readonly reference: AreaTree,
  ) {}

  /** Learns the acts that were recorded since, by whichever process. */
  async refresh(): Promise<void> {
    const at = this.acts.at(-1)?.at ?? '';
    const fresh = await this.store
      .collection<AreaChangeDoc>(AREA_CHANGES)
      .find({ at: { $gt: at } })
      .sort({ at: 1 })
      .toArray();
    // Two looks at once must not learn the same act twice.
    if ((this.acts.at(-1)?.at ?? '') === at) this.acts.push(...fresh);
  }

  /** Ids of all acts known. */
  get ids(): string[] {
    return this.acts.map(({ _id }) => _id);
  }

  /** The areas under all acts: what a new generation pins. */
  get present(): AreaTree {
    return this.fold(PRESENT, () => true);
  }

  /** The areas as a generation pins them. */
  treeOf({ _id, acts = [] }: GenerationDocument): AreaTree {
    const pinned = new Set(acts);
    return this.fold(_id, (act) => pinned.has(act));
  }

  private fold(name: string, pins: (act: string) => boolean): AreaTree {
    const known = this.trees.get(name) ?? { tree: this.reference, folded: 0 };
    if (known.folded === this.acts.length) return known.tree;
    let { tree } = known;
    for (const { _id, data } of this.acts.slice(known.folded))
      tree = pins(_id) ? applyAreaChanged(tree, data, _id) : growTree(tree, data, _id);
    this.trees.set(name, { tree, folded: this.acts.length });
    return tree;
  }
}
