const TWIPS_PER_MM = 1440 / 25.4;

/** Twentieths of a point, the unit of lengths in a .docx. */
export function twips(mm: number): number {
  return Math.round(mm * TWIPS_PER_MM);
}

/** Half points, the unit of letter sizes in a .docx. */
export function halfPoints(pt: number): number {
  return Math.round(pt * 2);
}

/** A multiple of single line spacing. */
export function lines(multiple: number): number {
  return Math.round(multiple * 240);
}
