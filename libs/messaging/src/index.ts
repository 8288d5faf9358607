export { type BatchContext, type BatchHandler } from './consume/batch-handler';
export { EventConsumer, type ConsumerHealth, type EventConsumerOptions } from './consume/event-consumer';
export { eventsOf, isEvent, type ReceivedEvent } from './consume/received-event';
export {
  partitionKey,
  type EventLog,
  type LogAdmin,
  type LogReader,
  type LogWriter,
  type OutgoingRecord,
  type TopicDemand,
} from './log/event-log';
export { kafkaLog, type KafkaLogOptions } from './log/kafka-log';
export { MemoryLog } from './log/memory-log';
export { messagingMetrics, noMetrics, type MessagingMetrics } from './metrics';
export {
  EventBatchContext,
  PassErrorsThrough,
  ReliableStrategy,
  type EventPatternExtras,
  type ReliableStrategyOptions,
} from './nest/reliable-strategy';
export { OutboxRelay, type OutboxRelayOptions } from './relay/outbox-relay';
export {
  effectIndexes,
  effectRows,
  queueAgain,
  queueEffects,
  type Effect,
  type EffectRow,
  type EffectState,
} from './effects/effect';
export { effectFigures, effectMetrics, type EffectFigures } from './effects/effect-metrics';
export { EffectRunner, type EffectOutcome, type EffectRunnerOptions } from './effects/effect-runner';
export { EffectPostponed, EffectRefused, doublingRetries, retriesAfter, type RetrySchedule } from './effects/retry';
export { Ticker, type TickerOptions } from './tick';
