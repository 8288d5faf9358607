import type { Published } from './drift';

/** Reads what was fetched: a JSON feed by its records, anything else by its words. Undefined where JSON holds no procedures. */
export function readPublished(content: string, mediaType: string): Published | undefined {
  if (/json/iu.test(mediaType) || /^\s*[[{]/u.test(content)) {
    const records = recordsOf(parsed(content));
    return records && { kind: 'records', records };
  }
  return { kind: 'words', text: wordsOfHtml(content) };
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content.replace(/^\uFEFF/u, ''));
  } catch {
    return undefined;
  }
}

/** Our own feed (`items` with `_procedure`), a list of the catalogue (`items`, `procedures`), or a bare list. */
function recordsOf(given: unknown): ReadonlyMap<string, Readonly<Record<string, unknown>>> | undefined {
  const list = Array.isArray(given) ? given : isRecord(given) ? (given['items'] ?? given['procedures']) : undefined;
  if (!Array.isArray(list)) return undefined;
  const records = new Map<string, Readonly<Record<string, unknown>>>();
  for (const each of list as unknown[]) {
    if (!isRecord(each)) continue;
    const record = isRecord(each['_procedure']) ? each['_procedure'] : each;
    const code = record['code'] ?? record['procedureCode'];
    if (typeof code === 'string') records.set(code, record);
  }
  return records;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** The words of a page: no scripts, no styles, tags as spaces, entities read once. */
export function wordsOfHtml(html: string): string {
  return html
    .replace(/<(script|style|template|noscript)\b[^>]*>[\s\S]*?<\/\1\s*>/giu, ' ')
    .replace(/<!--[\s\S]*?-->/gu, ' ')
    .replace(/<[^>]{0,2000}>/gu, ' ')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/giu, (whole, decimal?: string, hex?: string, name?: string) => {
      const point = decimal === undefined ? (hex === undefined ? NaN : Number.parseInt(hex, 16)) : Number(decimal);
      if (Number.isNaN(point)) return ENTITIES[(name ?? '').toLowerCase()] ?? whole;
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : ' ';
    });
}
