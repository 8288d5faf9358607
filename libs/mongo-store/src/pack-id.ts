import { randomFillSync } from 'node:crypto';
import type { Clock } from '@thongsuot/calendar';

/**
 * Id of an outbox pack: a UUIDv7 in lower-case hex whose last byte counts the packs of one command, so that every pack
 * of a command sorts after every pack of the command before it on the same aggregate.
 */
export type PackId = string;

const PACKS_PER_COMMAND_MAX = 256;

function hexOf(bytes: Buffer): PackId {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A UUIDv7 of this moment, lower-case hex. */
export function uuidV7(clock: Clock): string {
  return hexOf(uuidBytes(clock.now().getTime()));
}

function uuidBytes(ms: number): Buffer {
  const bytes = Buffer.alloc(16);
  randomFillSync(bytes, 6);
  bytes.writeUIntBE(ms, 0, 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return bytes;
}

/**
 * A new pack id: of this moment, or of the millisecond after `floor` where a clock elsewhere ran ahead of ours. The rest
 * is random even then: several aggregates may have one floor, and two commands above it must not get one id.
 */
export function packIdAfter(floor: PackId | null, clock: Clock): PackId {
  const now = clock.now().getTime();
  const id = firstPackId(now);
  return floor === null || id > floor ? id : firstPackId(Math.max(now, timeOf(floor)) + 1);
}

function firstPackId(ms: number): PackId {
  const bytes = uuidBytes(ms);
  bytes[15] = 0;
  return hexOf(bytes);
}

function timeOf(id: PackId): number {
  return parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** Id of the `index`-th pack of the command whose first pack is `first`. */
export function packIdAt(first: PackId, index: number): PackId {
  if (index >= PACKS_PER_COMMAND_MAX)
    throw new RangeError(`one command may write ${String(PACKS_PER_COMMAND_MAX)} packs at most`);
  return first.slice(0, -2) + index.toString(16).padStart(2, '0');
}
