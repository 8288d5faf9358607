import { addDays } from '@thongsuot/calendar';
import {
  AreaVersionId,
  DossierChanged,
  eventSource,
  partitionOf,
  plainDate,
  toKafkaHeaders,
  type DossierState,
  type PlainDate,
} from '@thongsuot/contracts';
import { seededRandom, type SeededRandom } from '@thongsuot/testing';
import { SYNTHETIC } from './synthetic-tree';

/** Partitions of the topic of dossiers. */
export const PARTITIONS = 6;
const FIELDS = 30;
const FIRST_DAY = plainDate('2023-12-15');
const DAYS = 91;

/** One message as Kafka takes it. */
export interface Message {
  readonly partition: number;
  readonly key: string;
  readonly value: string;
  readonly headers: Record<string, string>;
}

/**
 * A quarter's changes of dossiers all over the country in random order: two in three are new dossiers, the others resolve one
 * that came before. Repeats itself for a seed.
 */
export function* syntheticEvents(count: number, seed: number): Generator<Message> {
  const random = seededRandom(seed);
  const pending: DossierState[] = [];
  const numbers = new Array<number>(PARTITIONS).fill(0);
  const source = eventSource('bench', 'one-stop', 'stream');
  const startMs = Date.parse('2023-12-15T00:00:00Z');
  for (let index = 0; index < count; index++) {
    const resolves = pending.length > 1000 && random.chance(1 / 3);
    const before = resolves ? takeOne(pending, random) : null;
    const after = before ? resolved(before, random) : received(index, random);
    if (!before) pending.push(after);
    const key = after.unit.areaVersion;
    const partition = partitionOf(key, PARTITIONS);
    const sequence = (numbers[partition] = (numbers[partition] ?? 0) + 1);
    const headers = toKafkaHeaders({
      id: random.uuid(startMs + index),
      source,
      type: DossierChanged.type,
      time: new Date(startMs + index * 10).toISOString(),
      subject: after.code,
      dataschema: DossierChanged.dataschema,
      sequence,
    });
    yield { partition, key, value: JSON.stringify({ before, after }), headers };
  }
}

function received(index: number, random: SeededRandom): DossierState {
  const areaVersion = AreaVersionId.parse(`${String(random.int(1, SYNTHETIC.communes)).padStart(5, '0')}.open`);
  const receivedOn = addDays(FIRST_DAY, random.int(0, DAYS - 1));
  const field = random.int(1, FIELDS);
  const hasFee = random.chance(0.4);
  return {
    code: `000.00.12.H50-${receivedOn.slice(2).replaceAll('-', '')}-${String(index).padStart(7, '0')}`,
    unit: { areaVersion, agency: null },
    custody: [{ areaVersion, from: receivedOn }],
    officer: `cb-${String(random.int(1, 40))}`,
    linkedTo: null,
    receivedAreaVersion: null,
    procedureCode: `1.${String(random.int(1, 999_999)).padStart(6, '0')}`,
    fieldKey: `linh vuc so ${String(field)}`,
    fieldLabel: `Lĩnh vực số ${String(field)}`,
    channel: random.chance(0.55) ? 'online' : 'direct',
    serviceLevel: 'partial',
    state: 'by-dates',
    receivedOn,
    dueOn: addDays(receivedOn, random.int(2, 25)),
    extendedDueOn: null,
    apologySentOn: null,
    resolvedOn: null,
    outcome: null,
    supplementDays: 0,
    hasFee,
    paidOnline: hasFee ? random.chance(0.4) : null,
    digitised: random.chance(0.9),
    eResult: null,
    paperResultDue: null,
    reused: null,
    keptInStore: null,
    populationDb: null,
    deleted: false,
  };
}

function resolved(before: DossierState, random: SeededRandom): DossierState {
  const due: PlainDate = before.dueOn ?? before.receivedOn;
  const resolvedOn = addDays(due, random.int(-2, 1));
  return {
    ...before,
    resolvedOn: resolvedOn < before.receivedOn ? before.receivedOn : resolvedOn,
    outcome: 'granted',
    eResult: true,
  };
}

function takeOne(pending: DossierState[], random: SeededRandom): DossierState {
  const at = random.int(0, pending.length - 1);
  const taken = pending[at] as DossierState;
  pending[at] = pending[pending.length - 1] as DossierState;
  pending.pop();
  return taken;
}
