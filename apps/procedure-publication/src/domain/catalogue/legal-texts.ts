import { foldVietnamese } from '@thongsuot/areas';

/**
 * Number of a legal text as it is compared: `Nghị định số 63/2010/NĐ-CP` and `63/2010/nd-cp` are one. Undefined where the
 * wording holds no number.
 */
export function textNumber(wording: string): string | undefined {
  return textNumbers(wording)[0];
}

/** Numbers of the legal texts that a wording names, each once: `01/2020/TT-VPCP`, `91/2025/QH15`, `1089/QĐ-UBND`. */
export function textNumbers(wording: string): string[] {
  const found = foldVietnamese(wording)
    .replace(/\s*([/-])\s*/gu, '$1')
    .matchAll(/\b(\d{1,5}(?:\/\d{4})?\/(?:qh\d{1,2}|ubtvqh\d{1,2}|[a-z]{1,4}(?:-[a-z0-9]{1,10}){1,3}))\b/gu);
  return [...new Set([...found].map(([, number = '']) => number.replace(/^0+(?=\d)/u, '')))];
}
