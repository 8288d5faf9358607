/** What one service says of itself (`/ops/consistency`). */
export interface ServiceStatement {
  readonly service: string;
  readonly outbox: {
    readonly streamId: string | null;
    readonly waitingPacks: number;
    readonly oldestSeconds: number;
    readonly numbered: number;
  } | null;
  /** Places in the topics it reads: last number applied by source, `/<instance>/<service>/<streamId>`. */
  readonly read: readonly {
    readonly topic: string;
    readonly partition: number;
    readonly known: Readonly<Record<string, number>>;
  }[];
  readonly parked: number;
  readonly asOf: string;
  readonly counts: Readonly<Record<string, number>>;
}

/** Whether one reader has all that one writer numbered. */
export interface Flow {
  readonly topic: string;
  readonly from: string;
  readonly to: string;
  readonly numbered: number;
  readonly applied: number;
  readonly equal: boolean;
}

/** The same fact counted by its owner and by who figures with it. */
export interface Agreement {
  readonly what: string;
  readonly owner: string;
  readonly ownerCount: number;
  readonly reader: string;
  readonly readerCount: number;
  readonly equal: boolean;
}

/** Every service's counts beside the roll-up's. */
export interface Consistency {
  readonly consistent: boolean;
  readonly services: readonly (ServiceStatement | { readonly service: string; readonly unavailable: true })[];
  readonly flows: readonly Flow[];
  readonly agreements: readonly Agreement[];
}

/**
 * Lays the statements side by side: each reader's applied events against its writer's numbers, and counts of one name
 * (`dossiers`) stated by two services. Figures are consistent when all agree, nothing is parked and nobody is missing.
 */
export function consistencyOf(
  statements: readonly (ServiceStatement | { readonly service: string; readonly unavailable: true })[],
): Consistency {
  const present = statements.filter((each): each is ServiceStatement => !('unavailable' in each));
  const flows = present.flatMap((reader) => flowsInto(reader, present));
  const agreements = present.flatMap((reader) => agreementsOf(reader, present));
  const consistent =
    present.length === statements.length &&
    flows.every((flow) => flow.equal) &&
    agreements.every((agreement) => agreement.equal) &&
    present.every((each) => each.parked === 0);
  return { consistent, services: statements, flows, agreements };
}

function flowsInto(reader: ServiceStatement, all: readonly ServiceStatement[]): Flow[] {
  return [...new Set(reader.read.map(({ topic }) => topic))].flatMap((topic) => {
    const writer = all.find((each) => topic === `${each.service}.events` || topic.endsWith(`.${each.service}.events`));
    if (!writer?.outbox) return [];
    const { numbered, streamId } = writer.outbox;
    // The present stream alone: readers may know more of one that ended with a restore than the restored database does.
    const applied = reader.read
      .filter((place) => place.topic === topic)
      .flatMap(({ known }) => Object.entries(known))
      .filter(([source]) => streamId !== null && source.endsWith(`/${streamId}`))
      .reduce((sum, [, number]) => sum + number, 0);
    return [{ topic, from: writer.service, to: reader.service, numbered, applied, equal: numbered === applied }];
  });
}

function agreementsOf(reader: ServiceStatement, all: readonly ServiceStatement[]): Agreement[] {
  return Object.entries(reader.counts).flatMap(([name, readerCount]) => {
    // `one-stop.dossiers` in a reader's counts speaks of `dossiers` in one-stop's.
    const [owner, what] = name.split('.', 2);
    const ownerCount = what === undefined ? undefined : all.find((each) => each.service === owner)?.counts[what];
    if (owner === undefined || what === undefined || ownerCount === undefined) return [];
    return [{ what, owner, ownerCount, reader: reader.service, readerCount, equal: ownerCount === readerCount }];
  });
}
