import type { PartitionRef } from '@thongsuot/mongo-store';
import type { LogReader, LogRecord, ReaderWork } from '../log/event-log';
import type { MessagingMetrics } from '../metrics';
import type { HeldPartitions } from './held-partitions';
import type { PartitionState } from './partition-state';

/** What the reading side of a consumer needs. */
export interface RecordIntakeOptions {
  readonly group: string;
  readonly held: HeldPartitions;
  readonly metrics: MessagingMetrics;
  /** Events that may wait for their commit before the reader is held back. */
  readonly bufferedMax: number;
  readonly reader: () => LogReader | undefined;
  readonly isRunning: () => boolean;
  readonly onStopped: (detail: { topic: string; partition: number; reason: string }) => void;
}

const HOLES_MAX = 20;

/** The reading side of a consumer: sorts records into their partitions, stops one at a gap, and holds the reader back. */
export class RecordIntake {
  constructor(private readonly options: RecordIntakeOptions) {}

  /** Takes records of one partition in; returns once there is room for more. */
  async receive(ref: PartitionRef, records: readonly LogRecord[], behind: number, work: ReaderWork): Promise<void> {
    const { held, metrics, group } = this.options;
    const state = held.find(ref);
    if (!state) return;
    if (state.stopped) {
      if (!records.some((record) => state.findsMissing(record))) return;
      state.stopped = false;
      this.readAgain(state);
      return;
    }
    const repeats = this.takeIn(state, records);
    if (repeats > 0) metrics.repeated(group, repeats);
    state.behind = behind;
    metrics.lag(group, ref.topic, ref.partition, behind + state.buffer.length);
    await this.waitForSpace(state, work);
  }

  /** Stops a partition and alarms. It is read on only where what is missing may yet come again. */
  stop(state: PartitionState, reason: string): void {
    const { topic, partition } = state.held;
    state.stopped = true;
    if (!state.seeksMissing) this.options.reader()?.pause(state.held);
    this.options.metrics.gap(this.options.group, topic);
    this.options.onStopped({ topic, partition, reason });
  }

  /** Takes records up to the first that is not the next one; answers how many were repeats. */
  private takeIn(state: PartitionState, records: readonly LogRecord[]): number {
    let repeats = 0;
    for (const [index, record] of records.entries()) {
      const intake = state.take(record);
      if (intake.kind === 'repeat') repeats++;
      if (intake.kind === 'gap') {
        // Sent again long ago, where this log is read anew: the missing number may stand further on in these very records.
        if (records.slice(index + 1).some((later) => state.findsMissing(later))) this.readAgain(state);
        else this.stop(state, `number ${String(intake.expected)} is missing, ${String(intake.found)} came`);
        break;
      }
      if (intake.kind === 'restarted') {
        this.stop(state, `offset ${record.offset} brings unseen number ${String(intake.found)}: the topic was made anew`);
        break;
      }
      if (intake.kind === 'hole') {
        if (++state.holes > HOLES_MAX) this.stop(state, `offset ${record.offset} came where ${state.readFrom} was due`);
        else this.readAgain(state);
        break;
      }
      state.holes = 0;
    }
    return repeats;
  }

  private readAgain(state: PartitionState): void {
    this.options.reader()?.seek(state.held, state.readFrom);
  }

  /** Holds the reader back while more waits than two commits take; it stays a live member meanwhile. */
  private async waitForSpace(state: PartitionState, work: ReaderWork): Promise<void> {
    const { held, bufferedMax, isRunning } = this.options;
    while (isRunning() && !work.isStale() && held.find(state.held) === state && held.buffered() >= bufferedMax) {
      await held.waitForSpace();
      await work.heartbeat();
    }
  }
}
