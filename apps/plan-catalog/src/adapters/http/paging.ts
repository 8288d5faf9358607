import { ProblemError } from '@thongsuot/contracts';
import { z } from 'zod';

/** A place in a list: the sort values of the last item told. */
export function cursorOf(place: readonly string[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** @throws ProblemError `cursor-invalid` */
export function placeOf(cursor: string | undefined, length: number): string[] | undefined {
  if (cursor === undefined) return undefined;
  const place = z
    .array(z.string())
    .length(length)
    .safeParse(jsonOf(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (!place.success) throw new ProblemError('cursor-invalid');
  return place.data;
}

/** Cuts one item more than a page holds: the page, and the cursor where there is a next one. */
export function pageOfRows<T>(
  rows: readonly T[],
  limit: number,
  place: (row: T) => readonly string[],
): { rows: T[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, nextCursor: rows.length > limit && last !== undefined ? cursorOf(place(last)) : null };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
