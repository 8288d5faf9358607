import type { PartitionState } from './partition-state';

/** What is asked of a partition here. */
type Gathering = Pick<PartitionState, 'behind' | 'passedOver'>;

/** An idle partition is passed over for ever: beyond this, doubling would end in Infinity and Infinity times nothing. */
const DOUBLINGS_MAX = 50;

/** A partition and how many of its waiting events a commit takes. */
export interface Choice<State> {
  readonly state: State;
  readonly count: number;
}

/**
 * What the next commit takes of the partitions: `room` events at most. Effects are mostly kept by partition, so that a commit
 * costs by the partitions it touches more than by its events. While a partition has more in the log than was read of it, it is
 * therefore left to gather, but for the one that is most due; those read to their ends come along whole where they fit.
 * Every commit that passes a partition over doubles how due it is, so a few events wait for a handful of commits behind many.
 */
export function choosePartitions<State extends Gathering>(
  states: readonly State[],
  room: number,
  waitingIn: (state: State) => number,
): Choice<State>[] {
  const gathered = states.map((state) => ({ state, count: waitingIn(state) }));
  const due = ({ state, count }: Choice<State>): number => count * 2 ** Math.min(state.passedOver, DOUBLINGS_MAX);
  const [first, ...others] = gathered.sort((one, other) => due(other) - due(one));
  if (first === undefined) return [];
  const chosen = [{ state: first.state, count: Math.min(room, first.count) }];
  let left = room - first.count;
  for (const { state, count } of others) {
    if (count > 0 && (state.behind > 0 || count > left)) continue;
    chosen.push({ state, count });
    left -= count;
  }
  return chosen;
}
