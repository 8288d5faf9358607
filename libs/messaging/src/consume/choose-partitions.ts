import type { PartitionState } from './partition-state';

/** What is asked of a partition here. */
type Waiting = Pick<PartitionState, 'behind' | 'passedOver'> & { readonly buffer: readonly unknown[] };

/** A partition and how many of its waiting events a commit takes. */
export interface Choice<State> {
  readonly state: State;
  readonly count: number;
}

/**
 * What the next commit takes of the partitions: `room` events at most. Effects are mostly kept by partition, so that a commit
 * costs by the partitions it touches more than by its events. While a partition has more in the log than was read of it, it is
 * therefore left to gather, but for the one that is most due; those read to their ends come along whole where they fit.
 * Every commit that passes a partition over makes it more due, so none starves.
 */
export function choosePartitions<State extends Waiting>(states: readonly State[], room: number): Choice<State>[] {
  const due = ({ buffer, passedOver }: State): number => buffer.length * (passedOver + 1);
  const [first, ...others] = [...states].sort((one, other) => due(other) - due(one));
  if (first === undefined) return [];
  const chosen = [{ state: first, count: Math.min(room, first.buffer.length) }];
  let left = room - first.buffer.length;
  for (const state of others) {
    const count = state.buffer.length;
    if (count > 0 && (state.behind > 0 || count > left)) continue;
    chosen.push({ state, count });
    left -= count;
  }
  return chosen;
}
