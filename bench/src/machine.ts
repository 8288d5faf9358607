import { cpus, totalmem, loadavg } from 'node:os';
import type { Engines } from '@thongsuot/engines';

/** What a result was measured on; without it a number says nothing. */
export function machine(engines: Engines): Record<string, unknown> {
  return {
    store: engines.mongodb.took === 'secantusdb' ? 'SecantusDB' : 'MongoDB',
    storeFrom: engines.mongodb.took,
    kafkaFrom: engines.kafka.took,
    machine: `${String(cpus().length)} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${String(Math.round(totalmem() / 2 ** 30))} GiB`,
    load1: Math.round((loadavg()[0] ?? 0) * 100) / 100,
    node: process.version,
  };
}

/** The middle value; the mean of the two middle ones where there is none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** Rounds to whole numbers for printing. */
export function whole(value: number): number {
  return Math.round(value);
}
