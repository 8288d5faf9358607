/** How far a generation's ledger has come in one partition. */
export interface LedgerPlace {
  readonly topic: string;
  readonly partition: number;
  readonly position: {
    /** Offset of the next record, decimal. */
    readonly offset: string;
    /** Last number applied, by source. */
    readonly known: ReadonlyMap<string, number>;
    /** Events stepped past since the beginning. */
    readonly applied: number;
  };
}

const nameOf = ({ topic, partition }: LedgerPlace): string => `${topic}|${String(partition)}`;

/**
 * True where two ledgers have seen the very same events: of each partition the same numbers of each source. Offsets may differ by
 * the repeats behind them.
 */
export function isLevel(one: readonly LedgerPlace[], other: readonly LedgerPlace[]): boolean {
  return vectorOf(one) === vectorOf(other);
}

function vectorOf(places: readonly LedgerPlace[]): string {
  return places
    .flatMap((place) => [...place.position.known].map(([source, number]) => `${nameOf(place)} ${source} ${String(number)}`))
    .sort()
    .join('\n');
}

/** For each partition, `topic|partition`, the offset up to which both must come to stand level: that of the one further on. */
export function marksOf(one: readonly LedgerPlace[], other: readonly LedgerPlace[]): Map<string, string> {
  const marks = new Map<string, string>();
  for (const place of [...one, ...other]) {
    const { offset } = place.position;
    const known = marks.get(nameOf(place));
    if (known === undefined || BigInt(offset) > BigInt(known)) marks.set(nameOf(place), offset);
  }
  return marks;
}

/** Events stepped past, over all partitions. */
export function appliedOf(places: readonly LedgerPlace[]): number {
  return places.reduce((sum, { position }) => sum + position.applied, 0);
}
