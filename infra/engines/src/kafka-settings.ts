/** What the broker's settings depend on. */
export interface BrokerPlace {
  readonly dataDir: string;
  readonly port: number;
  readonly controllerPort: number;
}

/** Text of `server.properties` for one KRaft node on 127.0.0.1. */
export function brokerProperties(place: BrokerPlace): string {
  const settings: [string, string | number | boolean][] = [
    ['process.roles', 'broker,controller'],
    ['node.id', 1],
    ['controller.quorum.voters', `1@127.0.0.1:${place.controllerPort}`],
    ['listeners', `PLAINTEXT://127.0.0.1:${place.port},CONTROLLER://127.0.0.1:${place.controllerPort}`],
    ['advertised.listeners', `PLAINTEXT://127.0.0.1:${place.port}`],
    ['controller.listener.names', 'CONTROLLER'],
    ['listener.security.protocol.map', 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT'],
    ['log.dirs', place.dataDir],
    // Topics are declared in the contracts; a misspelt name must fail instead of making a topic.
    ['auto.create.topics.enable', false],
    ['default.replication.factor', 1],
    ['min.insync.replicas', 1],
    ['offsets.topic.replication.factor', 1],
    ['offsets.topic.num.partitions', 3],
    ['transaction.state.log.replication.factor', 1],
    ['transaction.state.log.min.isr', 1],
    ['transaction.state.log.num.partitions', 3],
    ['share.coordinator.state.topic.replication.factor', 1],
    ['share.coordinator.state.topic.min.isr', 1],
    ['share.coordinator.state.topic.num.partitions', 3],
    // One consumer a group on a laptop: waiting for others only delays the start.
    ['group.initial.rebalance.delay.ms', 0],
    ['group.min.session.timeout.ms', 1_000],
    // Tests make many small topics: small segments and indexes, and a cleaner that does not take 128 MB of the heap.
    ['log.segment.bytes', 64 * 1024 * 1024],
    ['log.index.size.max.bytes', 1024 * 1024],
    ['log.segment.delete.delay.ms', 1_000],
    ['log.cleaner.dedupe.buffer.size', 8 * 1024 * 1024],
    ['num.network.threads', 2],
    ['num.io.threads', 4],
    ['num.recovery.threads.per.data.dir', 2],
    ['background.threads', 2],
  ];
  return settings.map(([key, value]) => `${key}=${propertyValue(String(value))}\n`).join('');
}

/** A value as Java reads it from a properties file: Latin-1, so backslashes and other characters are escaped. */
export function propertyValue(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replace(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
