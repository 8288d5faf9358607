import type { Tx } from '@thongsuot/mongo-store';
import type { ReceivedEvent } from './received-event';

/**
 * What a handler of events works with. One context lives as long as one attempt at a transaction, over several calls of
 * the handler where events are applied one by one to find a poisoned one.
 */
export interface BatchContext {
  /** The transaction that also moves the ledger: write through it alone. */
  readonly tx: Tx;
  /** Changes whenever what was held may be another's: whatever a handler kept in memory under an older number is void. */
  readonly epoch: number;
  /** Generation whose ledger this transaction moves: effects belong to it, and to no other. */
  readonly generation: string;
  /** Working memory of this attempt; made at the first call with `key`. */
  memo<T>(key: string, make: () => T): T;
  /** Runs once after the last event of this attempt, still inside the transaction. */
  onFinish(write: () => Promise<void>): void;
  /** Runs once this attempt is durable; memory kept across attempts may change only here. */
  onCommitted(settle: () => void): void;
}

/**
 * Applies events, in order per partition. May be called again with the same events after an abort, so it must have no
 * effect but through the context. What it throws parks the event, unless an engine is at fault.
 */
export type BatchHandler = (events: readonly ReceivedEvent[], context: BatchContext) => Promise<void>;

/** {@link BatchContext} of one attempt. */
export class Attempt implements BatchContext {
  private readonly memory = new Map<string, unknown>();
  private readonly finishers: (() => Promise<void>)[] = [];
  private readonly settlers: (() => void)[] = [];

  constructor(
    readonly tx: Tx,
    readonly epoch: number,
    readonly generation: string,
  ) {}

  memo<T>(key: string, make: () => T): T {
    if (!this.memory.has(key)) this.memory.set(key, make());
    return this.memory.get(key) as T;
  }

  onFinish(write: () => Promise<void>): void {
    this.finishers.push(write);
  }

  onCommitted(settle: () => void): void {
    this.settlers.push(settle);
  }

  async finish(): Promise<void> {
    for (const write of this.finishers) await write();
  }

  committed(): void {
    for (const settle of this.settlers) settle();
  }
}
