import { mkdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { kafkaLog } from '@thongsuot/messaging';
import { OutboxRelayStore, retryWithBackOff, type Store } from '@thongsuot/mongo-store';
import { seededRandom } from '@thongsuot/testing';
import { Clients } from './clients';
import { ACCOUNTS, FIGURES, PARTITIONS, openStore, topicOf, type AreaTotal } from './setting';
import { startVictim, type Victim } from './victims';

/** How a fault run goes. */
export interface FaultOptions {
  /** SIGKILLs of our own processes, in all. */
  readonly kills: number;
  readonly mongodbUri: string;
  readonly brokers: readonly string[];
  /** Prefix of everything the run makes; new for each run. */
  readonly namespace: string;
  /** Folder for the logs of the processes. */
  readonly logs: string;
  readonly seed: number;
  /** Kills and restarts of engines, spread over the run. */
  readonly engineFaults?: readonly { readonly name: string; readonly fault: () => Promise<void> }[];
  /** Wait for the figures after the last kill, at most, milliseconds. */
  readonly settleMs?: number;
}

/** What a fault run found. Sound where `lost`, `doubled`, `parked` and `waitingPacks` are zero. */
export interface FaultReport {
  readonly kills: Readonly<Record<string, number>>;
  readonly commands: number;
  readonly repeats: number;
  readonly longestAnswerMs: number;
  readonly events: number;
  readonly lost: number;
  readonly doubled: number;
  readonly parked: number;
  readonly waitingPacks: number;
  readonly seconds: number;
  /** From the end of the load to agreement, milliseconds. */
  readonly settledMs: number;
}

/**
 * Two command processes (each with a relay) and two projecting consumers under load, killed at random moments. In the
 * end the clients' promises, the stored state and the figures must be the same numbers.
 */
export async function runFaults(options: FaultOptions): Promise<FaultReport> {
  const { namespace, mongodbUri } = options;
  mkdirSync(options.logs, { recursive: true });
  const started = performance.now();
  const log = kafkaLog({ brokers: options.brokers, clientId: namespace });
  const admin = await log.admin();
  await admin.ensureTopics([{ topic: topicOf(namespace), partitions: PARTITIONS }]);
  await admin.close();
  const commands = await openStore(mongodbUri, `${namespace}-commands`);
  const figures = await openStore(mongodbUri, `${namespace}-figures`);
  const ports = await freePorts(2);
  const env = { MONGODB_URI: mongodbUri, KAFKA_BROKERS: options.brokers.join(','), NAMESPACE: namespace };
  const victim = (name: string, script: string, more: Record<string, string> = {}): Victim =>
    startVictim({ name, script, env: { ...env, ...more }, logFile: join(options.logs, `${name}.log`) });
  const victims = [
    ...ports.map((port, index) => victim(`commands-${String(index)}`, 'command-process.js', { PORT: String(port) })),
    victim('projector-0', 'projector-process.js'),
    victim('projector-1', 'projector-process.js'),
  ];
  try {
    await Promise.all(ports.map((port) => listening(port)));
    const clients = new Clients(ports, 8);
    const kills = await killAtRandom(victims, ports, options);
    await sleep(500);
    const promised = await clients.stop();
    const ended = performance.now();
    const found = await settled(promised.byArea, commands, figures, ended + (options.settleMs ?? 60_000));
    return {
      kills,
      commands: promised.commands,
      repeats: promised.repeats,
      longestAnswerMs: promised.longestMs,
      ...found,
      seconds: Math.round((performance.now() - started) / 1000),
      settledMs: Math.round(performance.now() - ended),
    };
  } finally {
    await Promise.all(victims.map((each) => each.stop()));
    await Promise.all([commands, figures].map((store) => store.db.dropDatabase().catch(() => undefined)));
    await Promise.all([commands.close(), figures.close()]);
  }
}

async function killAtRandom(
  victims: readonly Victim[],
  ports: readonly number[],
  options: FaultOptions,
): Promise<Record<string, number>> {
  const random = seededRandom(options.seed);
  const kills: Record<string, number> = {};
  const faults = options.engineFaults ?? [];
  for (let each = 0; each < options.kills; each++) {
    await sleep(random.int(300, 2500));
    const victim = random.pick(victims);
    // Kills that come faster than a busy machine starts a process would measure that machine, and load nothing.
    await anyListening(ports);
    await victim.kill();
    kills[victim.name] = (kills[victim.name] ?? 0) + 1;
    const due = faults.find((_, index) => each === Math.floor(((index + 1) * options.kills) / (faults.length + 1)));
    if (due) {
      await due.fault();
      kills[due.name] = (kills[due.name] ?? 0) + 1;
    }
  }
  return kills;
}

/** Compares promise, state and figures until they agree and nothing waits, or time is up. */
async function settled(
  promised: ReadonlyMap<string, number>,
  commands: Store,
  figures: Store,
  until: number,
): Promise<Pick<FaultReport, 'events' | 'lost' | 'doubled' | 'parked' | 'waitingPacks'>> {
  const outbox = new OutboxRelayStore(commands, 'observer', PARTITIONS);
  for (;;) {
    const found = await retryWithBackOff(async () => {
      const [state, figure] = [await totals(commands, ACCOUNTS), await totals(figures, FIGURES)];
      let [events, lost, doubled] = [0, 0, 0];
      for (const area of new Set([...promised.keys(), ...state.keys(), ...figure.keys()])) {
        const due = promised.get(area) ?? 0;
        for (const seen of [state.get(area) ?? 0, figure.get(area) ?? 0]) {
          lost += Math.max(0, due - seen);
          doubled += Math.max(0, seen - due);
        }
        events += due;
      }
      const parked = await figures.collection('parked-events').countDocuments();
      return { events, lost, doubled, parked, waitingPacks: (await outbox.status()).waitingPacks };
    });
    const { lost, doubled, waitingPacks } = found;
    if (lost + doubled + waitingPacks === 0 || performance.now() > until) return found;
    await sleep(250);
  }
}

async function totals(store: Store, collection: string): Promise<Map<string, number>> {
  const rows = await store.collection<AreaTotal>(collection).find().toArray();
  return new Map(rows.map((row) => [row._id, row.total]));
}

async function listening(port: number, signal?: AbortSignal): Promise<void> {
  const ask = { method: 'POST', ...(signal ? { signal } : {}) };
  await retryWithBackOff(() => fetch(`http://127.0.0.1:${String(port)}/`, ask), { attemptsMax: 40, signal });
}

async function anyListening(ports: readonly number[]): Promise<void> {
  const found = new AbortController();
  await Promise.any(ports.map((port) => listening(port, found.signal))).finally(() => {
    found.abort();
  });
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
