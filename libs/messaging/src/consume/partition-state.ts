import type { DeterministicEventError } from '@thongsuot/contracts';
import type { HeldRow, LedgerPosition } from '@thongsuot/mongo-store';
import type { LogRecord } from '../log/event-log';
import { eventNameOf, numberOf, readBody, readHeaders, type ReceivedEvent } from './received-event';

/** What one record comes to: an event to apply, one to park, or nothing but a step forward. */
export interface Arrival {
  readonly record: LogRecord;
  readonly eventId: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string | null;
  readonly source: string | null;
  readonly sequence: number | null;
  readonly content: ReceivedEvent | DeterministicEventError | 'not-ours';
}

/** How a record stands to what is known of its partition. */
export type Intake =
  | { readonly kind: 'arrival'; readonly arrival: Arrival }
  | { readonly kind: 'repeat' }
  | { readonly kind: 'gap'; readonly expected: number; readonly found: number }
  /** Numbers never seen, at an offset already passed: the topic was made anew. */
  | { readonly kind: 'restarted'; readonly found: number }
  | { readonly kind: 'hole' };

/**
 * What a member knows of one partition it holds: its ledger row, and what has come since and is not committed. A cache:
 * dropped whole on revocation, fencing or error, and read again from the ledger.
 */
export class PartitionState {
  readonly buffer: Arrival[] = [];
  stopped = false;
  /** Events known to wait in the log behind the last record seen. */
  behind = 0;
  /** Commits since the last one that took events of it. */
  passedOver = 0;
  /** Times that the log handed over records past the position, in a row. */
  holes = 0;
  private nextOffset: bigint;
  /** The number that is missing; what was sent again is looked for further on in the log. */
  private missing: { readonly source: string; readonly sequence: number } | null = null;
  /** By source, where the missing number was found: what came before it too early comes again after it. */
  private readonly mendedAt = new Map<string, bigint>();
  private readonly known: Map<string, number>;

  constructor(
    readonly held: HeldRow,
    private readonly interests: ReadonlySet<string> | null,
  ) {
    this.nextOffset = BigInt(held.position.offset);
    this.known = new Map(held.position.known);
  }

  /** Offset to read next: past what is buffered. */
  get readFrom(): string {
    return String(this.nextOffset);
  }

  /** Sorts one record in; an arrival is buffered. */
  take(record: LogRecord): Intake {
    const offset = BigInt(record.offset);
    if (offset < this.nextOffset) return this.passed(record);
    // A fetch that was under way when the position was set brings records from elsewhere.
    if (offset > this.nextOffset) return { kind: 'hole' };
    const headers = readHeaders(record);
    if ('malformed' in headers) {
      const place = `${record.topic}/${String(record.partition)}/${record.offset}`;
      const number = numberOf(record);
      const known = number ? this.step(number, offset) : null;
      if (known) return known;
      this.nextOffset = offset + 1n;
      return this.keep({
        record,
        eventId: place,
        type: 'unreadable',
        subject: place,
        time: null,
        source: number?.source ?? null,
        sequence: number?.sequence ?? null,
        content: headers.malformed,
      });
    }
    const { attributes } = headers;
    const step = this.step(attributes, offset);
    if (step) return step;
    const ours = this.interests === null || this.interests.has(eventNameOf(attributes.type));
    const { id, type, subject, time, source, sequence } = attributes;
    return this.keep({
      record,
      eventId: id,
      type,
      subject,
      time,
      source,
      sequence,
      content: ours ? readBody(record, attributes) : 'not-ours',
    });
  }

  /**
   * Looks for the missing number beyond the gap, as an operator's `republish` brings it.
   * @returns true once it is found: the partition is then to be read again from {@link readFrom}
   */
  findsMissing(record: LogRecord): boolean {
    const number = this.missing && numberOf(record);
    if (!this.missing || number?.source !== this.missing.source || number.sequence !== this.missing.sequence) return false;
    this.mendedAt.set(number.source, BigInt(record.offset));
    this.missing = null;
    return true;
  }

  /** True while a number is missing and may yet be sent again. */
  get seeksMissing(): boolean {
    return this.missing !== null;
  }

  /** Steps over a number, or says why the record is not the next one. */
  private step({ source, sequence }: { source: string; sequence: number }, offset: bigint): Intake | null {
    const known = this.known.get(source) ?? 0;
    const tooEarly = sequence > known + 1;
    if (tooEarly && offset >= (this.mendedAt.get(source) ?? 0n)) {
      this.missing = { source, sequence: known + 1 };
      return { kind: 'gap', expected: known + 1, found: sequence };
    }
    this.nextOffset = offset + 1n;
    if (tooEarly || sequence <= known) return { kind: 'repeat' };
    this.known.set(source, sequence);
    return null;
  }

  private passed(record: LogRecord): Intake {
    const number = numberOf(record);
    const unseen = number !== null && number.sequence > (this.known.get(number.source) ?? 0) && !this.mendedAt.has(number.source);
    return unseen ? { kind: 'restarted', found: number.sequence } : { kind: 'repeat' };
  }

  /** Position after the first `count` buffered arrivals, and, where all are taken, after the repeats behind them. */
  positionAfter(count: number): LedgerPosition {
    const known = new Map(this.held.position.known);
    let { offset, lastEventTime, applied } = this.held.position;
    for (let index = 0; index < count; index++) {
      const { source, sequence, time } = this.buffer[index] as Arrival;
      if (source !== null && sequence !== null) {
        known.set(source, sequence);
        applied++;
      }
      lastEventTime = time ?? lastEventTime;
    }
    const last = this.buffer[count - 1];
    if (last) offset = String(BigInt(last.record.offset) + 1n);
    if (count === this.buffer.length && this.nextOffset > BigInt(offset)) offset = String(this.nextOffset);
    return { offset, known, lastEventTime, applied };
  }

  /** Lets go of the first `count` arrivals: they are committed. */
  settled(count: number, position: LedgerPosition): void {
    this.buffer.splice(0, count);
    this.passedOver = 0;
    this.held.rev++;
    this.held.position = position;
  }

  private keep(arrival: Arrival): Intake {
    this.buffer.push(arrival);
    return { kind: 'arrival', arrival };
  }
}
