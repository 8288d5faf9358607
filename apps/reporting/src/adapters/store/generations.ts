import type { AreaTree } from '@thongsuot/areas';
import type { Clock } from '@thongsuot/calendar';
import { isDuplicateKey, type Store } from '@thongsuot/mongo-store';
import type { RuleSet } from '../../domain/rules';

export const GENERATIONS = 'generations';

/** What a generation of figures pins, so that contribution(before) subtracts what was added. */
export interface GenerationDocument {
  _id: string;
  rules: RuleSet;
  treeFingerprint: string;
  startedAt: Date;
  state: 'live' | 'building' | 'retired';
}

/** The generation that readers read. The first one is made at the first start. */
export async function openLiveGeneration(
  store: Store,
  rules: RuleSet,
  tree: AreaTree,
  clock: Clock,
): Promise<GenerationDocument> {
  const generations = store.collection<GenerationDocument>(GENERATIONS);
  for (;;) {
    const live = await generations.findOne({ state: 'live' });
    if (live) return live;
    const first = { _id: 'live', rules, treeFingerprint: tree.fingerprint, startedAt: clock.now(), state: 'live' as const };
    await generations.insertOne(first).catch((error: unknown) => {
      if (!isDuplicateKey(error)) throw error;
    });
  }
}
