import type { EventLog } from '../log/event-log';
import { partitionKey } from '../log/event-log';
import type { PartitionState } from './partition-state';

/** A partition that cannot be read on, and why. */
export interface OutOfBounds {
  readonly state: PartitionState;
  readonly reason: string;
}

/**
 * Measures how far each partition is behind, and names those whose position lies outside their topic: a topic made anew
 * begins at 0 without a word.
 */
export async function checkBounds(log: EventLog, states: ReadonlyMap<string, PartitionState>): Promise<OutOfBounds[]> {
  const outside: OutOfBounds[] = [];
  const admin = await log.admin();
  try {
    for (const topic of new Set([...states.values()].map((state) => state.held.topic))) {
      for (const { partition, first, end } of await admin.bounds(topic)) {
        const state = states.get(partitionKey({ topic, partition }));
        if (!state) continue;
        const at = BigInt(state.readFrom);
        state.behind = Math.max(0, Number(BigInt(end) - at));
        if (at > BigInt(end) || at < BigInt(first)) {
          const reason = `position ${String(at)} is outside the topic (${first}–${end}): it was truncated or made anew`;
          outside.push({ state, reason });
        }
      }
    }
  } finally {
    await admin.close().catch(() => undefined);
  }
  return outside;
}
