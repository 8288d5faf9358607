/**
 * Counters of one page and half-month: row `i` has `width` counters from `i * width` on. Packed, only counters that are not
 * zero take room: for each row with any, the gap to the row before it, a bit per counter, and the counters as variable-length
 * numbers (7 bits a byte, sign in the lowest bit, as Protocol Buffers' sint32).
 */
export type Counters = Int32Array;

/** Most counters a row can have: their bits are one number. */
export const WIDTH_MAX = 24;

/** Packs counters of `width` a row. */
export function packRows(counters: Counters, width: number): Buffer {
  if (width > WIDTH_MAX) throw new RangeError(`${String(width)} counters a row, at most ${String(WIDTH_MAX)}`);
  let bytes = Buffer.allocUnsafe(1024);
  let at = 0;
  let last = -1;
  const rows = Math.floor(counters.length / width);
  for (let row = 0; row < rows; row++) {
    const base = row * width;
    let bits = 0;
    for (let column = 0; column < width; column++) if (counters[base + column] !== 0) bits |= 1 << column;
    if (bits === 0) continue;
    if (at + 5 * (width + 2) > bytes.length) bytes = Buffer.concat([bytes], bytes.length * 2);
    at = putNumber(bytes, at, row - last);
    at = putNumber(bytes, at, bits);
    last = row;
    for (let column = 0; column < width; column++) {
      const value = counters[base + column] as number;
      if (value !== 0) at = putNumber(bytes, at, ((value << 1) ^ (value >> 31)) >>> 0);
    }
  }
  return Buffer.from(bytes.subarray(0, at));
}

/** Reads packed rows: calls `each` for every counter that is not zero. */
export function unpackRows(bytes: Uint8Array, width: number, each: (row: number, column: number, count: number) => void): void {
  let at = 0;
  const number = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) throw new Error('packed rows end within a number');
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  let row = -1;
  while (at < bytes.length) {
    row += number();
    const bits = number();
    for (let column = 0; column < width; column++) {
      if ((bits & (1 << column)) === 0) continue;
      const value = number();
      each(row, column, (value >>> 1) ^ -(value & 1));
    }
  }
}

/** The counters of packed rows, room for `rows` rows. */
export function unpackedRows(bytes: Uint8Array, width: number, rows: number): Counters {
  const counters = new Int32Array(rows * width);
  unpackRows(bytes, width, (row, column, count) => {
    counters[row * width + column] = count;
  });
  return counters;
}

function putNumber(bytes: Buffer, start: number, value: number): number {
  let at = start;
  let rest = value;
  while (rest > 127) {
    bytes[at++] = (rest & 127) | 128;
    rest >>>= 7;
  }
  bytes[at++] = rest;
  return at;
}
