import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '@thongsuot/calendar';
import type { LedgerPosition, PartitionRef } from '@thongsuot/mongo-store';
import { partitionKey } from '../log/event-log';
import type { PartitionState } from './partition-state';

/** The partitions that this member of the group holds, and what waits in them: a cache, dropped whole when the group moves on. */
export class HeldPartitions {
  private states: ReadonlyMap<string, PartitionState> = new Map();
  private present = 0;
  private assigned = false;
  /** What {@link asOf} answers while nothing is held: what was true when it last was. */
  private lastAsOf = new Date(0);
  private spaceWaiters: (() => void)[] = [];

  /** Raised whenever what was held may be another's. */
  get epoch(): number {
    return this.present;
  }

  /** False before the first assignment and between two. */
  get isAssigned(): boolean {
    return this.assigned;
  }

  /** Before anything is held: figures are as old as the oldest of the partitions' last events. */
  startFrom(positions: readonly { readonly position: LedgerPosition }[]): void {
    const used = positions.map(({ position }) => position).filter(({ lastEventTime }) => lastEventTime !== null);
    this.lastAsOf = oldest(used) ?? new Date(0);
  }

  hold(states: ReadonlyMap<string, PartitionState>): void {
    this.states = states;
    this.assigned = true;
  }

  forget(): void {
    this.lastAsOf = this.asOf();
    this.present++;
    this.assigned = false;
    this.states = new Map();
    this.freeSpace();
  }

  find(ref: PartitionRef): PartitionState | undefined {
    return this.states.get(partitionKey(ref));
  }

  all(): PartitionState[] {
    return [...this.states.values()];
  }

  /** Keys of the partitions that a gap stopped. */
  stopped(): string[] {
    return [...this.states].flatMap(([key, state]) => (state.stopped ? [key] : []));
  }

  /** Events read and not yet committed. */
  buffered(): number {
    let sum = 0;
    for (const state of this.states.values()) sum += state.buffer.length;
    return sum;
  }

  /** Now where nothing waits; else the time of the last applied event of the partition that is furthest behind. */
  asOf(): Date {
    if (!this.assigned) return this.lastAsOf;
    const waiting = this.all().filter((state) => state.stopped || state.behind > 0 || state.buffer.length > 0);
    return oldest(waiting.map((state) => state.held.position)) ?? systemClock.now();
  }

  /** Waits until events were committed or dropped, a second at most. */
  async waitForSpace(): Promise<void> {
    await Promise.race([new Promise<void>((resolve) => this.spaceWaiters.push(resolve)), sleep(1000)]);
  }

  freeSpace(): void {
    const waiters = this.spaceWaiters;
    this.spaceWaiters = [];
    for (const each of waiters) each();
  }
}

/** Time of the last event of the position whose last event is the oldest; the beginning of time where one has none. */
function oldest(positions: readonly LedgerPosition[]): Date | null {
  if (positions.length === 0) return null;
  const times = positions.map(({ lastEventTime }) => (lastEventTime === null ? 0 : Date.parse(lastEventTime)));
  return new Date(Math.min(...times));
}
