/** Points, the unit of a PDF. */
export function points(mm: number): number {
  return (mm * 72) / 25.4;
}
