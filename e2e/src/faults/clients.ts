import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AreaVersionId } from '@thongsuot/contracts';
import type { FaultCommand } from './command-process';

/** What the clients were promised: events by area of every command that got its answer. */
export interface Promises {
  readonly byArea: ReadonlyMap<string, number>;
  readonly commands: number;
  /** Requests sent again because no answer came. */
  readonly repeats: number;
  /** Longest wait of a client for the answer to one command, with all its repeats, milliseconds. */
  readonly longestMs: number;
}

const AREAS = Array.from({ length: 24 }, (_, index) => AreaVersionId.parse(`${String(20_000 + index)}.2025-07-01`));
const TIMEOUT_MS = 4000;

/** Clients that send commands without pause and repeat each, under its key, until it is answered. */
export class Clients {
  private readonly byArea = new Map<string, number>();
  private commands = 0;
  private repeats = 0;
  private longestMs = 0;
  private stopping = false;
  private readonly running: Promise<void>[];

  constructor(
    private readonly ports: readonly number[],
    count: number,
  ) {
    this.running = Array.from({ length: count }, (_, index) => this.run(index));
  }

  /** Ends once every command under way has its answer. */
  async stop(): Promise<Promises> {
    this.stopping = true;
    await Promise.all(this.running);
    return { byArea: this.byArea, commands: this.commands, repeats: this.repeats, longestMs: Math.round(this.longestMs) };
  }

  private async run(index: number): Promise<void> {
    for (let each = 0; !this.stopping; each++) {
      const first = AREAS[(index * 7 + each) % AREAS.length];
      const second = AREAS[(index * 7 + each * 5 + 1) % AREAS.length];
      if (!first || !second) throw new Error('no areas');
      const areas = each % 4 === 0 && first !== second ? [first, second] : [first];
      const command: FaultCommand = { areas, events: 1 + (each % 5) };
      await this.untilAnswered(command, index + each);
      this.commands++;
      for (const area of areas) this.byArea.set(area, (this.byArea.get(area) ?? 0) + command.events);
    }
  }

  private async untilAnswered(command: FaultCommand, turn: number): Promise<void> {
    const key = newKey();
    const started = performance.now();
    for (let attempt = 0; ; attempt++) {
      const port = this.ports[(turn + attempt) % this.ports.length] ?? 0;
      const answer = await fetch(`http://127.0.0.1:${String(port)}/`, {
        method: 'POST',
        headers: { 'idempotency-key': key },
        body: JSON.stringify(command),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
        .then(async (response) => response.ok && (await response.text()) !== '')
        .catch(() => false);
      this.longestMs = Math.max(this.longestMs, performance.now() - started);
      if (answer) return;
      this.repeats++;
      await sleep(100);
    }
  }
}

function newKey(): string {
  const hex = randomBytes(16).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}
