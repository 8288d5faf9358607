import { type AreaTree, type AreaVersion, isValidOn, searchTerms, searchWords } from '@thongsuot/areas';
import type { AreaLevel, PlainDate } from '@thongsuot/contracts';

/** What an area search asks for. */
export interface AreaQuery {
  readonly q: string;
  readonly on: PlainDate;
  readonly level?: AreaLevel | undefined;
  /** Area version that the found ones lie in. */
  readonly within?: string | undefined;
}

/** Words of all area names and their codes, sorted, so that a prefix is one stretch of the list. */
export class AreaSearch {
  private readonly words: [word: string, at: number][] = [];

  constructor(private readonly tree: AreaTree) {
    tree.parts.versions.forEach((version, at) => {
      for (const word of new Set([...searchWords(version.name), version.code])) this.words.push([word, at]);
    });
    this.words.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  }

  /** Areas in force on the day whose names have a word beginning with each word asked, higher levels first, then by code. */
  find({ q, on, level, within }: AreaQuery): AreaVersion[] {
    const stretches = searchTerms(q).map((term) => this.stretch(term));
    const [first, ...others] = stretches.sort((a, b) => a.size - b.size);
    const candidates = first ? [...first].filter((at) => others.every((set) => set.has(at))) : this.tree.parts.versions.keys();
    const found: AreaVersion[] = [];
    for (const at of candidates) {
      const version = this.tree.parts.versions[at];
      if (!version || !isValidOn(version, on) || (level !== undefined && version.level !== level)) continue;
      if (within === undefined || this.tree.isWithin(version.id, within)) found.push(version);
    }
    return found.sort((a, b) => a.code.length - b.code.length || (a.code < b.code ? -1 : 1));
  }

  private stretch(prefix: string): Set<number> {
    const found = new Set<number>();
    for (let at = this.firstFrom(prefix); at < this.words.length; at += 1) {
      const [word, version] = this.words[at] ?? ['', 0];
      if (!word.startsWith(prefix)) break;
      found.add(version);
    }
    return found;
  }

  private firstFrom(prefix: string): number {
    let low = 0;
    let high = this.words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.words[middle]?.[0] ?? '') < prefix) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
