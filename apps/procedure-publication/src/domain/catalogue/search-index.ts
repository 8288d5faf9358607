import { foldVietnamese, searchTerms, searchWords } from '@thongsuot/areas';

/** What search knows of a procedure: a few hundred bytes, so that any number of procedures fits. */
export interface Searchable {
  readonly code: string;
  readonly name: string;
  readonly field: string;
  readonly agency: string;
  readonly lifeEvents: readonly string[];
  readonly announced: boolean;
}

export interface SearchQuery {
  readonly q?: string | undefined;
  readonly field?: string | undefined;
  readonly lifeEvent?: string | undefined;
  readonly agency?: string | undefined;
  readonly announcedOnly: boolean;
  readonly codes?: ReadonlySet<string> | undefined;
}

/** A hit; a list is ordered by falling score, then by code. */
export interface Hit {
  readonly code: string;
  readonly score: number;
}

export interface Suggestion {
  readonly kind: 'procedure' | 'field' | 'life-event' | 'agency';
  readonly text: string;
  readonly code: string | null;
  readonly procedures: number;
}

interface Entry extends Searchable {
  readonly foldedName: string;
  readonly nameWords: readonly string[];
  readonly foldedField: string;
  readonly foldedAgency: string;
  readonly foldedEvents: readonly string[];
}

/** How well a procedure fits; the first that holds counts. */
const SCORE = {
  code: 1000,
  codeBegins: 900,
  name: 800,
  nameBegins: 700,
  phrase: 600,
  nameWords: 500,
  nameBeginnings: 400,
  anywhere: 200,
};

/**
 * The catalogue in memory, asked as one types: words in any order, accents, case and `đ`/`d` aside, by name, code, field,
 * life event and agency. It is made once of all procedures and never changes; a newer catalogue is a new index.
 */
export class SearchIndex {
  private readonly entries: readonly Entry[];
  /** Words in order, so that a beginning is a range of them. */
  private readonly vocabulary: readonly string[];
  private readonly entriesOf = new Map<string, number[]>();

  constructor(procedures: Iterable<Searchable>) {
    this.entries = [...procedures].sort((a, b) => (a.code < b.code ? -1 : 1)).map(entryOf);
    this.entries.forEach((entry, at) => {
      const { code, nameWords, field, agency, lifeEvents } = entry;
      const words = [code, code.replaceAll('.', ''), ...[field, agency, ...lifeEvents].flatMap(searchWords), ...nameWords];
      for (const word of new Set(words.map((each) => each.toLowerCase()))) {
        const known = this.entriesOf.get(word);
        if (known) known.push(at);
        else this.entriesOf.set(word, [at]);
      }
    });
    this.vocabulary = [...this.entriesOf.keys()].sort();
  }

  get size(): number {
    return this.entries.length;
  }

  /** Every hit, best first; without words all that the filters let through, in order of their codes. */
  find(query: SearchQuery): Hit[] {
    const phrase = foldVietnamese(query.q ?? '');
    const terms = searchTerms(query.q ?? '');
    const spoken = (query.q ?? '').normalize('NFC').toLowerCase().trim();
    const candidates = terms.length === 0 ? this.entries.map((_entry, at) => at) : this.withAll(terms);
    const keeps = filterOf(query);
    const hits: Hit[] = [];
    for (const at of candidates) {
      const entry = this.entries[at];
      if (entry && keeps(entry))
        hits.push({ code: entry.code, score: terms.length === 0 ? 0 : scoreOf(entry, phrase, terms, spoken) });
    }
    return hits.sort((a, b) => b.score - a.score || (a.code < b.code ? -1 : 1));
  }

  /** What the words may mean: procedures first, then fields, life events and agencies that hold them. */
  suggest(q: string, announcedOnly: boolean, limit: number): Suggestion[] {
    const hits = this.find({ q, announcedOnly });
    const terms = searchTerms(q);
    const byCode = new Map(this.entries.map((entry) => [entry.code, entry]));
    const groups = new Map<string, { kind: Suggestion['kind']; text: string; procedures: number }>();
    const add = (kind: Suggestion['kind'], text: string): void => {
      const words = searchWords(text);
      if (text === '' || !terms.every((term) => words.some((word) => word.startsWith(term)))) return;
      const key = `${kind}:${foldVietnamese(text)}`;
      const group = groups.get(key) ?? { kind, text, procedures: 0 };
      group.procedures += 1;
      groups.set(key, group);
    };
    for (const { code } of hits) {
      const entry = byCode.get(code);
      if (!entry) continue;
      add('field', entry.field);
      add('agency', entry.agency);
      for (const event of entry.lifeEvents) add('life-event', event);
    }
    const wholes = [...groups.values()]
      .sort((a, b) => b.procedures - a.procedures || (a.text < b.text ? -1 : 1))
      .slice(0, Math.ceil(limit / 2))
      .map((group): Suggestion => ({ ...group, code: null }));
    const singles = hits.slice(0, limit - wholes.length).map(({ code }): Suggestion => {
      return { kind: 'procedure', text: byCode.get(code)?.name ?? code, code, procedures: 1 };
    });
    return [...singles, ...wholes];
  }

  /** Entries in which every term begins some word. */
  private withAll(terms: readonly string[]): number[] {
    const sets = terms.map((term) => this.beginningWith(term)).sort((a, b) => a.size - b.size);
    const [smallest, ...others] = sets;
    return [...(smallest ?? [])].filter((at) => others.every((set) => set.has(at)));
  }

  private beginningWith(term: string): Set<number> {
    const found = new Set<number>();
    for (let at = lowerBound(this.vocabulary, term); at < this.vocabulary.length; at += 1) {
      const word = this.vocabulary[at] ?? '';
      if (!word.startsWith(term)) break;
      for (const entry of this.entriesOf.get(word) ?? []) found.add(entry);
    }
    return found;
  }
}

function entryOf(procedure: Searchable): Entry {
  return {
    ...procedure,
    foldedName: foldVietnamese(procedure.name),
    nameWords: searchWords(procedure.name),
    foldedField: foldVietnamese(procedure.field),
    foldedAgency: foldVietnamese(procedure.agency),
    foldedEvents: procedure.lifeEvents.map(foldVietnamese),
  };
}

function filterOf({ field, lifeEvent, agency, announcedOnly, codes }: SearchQuery): (entry: Entry) => boolean {
  const [wantedField, wantedEvent, wantedAgency] = [field, lifeEvent, agency].map((text) =>
    text === undefined ? undefined : foldVietnamese(text),
  );
  return (entry) =>
    (!announcedOnly || entry.announced) &&
    (codes?.has(entry.code) ?? true) &&
    (wantedField === undefined || entry.foldedField === wantedField) &&
    (wantedEvent === undefined || entry.foldedEvents.includes(wantedEvent)) &&
    (wantedAgency === undefined || entry.foldedAgency.includes(wantedAgency));
}

function scoreOf(entry: Entry, phrase: string, terms: readonly string[], spoken: string): number {
  const { code, foldedName, nameWords, name } = entry;
  const bare = code.toLowerCase();
  // Typed with its accents, a name that has the very same ones goes before one that only sounds alike.
  const accents = spoken !== phrase && name.normalize('NFC').toLowerCase().includes(spoken) ? 50 : 0;
  if (bare === phrase || bare.replaceAll('.', '') === phrase) return SCORE.code;
  if (bare.startsWith(phrase) || bare.replaceAll('.', '').startsWith(phrase)) return SCORE.codeBegins;
  if (foldedName === phrase) return SCORE.name + accents;
  if (foldedName.startsWith(phrase)) return SCORE.nameBegins + accents;
  if (` ${foldedName}`.includes(` ${phrase}`)) return SCORE.phrase + accents;
  if (terms.every((term) => nameWords.includes(term))) return SCORE.nameWords;
  if (terms.every((term) => nameWords.some((word) => word.startsWith(term)))) return SCORE.nameBeginnings;
  return SCORE.anywhere + terms.filter((term) => nameWords.some((word) => word.startsWith(term))).length;
}

function lowerBound(sorted: readonly string[], wanted: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? '') < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
