import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import { Module, type DynamicModule, type INestApplication, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { TerminusModule } from '@nestjs/terminus';
import { loadReferenceTree, type AreaTree } from '@thongsuot/areas';
import { clockFromEnv, type Clock } from '@thongsuot/calendar';
import { TOPICS } from '@thongsuot/contracts';
import { OutboxRelay, ReliableStrategy, Ticker, kafkaLog, messagingMetrics } from '@thongsuot/messaging';
import {
  Commands,
  Leases,
  OutboxRelayStore,
  SessionPool,
  UnitOfWork,
  connectStore,
  coreCollections,
  coreIndexes,
  ensureIndexes,
  migrate,
  retryWithBackOff,
} from '@thongsuot/mongo-store';
import type { FastifyInstance } from 'fastify';
import { AREA_CHANGES, areaChangeIndexes } from './areas/area-changes';
import { ACT_REACTION, AreaEventsController, type ActReaction } from './areas/area-events.controller';
import { AreaFollower } from './areas/area-follower';
import { passOn } from './areas/inheritance';
import { Tokens } from './auth/tokens';
import { parseConfig, refuseLaptopSettings, ServiceConfig } from './config';
import type { ServiceDefinition, TickerSpec } from './definition';
import { AuthGuard } from './http/auth-guard';
import { HealthController } from './http/health.controller';
import { COUNTS, OpsController, RUNNING, type Counts } from './http/ops.controller';
import { ProblemFilter } from './http/problem-filter';
import { FIRST_GENERATION, Kit, groupOf, isPublisher, topicOf, type Areas, type Running } from './kit';
import { NestLogger, serviceLogger } from './observe/logging';
import { measureRequests, serviceRegistry } from './observe/metrics';
import { activeTraceparent, startTracing, traceRequests } from './observe/tracing';

/** What a test may put in the place of the real thing. */
export interface ServiceOverrides {
  readonly clock?: Clock;
  readonly tree?: AreaTree;
}

/** A service that is up. */
export interface RunningService {
  readonly app: INestApplication;
  readonly kit: Kit;
  readonly url: string;
  readonly running: Running;
  close(): Promise<void>;
}

@Module({})
class ServiceModule {}

const BODY_BYTES_MAX = 1024 * 1024;
const FILE_BYTES_MAX = 20 * 1024 * 1024;

/**
 * Brings a service up: waits for the store and the log with back-off, makes its collections, indexes and topics, runs its
 * migrations, then serves, relays, consumes and ticks. Any start order of services and engines will do.
 */
export async function startService(
  definition: ServiceDefinition,
  env: NodeJS.ProcessEnv,
  overrides: ServiceOverrides = {},
): Promise<RunningService> {
  const config = parseConfig(ServiceConfig, env);
  refuseLaptopSettings(config);
  const { name } = definition;
  const stopTracing = startTracing(name, config.OTEL_EXPORTER_OTLP_ENDPOINT);
  const logger = serviceLogger(name, config.LOG_LEVEL);
  const registry = serviceRegistry(name);
  const clock = overrides.clock ?? clockFromEnv(config.CLOCK_FILE === undefined ? {} : { CLOCK_FILE: config.CLOCK_FILE });
  const processId = `${name}-${randomUUID()}`;

  const onWaiting = (what: string) => (attempt: number, error: Error) => {
    if (attempt === 1 || attempt % 10 === 0) logger.warn({ attempt, reason: error.message }, `waiting for ${what}`);
  };
  const store = await connectStore({
    uri: config.MONGODB_URI,
    database: `${config.NAMESPACE}-${name}`,
    onWaiting: onWaiting('the store'),
  });
  await retryWithBackOff(
    () =>
      ensureIndexes(
        store.db,
        [...coreIndexes, ...(definition.areas ? areaChangeIndexes : []), ...(definition.indexes ?? [])],
        [...coreCollections, ...(definition.areas ? [AREA_CHANGES] : []), ...(definition.collections ?? [])],
      ),
    {
      onFailure: onWaiting('the store'),
    },
  );
  await migrate(store, processId, definition.migrations ?? []);

  const log = kafkaLog({
    brokers: config.KAFKA_BROKERS,
    clientId: name,
    replicationFactor: config.REPLICATION_FACTOR,
    ...(definition.consumer?.fetchBytesMax === undefined ? {} : { fetchBytesMax: definition.consumer.fetchBytesMax }),
    onLog: (level, message, detail) => {
      logger[level]({ kafka: detail['error'] ?? detail['broker'] }, message);
    },
  });
  // Every topic, not only its own: it may read one whose owner has never run.
  await retryWithBackOff(() => makeTopics(log, config.NAMESPACE), { onFailure: onWaiting('the log') });

  const metrics = messagingMetrics(registry, name);
  const pool = await SessionPool.open(store, processId);
  const publishes = isPublisher(name);
  const outbox = publishes ? new OutboxRelayStore(store, processId, TOPICS[name].partitions) : null;
  const running: Running = { outbox, relay: null, consumer: undefined, consumerOf: notYet, tickers: new Map() };
  const publishing = publishes
    ? { partitions: TOPICS[name].partitions, clock, traceparent: activeTraceparent, onCommitted: () => running.relay?.nudge() }
    : null;
  const unitOfWork = new UnitOfWork(store, pool, publishing);
  const restoredFrom = config.RESTORED_FROM;
  if (outbox && restoredFrom !== undefined) {
    // Before anything is consumed, due or asked for: whatever that published would take numbers that consumers know.
    const begun = await retryWithBackOff(() => outbox.beginNewStream(unitOfWork, restoredFrom), {
      onFailure: onWaiting('the outbox'),
    });
    if (begun) logger.warn({ ...begun, restoredFrom }, 'a new stream begins');
  }
  const tokens = new Tokens(config.TOKEN_KEY);
  const leases = new Leases(store, processId);
  const kit: Kit = {
    name,
    config,
    clock,
    store,
    unitOfWork,
    commands: new Commands(unitOfWork),
    leases,
    areas: areasOf(overrides.tree),
    log,
    logger,
    registry,
    tokens,
  };
  const follower = definition.areas && !definition.areas.ownTree ? new AreaFollower(kit) : null;
  await follower?.refresh();
  await definition.prepare?.(kit);

  const app = await NestFactory.create<NestFastifyApplication>(
    moduleOf(definition, kit, running, { follower, onActs: definition.areas?.onActs ?? null }),
    new FastifyAdapter({ bodyLimit: BODY_BYTES_MAX, trustProxy: true }),
    {
      logger: new NestLogger(logger),
      abortOnError: false,
    },
  );
  const fastify = app.getHttpAdapter().getInstance();
  measureRequests(fastify, registry, name);
  if (config.OTEL_EXPORTER_OTLP_ENDPOINT) traceRequests(fastify, name);
  await acceptBodies(app, fastify);

  const generation = (await definition.generation?.(app)) ?? FIRST_GENERATION;
  const strategy = new ReliableStrategy({
    store,
    unitOfWork,
    log,
    generation,
    group: groupOf(name, config.NAMESPACE, generation),
    metrics,
    topicOf: (pattern) => topicOf(pattern, config.NAMESPACE),
    ...definition.consumer,
    onTrouble: (message, error, detail) => {
      logger.warn({ ...detail, reason: error?.message }, message);
    },
  });
  app.connectMicroservice({ strategy }, { inheritAppConfig: true });
  await retryWithBackOff(() => app.startAllMicroservices(), { onFailure: onWaiting('the log'), attemptsMax: 50 });
  running.consumer = strategy.findConsumer();
  running.consumerOf = (other) => strategy.consumerOf(other, groupOf(name, config.NAMESPACE, other));

  if (outbox && publishes) {
    running.relay = new OutboxRelay({
      store,
      outbox,
      log,
      topic: topicOf(name, config.NAMESPACE),
      sourcePrefix: `/${config.INSTANCE}/${name}`,
      metrics,
      onTrouble: (error) => {
        logger.warn({ reason: error.message }, 'relay waits');
      },
    });
    running.relay.start();
  }
  const inheritance = definition.areas?.inheritance?.(app, kit);
  const passing: TickerSpec[] = inheritance ? [{ job: 'areas', tick: (asOf) => passOn(kit, follower, inheritance, asOf) }] : [];
  for (const { job, tick } of [...passing, ...(definition.tickers?.(app, kit) ?? [])]) {
    const onTrouble = (error: Error): void => {
      logger.warn({ job, reason: error.message }, 'tick failed, trying again');
    };
    running.tickers.set(job, new Ticker({ leases, clock, job, tick, onTrouble }));
  }
  const workers = [...(follower ? [follower] : []), ...running.tickers.values(), ...(definition.workers?.(app, kit) ?? [])];
  for (const worker of workers) worker.start();
  await app.listen(config.PORT, config.HOST);
  const url = (await app.getUrl()).replace('0.0.0.0', '127.0.0.1').replace('[::1]', '127.0.0.1');
  logger.info({ url }, 'ready');

  let closing: Promise<void> | undefined;
  const close = (): Promise<void> =>
    (closing ??= (async () => {
      // Requests and consumption end first, then what carries their facts on, the store last.
      await app.close();
      await Promise.all(workers.map((worker) => worker.stop()));
      await running.relay?.stop();
      await pool.close();
      await store.close();
      await stopTracing();
    })());
  return { app, kit, url, running, close };
}

/** Runs a service as a process: SIGTERM and SIGINT end it gracefully, a configuration error with a readable list. */
export function runService(definition: ServiceDefinition): void {
  const end = (service: RunningService) => (): void => {
    const deadline = setTimeout(() => process.exit(1), 15_000);
    service.close().then(
      () => {
        clearTimeout(deadline);
        process.exit(0);
      },
      () => process.exit(1),
    );
  };
  startService(definition, process.env).then(
    (service) => {
      process.once('SIGTERM', end(service));
      process.once('SIGINT', end(service));
    },
    (error: unknown) => {
      process.stderr.write(`${definition.name}: ${error instanceof Error ? error.message : String(error)}\n`);
      process.exit(1);
    },
  );
}

function moduleOf(definition: ServiceDefinition, kit: Kit, running: Running, reaction: ActReaction): DynamicModule {
  const counts: Counts = () => definition.counts?.(kit) ?? Promise.resolve({});
  const shared: Provider[] = [
    { provide: Kit, useValue: kit },
    { provide: Tokens, useValue: kit.tokens },
    { provide: RUNNING, useValue: running },
    { provide: COUNTS, useValue: counts },
    { provide: ACT_REACTION, useValue: reaction },
    { provide: APP_GUARD, useClass: AuthGuard },
    { provide: APP_FILTER, useValue: new ProblemFilter(kit.logger) },
  ];
  return {
    module: ServiceModule,
    imports: [TerminusModule.forRoot({ logger: false })],
    controllers: [
      HealthController,
      OpsController,
      ...(definition.areas ? [AreaEventsController] : []),
      ...definition.controllers,
    ],
    providers: [...shared, ...(definition.providers ?? [])],
  };
}

function notYet(): never {
  throw new Error('nothing is consumed yet');
}

async function acceptBodies(app: NestFastifyApplication, fastify: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: { directives: { defaultSrc: ["'self'"], styleSrc: ["'self'"], scriptSrc: ["'self'"] } },
  });
  await app.register(multipart, { limits: { fileSize: FILE_BYTES_MAX, files: 5, fields: 20 } });
  // Read by their handlers as they come: an import may be larger than memory.
  for (const type of ['text/csv', 'application/x-ndjson']) {
    fastify.addContentTypeParser(type, { bodyLimit: Number.MAX_SAFE_INTEGER }, (_request, payload, done) => {
      done(null, payload);
    });
  }
}

async function makeTopics(log: ReturnType<typeof kafkaLog>, namespace: string): Promise<void> {
  const admin = await log.admin();
  try {
    await admin.ensureTopics(
      Object.values(TOPICS).map((topic) => ({ topic: topicOf(topic.service, namespace), partitions: topic.partitions })),
    );
  } finally {
    await admin.close();
  }
}

function areasOf(tree: AreaTree | undefined): Areas {
  let present = tree ?? loadReferenceTree();
  return {
    get tree() {
      return present;
    },
    replace: (next) => {
      present = next;
    },
  };
}
