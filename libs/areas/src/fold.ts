/**
 * Text as it is searched for: lower case, without accents, `đ` as `d`, inner spaces single (`Đắk  Rve` → `dak rve`).
 * Composed and decomposed Unicode fold to the same text. For comparing only, never for showing or storing as a name.
 */
export function foldVietnamese(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/đ/g, 'd')
    .replace(/\s+/g, ' ')
    .trim();
}
