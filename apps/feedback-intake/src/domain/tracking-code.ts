const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LETTERS = 12;

/** Random bytes a tracking code is made from; one letter of 5 bits each, 60 bits in all. */
export const TRACKING_CODE_BYTES = LETTERS;

/** `PAKN-2024-7Q4M-XK2D-9V0R` from random bytes and the year received (Crockford's base 32: no I, L, O, U). */
export function trackingCode(year: number, random: Uint8Array): string {
  const letters = Array.from({ length: LETTERS }, (_, index) => ALPHABET.charAt((random[index] ?? 0) & 31)).join('');
  return ['PAKN', String(year), letters.slice(0, 4), letters.slice(4, 8), letters.slice(8)].join('-');
}

/** A code as typed by hand, in the one form it is looked up by: case, dashes, and O for 0 or I and L for 1 do not matter. */
export function normalTrackingCode(typed: string): string {
  const text = typed.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');
  return text.startsWith('PAKN') ? `PAKN${text.slice(4).replaceAll('O', '0').replaceAll(/[IL]/g, '1')}` : text;
}
