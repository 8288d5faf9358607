import { foldVietnamese } from './fold';

const PREFIX_MAX = 20;

/** Words of a text as they are searched by: folded, split at anything but letters, digits and inner dots. */
export function searchWords(text: string): string[] {
  return foldVietnamese(text)
    .split(/[^a-z0-9.]+/)
    .map((word) => word.replace(/^\.+|\.+$/g, ''))
    .filter((word) => word !== '');
}

/**
 * Every beginning of every word of some texts, once each: what a store keeps beside a name so that an equality on an
 * index answers a search as one types. Words count up to 20 letters.
 */
export function searchPrefixes(...texts: string[]): string[] {
  const prefixes = new Set<string>();
  for (const word of texts.flatMap(searchWords)) {
    for (let length = 1; length <= Math.min(word.length, PREFIX_MAX); length += 1) prefixes.add(word.slice(0, length));
  }
  return [...prefixes];
}

/** The prefixes that a query asks for, to be found all of them in {@link searchPrefixes} of what matches. */
export function searchTerms(query: string): string[] {
  return [...new Set(searchWords(query).map((word) => word.slice(0, PREFIX_MAX)))];
}
