import type { AreaTree } from '@thongsuot/areas';
import type { Clock } from '@thongsuot/calendar';
import { TOPICS, topicName, type ServiceName } from '@thongsuot/contracts';
import type { EventConsumer, EventLog, OutboxRelay, Ticker } from '@thongsuot/messaging';
import type { Commands, Leases, OutboxRelayStore, Store, UnitOfWork } from '@thongsuot/mongo-store';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Tokens } from './auth/tokens';
import type { ServiceConfig } from './config';

/** Generation that every consumer begins with. */
export const FIRST_GENERATION = 'live';

/** A service that publishes facts, and so owns a topic. */
export type Publisher = keyof typeof TOPICS;

/** The areas as this service knows them: the reference tree and the acts that came since. */
export interface Areas {
  /** The present tree. It is immutable: keep it for the length of one piece of work. */
  readonly tree: AreaTree;
  replace(tree: AreaTree): void;
}

/** What every part of a service may ask for; Nest injects it by this class (`constructor(private readonly kit: Kit)`). */
export abstract class Kit {
  abstract readonly name: ServiceName;
  abstract readonly config: ServiceConfig;
  /** Business clock: a scenario may move it. */
  abstract readonly clock: Clock;
  abstract readonly store: Store;
  /** Transactions with events, for reactions to time. */
  abstract readonly unitOfWork: UnitOfWork;
  /** Transactions with events and an Idempotency-Key, for requests. */
  abstract readonly commands: Commands;
  abstract readonly leases: Leases;
  abstract readonly areas: Areas;
  abstract readonly log: EventLog;
  abstract readonly logger: Logger;
  abstract readonly registry: Registry;
  abstract readonly tokens: Tokens;
}

/** What runs beside the requests of a service; for its health, its ops routes and its shutdown. */
export interface Running {
  readonly outbox: OutboxRelayStore | null;
  relay: OutboxRelay | null;
  /** The consumer of the live generation: what health and the ops routes speak of. */
  consumer: EventConsumer | undefined;
  /** One more consumer of the same handlers, for another generation; whoever asks starts and stops it. */
  consumerOf: (generation: string) => EventConsumer;
  tickers: Map<string, Ticker>;
}

/** True for services that own a topic. */
export function isPublisher(name: ServiceName): name is Publisher {
  return Object.hasOwn(TOPICS, name);
}

/** Kafka's consumer group of a generation; the first one has the service's own name. */
export function groupOf(name: ServiceName, namespace: string, generation: string): string {
  const group = `${namespace}.${name}`;
  return generation === FIRST_GENERATION ? group : `${group}.${generation}`;
}

/** Topic of a service in this installation. */
export function topicOf(service: string, namespace: string): string {
  if (!isPublisher(service as ServiceName)) throw new Error(`${service} publishes nothing`);
  return topicName(service as Publisher, namespace);
}
