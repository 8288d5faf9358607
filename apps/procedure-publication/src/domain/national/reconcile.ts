/** A procedure as both sides know it. */
export interface NationalProcedure {
  readonly code: string;
  readonly name: string;
  readonly state: 'published' | 'withdrawn';
}

export interface Drift {
  readonly kind: 'missing-here' | 'missing-there' | 'name-differs' | 'state-differs';
  readonly code: string;
  readonly here: string | null;
  readonly there: string | null;
}

/** What the catalogue and a national system do not agree on, by code. Names are compared by their words, not by their spaces. */
export function reconcile(here: readonly NationalProcedure[], there: readonly NationalProcedure[]): Drift[] {
  const ours = new Map(here.map((each) => [each.code, each]));
  const theirs = new Map(there.map((each) => [each.code, each]));
  const codes = [...new Set([...ours.keys(), ...theirs.keys()])].sort();
  return codes.flatMap((code): Drift[] => {
    const [own, other] = [ours.get(code), theirs.get(code)];
    if (!own) return [{ kind: 'missing-here', code, here: null, there: other?.name ?? null }];
    if (!other) return [{ kind: 'missing-there', code, here: own.name, there: null }];
    return [
      ...(plain(own.name) === plain(other.name)
        ? []
        : [{ kind: 'name-differs' as const, code, here: own.name, there: other.name }]),
      ...(own.state === other.state ? [] : [{ kind: 'state-differs' as const, code, here: own.state, there: other.state }]),
    ];
  });
}

function plain(name: string): string {
  return name.normalize('NFC').replace(/\s+/gu, ' ').trim().toLowerCase();
}
