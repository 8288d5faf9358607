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
  return hexOf(freshBytes(clock));
}

function freshBytes(clock: Clock): Buffer {
  const bytes = Buffer.alloc(16);
  randomFillSync(bytes, 6);
  bytes.writeUIntBE(clock.now().getTime(), 0, 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return bytes;
}

/** The smallest pack id of a command that comes after `floor`: its 15 leading bytes, plus one. */
function successor(floor: PackId): PackId {
  const bytes = Buffer.from(floor.replaceAll('-', ''), 'hex');
  bytes[15] = 0;
  for (let at = 14; at >= 0; at--) {
    // The version and variant bits stay; a carry goes past them.
    const fixed = at === 6 ? 0xf0 : at === 8 ? 0xc0 : 0;
    const free = 0xff & ~fixed;
    const value = ((bytes[at] ?? 0) & free) + 1;
    bytes[at] = ((bytes[at] ?? 0) & fixed) | (value & free);
    if (value <= free) break;
  }
  return hexOf(bytes);
}

/** A new pack id: of this moment, or just after `floor` where a clock elsewhere ran ahead of ours. */
export function packIdAfter(floor: PackId | null, clock: Clock): PackId {
  const bytes = freshBytes(clock);
  bytes[15] = 0;
  const id = hexOf(bytes);
  return floor === null || id > floor ? id : successor(floor);
}

/** Id of the `index`-th pack of the command whose first pack is `first`. */
export function packIdAt(first: PackId, index: number): PackId {
  if (index >= PACKS_PER_COMMAND_MAX)
    throw new RangeError(`one command may write ${String(PACKS_PER_COMMAND_MAX)} packs at most`);
  return first.slice(0, -2) + index.toString(16).padStart(2, '0');
}
