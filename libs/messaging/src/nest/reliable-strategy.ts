import { Catch, type ArgumentsHost, type RpcExceptionFilter } from '@nestjs/common';
import { BaseRpcContext, Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { lastValueFrom, isObservable, throwError, type Observable } from 'rxjs';
import type { BatchContext, BatchHandler } from '../consume/batch-handler';
import type { ReceivedEvent } from '../consume/received-event';
import { EventConsumer, type EventConsumerOptions } from '../consume/event-consumer';

/** Extras of `@EventPattern('<service>', { events: [...] })` that the strategy reads. */
export interface EventPatternExtras {
  /** Names of the events the handler acts on (`dossier.changed`); required. */
  readonly events?: readonly string[];
}

/** What the strategy needs beyond what the handlers themselves declare. */
export type ReliableStrategyOptions = Omit<EventConsumerOptions, 'topics' | 'handler' | 'events'> & {
  /** Topic of a publishing service, by the pattern's name (`one-stop`). */
  readonly topicOf: (pattern: string) => string;
};

/** Second argument of a handler (`@Ctx()`): the transaction and hooks of this attempt. */
export class EventBatchContext extends BaseRpcContext<[BatchContext]> {
  /** The attempt that the handler works in. */
  get batch(): BatchContext {
    return this.args[0];
  }
}

/**
 * Nest's transport for events. Handlers stay ordinary Nest ones, `@EventPattern('<service>', { events })`, but are given
 * all gathered events of that service's topic at once with the transaction that moves the ledger. Nest's own Kafka
 * transport hands over one message at a time, turns errors into answers and commits offsets by itself: each of these
 * loses or doubles events when a process dies.
 */
export class ReliableStrategy extends Server implements CustomTransportStrategy {
  private consumer: EventConsumer | undefined;
  private subscription: Pick<EventConsumerOptions, 'topics' | 'events' | 'handler'> | undefined;

  constructor(private readonly options: ReliableStrategyOptions) {
    super();
  }

  /** The consumer behind the strategy; undefined before it listens or where no handler asks for events. */
  findConsumer(): EventConsumer | undefined {
    return this.consumer;
  }

  /**
   * One more consumer of the same handlers, for a generation beside the one that is listened for, with a group of its own so
   * that neither moves the other's partitions. Whoever asks for it starts and stops it.
   */
  consumerOf(generation: string, group: string): EventConsumer {
    if (!this.subscription) throw new Error('the strategy does not listen: no handler asks for events');
    return new EventConsumer({ ...this.options, ...this.subscription, generation, group });
  }

  override listen(callback: (error?: unknown) => void): void {
    this.open().then(
      () => {
        callback();
      },
      (error: unknown) => {
        callback(error);
      },
    );
  }

  override async close(): Promise<void> {
    await this.consumer?.stop();
  }

  override on(): never {
    throw new Error('the strategy emits nothing: ask the consumer for its health');
  }

  override unwrap(): never {
    throw new Error('use findConsumer()');
  }

  private async open(): Promise<void> {
    const handlers = new Map<string, MessageHandler>();
    const events = new Set<string>();
    for (const [pattern, handler] of this.messageHandlers) {
      if (!handler.isEventHandler) continue;
      if (handler.next) throw new Error(`two handlers for ${pattern}: the order of their effects would be open, make it one`);
      const topic = this.options.topicOf(pattern);
      const extras = (handler.extras ?? {}) as EventPatternExtras;
      if (!extras.events) throw new Error(`@EventPattern('${pattern}') names no events`);
      for (const name of extras.events) events.add(name);
      handlers.set(topic, handler);
    }
    if (handlers.size === 0) return;
    this.subscription = { topics: [...handlers.keys()], events: [...events], handler: dispatcher(handlers) };
    this.consumer = new EventConsumer({ ...this.options, ...this.subscription });
    await this.consumer.start();
  }
}

function dispatcher(handlers: ReadonlyMap<string, MessageHandler>): BatchHandler {
  return async (events, batch) => {
    const byTopic = new Map<string, ReceivedEvent[]>();
    for (const event of events) {
      const own = byTopic.get(event.topic);
      if (own) own.push(event);
      else byTopic.set(event.topic, [event]);
    }
    for (const [topic, handler] of handlers) {
      const own = byTopic.get(topic);
      if (own) await settled(handler(own, new EventBatchContext([batch])));
    }
  };
}

async function settled(result: Promise<unknown>): Promise<void> {
  const answer = await result;
  if (isObservable(answer)) await lastValueFrom(answer, { defaultValue: undefined });
}

/** Lets a handler's error reach the strategy as it is; Nest would replace it by `{status, message}`. */
@Catch()
export class PassErrorsThrough implements RpcExceptionFilter {
  catch(error: unknown, _host: ArgumentsHost): Observable<never> {
    return throwError(() => error);
  }
}
