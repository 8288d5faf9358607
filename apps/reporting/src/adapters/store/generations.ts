import { randomUUID } from 'node:crypto';
import { systemClock } from '@thongsuot/calendar';
import { ProblemError } from '@thongsuot/contracts';
import { isDuplicateKey, type Store, type Tx } from '@thongsuot/mongo-store';
import { FIRST_GENERATION } from '@thongsuot/service-kit';
import type { RuleSet } from '../../domain/rules';

export const GENERATIONS = 'generations';

/** Someone's decision on a generation, for the record. */
export interface Decision {
  readonly by: string;
  readonly reason: string;
}

/** What a generation of figures pins, so that contribution(before) subtracts what was added, and what became of it. */
export interface GenerationDocument {
  _id: string;
  rules: RuleSet;
  treeFingerprint: string;
  /** Acts that its areas stand under from its first event on, beyond the reference tree; later ones only add areas. */
  acts?: string[];
  startedAt: Date;
  started?: Decision;
  state: 'live' | 'building' | 'retired' | 'dropped' | 'removed';
  /** When it was retired or dropped. */
  endedAt?: Date;
  ended?: Decision;
  /** How it was made the live one. */
  accepted?: Decision & { at: Date; differences: number };
  /** Where both it and the live one wait for a comparison, until a moment. */
  hold?: { marks: { partition: string; offset: string }[]; until: Date };
  /** Raised on the live row by every decision, so that two are never taken at once. */
  decisions?: number;
}

/** What a new generation pins. */
export type Pinned = Pick<GenerationDocument, 'rules' | 'treeFingerprint'> & { readonly acts: string[] };

/** Every generation of which something is still kept. */
export function keptGenerations(store: Store): Promise<GenerationDocument[]> {
  return store
    .collection<GenerationDocument>(GENERATIONS)
    .find({ state: { $in: ['live', 'building', 'retired', 'dropped'] } })
    .toArray();
}

/** Makes the first generation, unless another process just did. */
export async function openFirstGeneration(store: Store, pinned: Pinned): Promise<void> {
  await store
    .collection<GenerationDocument>(GENERATIONS)
    .insertOne({ _id: FIRST_GENERATION, ...pinned, startedAt: systemClock.now(), state: 'live' })
    .catch((error: unknown) => {
      if (!isDuplicateKey(error)) throw error;
    });
}

/** Begins a rebuild beside the live generation. @throws ProblemError `conflict` while another is being built */
export async function beginGeneration(tx: Tx, pinned: Pinned, started: Decision, at: Date): Promise<GenerationDocument> {
  const generations = tx.collection<GenerationDocument>(GENERATIONS);
  await lockDecisions(tx);
  const other = await generations.findOne({ state: 'building' }, { session: tx.session });
  if (other)
    throw new ProblemError('conflict', {
      detail: `Đang dựng lại số liệu ở thế hệ ${other._id}; chấp nhận hoặc bỏ trước đã / Generation ${other._id} is being built: accept or drop it first`,
    });
  const generation: GenerationDocument = { _id: randomUUID(), ...pinned, startedAt: at, started, state: 'building' };
  await generations.insertOne(generation, { session: tx.session });
  tx.audit({
    actor: started.by,
    action: 'reporting.beginGeneration',
    subject: `generation ${generation._id}`,
    detail: { reason: started.reason, rules: pinned.rules.id, tree: pinned.treeFingerprint },
  });
  return generation;
}

/** Ends a rebuild that nobody wants. @throws ProblemError `not-found`, `conflict` where it is not being built */
export async function dropGeneration(tx: Tx, id: string, ended: Decision, at: Date): Promise<void> {
  await lockDecisions(tx);
  await findBuilding(tx, id);
  await tx
    .collection<GenerationDocument>(GENERATIONS)
    .updateOne({ _id: id }, { $set: { state: 'dropped', endedAt: at, ended } }, { session: tx.session });
  tx.audit({
    actor: ended.by,
    action: 'reporting.dropGeneration',
    subject: `generation ${id}`,
    detail: { reason: ended.reason },
  });
}

/** Makes a rebuilt generation the live one and retires the live one; whoever reads sees the one or the other. */
export async function swapGenerations(
  tx: Tx,
  live: string,
  rebuilt: string,
  accepted: Decision & { at: Date; differences: number },
): Promise<void> {
  const generations = tx.collection<GenerationDocument>(GENERATIONS);
  const { by, reason, at, differences } = accepted;
  await generations.updateOne(
    { _id: live },
    { $set: { state: 'retired', endedAt: at, ended: { by, reason } } },
    { session: tx.session },
  );
  await generations.updateOne(
    { _id: rebuilt },
    { $set: { state: 'live', accepted }, $unset: { hold: '' } },
    { session: tx.session },
  );
  tx.audit({
    actor: by,
    action: 'reporting.acceptGeneration',
    subject: `generation ${rebuilt}`,
    detail: { reason, differences, retired: live },
  });
}

/** Takes the live row for this transaction, and answers it: decisions on generations are taken one after another. */
export async function lockDecisions(tx: Tx): Promise<GenerationDocument> {
  const live = await tx
    .collection<GenerationDocument>(GENERATIONS)
    .findOneAndUpdate({ state: 'live' }, { $inc: { decisions: 1 } }, { session: tx.session, returnDocument: 'after' });
  if (!live) throw new Error('no generation is live');
  return live;
}

/** @throws ProblemError `not-found`, `conflict` where it is not being built */
export async function findBuilding(tx: Pick<Tx, 'collection'> & Partial<Tx>, id: string): Promise<GenerationDocument> {
  const found = await tx
    .collection<GenerationDocument>(GENERATIONS)
    .findOne({ _id: id }, tx.session ? { session: tx.session } : {});
  if (!found) throw new ProblemError('not-found');
  if (found.state !== 'building')
    throw new ProblemError('conflict', {
      detail: `Thế hệ ${id} không ở trạng thái đang dựng (${found.state}) / Generation ${id} is not being built (${found.state})`,
    });
  return found;
}
