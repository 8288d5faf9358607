import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** What the reliable core measures of itself. Labels name topics and groups only, never areas or people. */
export interface MessagingMetrics {
  sent(topic: string, events: number): void;
  outbox(waitingPacks: number, oldestSeconds: number): void;
  applied(group: string, type: string, events: number): void;
  repeated(group: string, events: number): void;
  gap(group: string, topic: string): void;
  parked(group: string, count: number): void;
  lag(group: string, topic: string, partition: number, events: number): void;
  progress(group: string, secondsSinceEpoch: number): void;
  committed(group: string, seconds: number): void;
  /** Nobody here consumes for the group any more: what it last measured is not its state. */
  ended(group: string): void;
}

/** Counts nothing. */
export const noMetrics: MessagingMetrics = {
  sent: () => undefined,
  outbox: () => undefined,
  applied: () => undefined,
  repeated: () => undefined,
  gap: () => undefined,
  parked: () => undefined,
  lag: () => undefined,
  progress: () => undefined,
  committed: () => undefined,
  ended: () => undefined,
};

/** The metrics of docs/metrics, registered with prom-client. */
export function messagingMetrics(registry: Registry, service: string): MessagingMetrics {
  const registers = [registry];
  const counter = (name: string, help: string, labelNames: string[]): Counter =>
    new Counter({ name: `thongsuot_${name}`, help, labelNames, registers });
  const gauge = (name: string, help: string, labelNames: string[]): Gauge =>
    new Gauge({ name: `thongsuot_${name}`, help, labelNames, registers });
  const sent = counter('relay_events_sent_total', 'Events the relay had acknowledged', ['service', 'topic']);
  const waiting = gauge('outbox_waiting_packs', 'Packs without an acknowledgement', ['service']);
  const oldest = gauge('outbox_oldest_seconds', 'Age of the oldest pack without an acknowledgement', ['service']);
  const applied = counter('events_applied_total', 'Events whose effect is committed', ['service', 'group', 'type']);
  const repeated = counter('events_repeated_total', 'Events dropped because their number was known', ['service', 'group']);
  const gaps = counter('event_gaps_total', 'Partitions stopped because a number was missing', ['service', 'group', 'topic']);
  const parked = gauge('parked_events', 'Events parked and not yet settled', ['service', 'group']);
  const lag = gauge('consumer_lag_events', 'Events in the topic that are not yet applied', [
    'service',
    'group',
    'topic',
    'partition',
  ]);
  const progress = gauge('consumer_last_progress_seconds', 'When the consumer last committed or found nothing to do, Unix time', [
    'service',
    'group',
  ]);
  const commits = new Histogram({
    name: 'thongsuot_projection_commit_seconds',
    help: 'Duration of a commit of ledger and effects',
    labelNames: ['service', 'group'],
    buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10],
    registers,
  });
  const lagged = new Map<string, { readonly topic: string; readonly partition: number }>();
  return {
    sent: (topic, events) => {
      sent.inc({ service, topic }, events);
    },
    outbox: (waitingPacks, oldestSeconds) => {
      waiting.set({ service }, waitingPacks);
      oldest.set({ service }, oldestSeconds);
    },
    applied: (group, type, events) => {
      applied.inc({ service, group, type }, events);
    },
    repeated: (group, events) => {
      repeated.inc({ service, group }, events);
    },
    gap: (group, topic) => {
      gaps.inc({ service, group, topic });
    },
    parked: (group, count) => {
      parked.set({ service, group }, count);
    },
    lag: (group, topic, partition, events) => {
      lagged.set(`${group}|${topic}|${String(partition)}`, { topic, partition });
      lag.set({ service, group, topic, partition }, events);
    },
    progress: (group, secondsSinceEpoch) => {
      progress.set({ service, group }, secondsSinceEpoch);
    },
    committed: (group, seconds) => {
      commits.observe({ service, group }, seconds);
    },
    ended: (group) => {
      progress.remove({ service, group });
      parked.remove({ service, group });
      for (const [key, { topic, partition }] of lagged) {
        if (!key.startsWith(`${group}|`)) continue;
        lag.remove({ service, group, topic, partition });
        lagged.delete(key);
      }
    },
  };
}
