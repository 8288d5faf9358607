import { systemClock } from '@thongsuot/calendar';
import { EffectPostponed, EffectRefused, type Effect } from '@thongsuot/messaging';
import type { Kit } from '@thongsuot/service-kit';
import { Webhook } from 'standardwebhooks';
import type { DeliveryData } from '../../config/shipped';
import { committee, same, type Fact } from '../../domain/message';
import { messagesOf } from '../../domain/rules';
import type { PostPayload } from '../store/outgoing';
import type { RuleBook } from '../store/rule-book';
import type { Sealer } from '../store/sealer';
import { WEBHOOKS, type WebhookDoc } from '../store/webhooks';
import { deliver } from '../store/writes';
import { AddressRefused, type AddressGuard } from './address-guard';
import { post } from './post';

/** What the sender works with. */
export interface WebhookSurroundings {
  readonly kit: Pick<Kit, 'store' | 'unitOfWork' | 'areas' | 'clock'>;
  readonly sealer: Sealer;
  readonly guard: AddressGuard;
  readonly book: RuleBook;
  readonly data: DeliveryData['webhook'];
}

const GONE = 410;

/** Posts messages to subscribed addresses, signed by Standard Webhooks under each secret in use. */
export class WebhookSender {
  constructor(private readonly around: WebhookSurroundings) {}

  /** @throws EffectRefused where the subscription is over, EffectPostponed where the receiver says when to come back */
  async send({ id, payload }: Effect<PostPayload>): Promise<void> {
    const webhook = await this.rows.findOne({ _id: payload.webhook });
    if (webhook === null) throw new EffectRefused('unsubscribed');
    if (webhook.state !== 'active') throw new EffectRefused(`webhook-${webhook.state}`);
    try {
      await this.postTo(webhook, id, payload.body);
    } catch (error) {
      await this.noteFailure(webhook, error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
    if (webhook.failuresInRow > 0) {
      await this.rows.updateOne({ _id: webhook._id }, { $set: { failuresInRow: 0, lastError: null } });
    }
  }

  private get rows(): ReturnType<typeof this.around.kit.store.collection<WebhookDoc>> {
    return this.around.kit.store.collection<WebhookDoc>(WEBHOOKS);
  }

  private async postTo(webhook: WebhookDoc, id: string, body: string): Promise<void> {
    const { guard, data } = this.around;
    const url = new URL(webhook.url);
    const pinned = await guard.pin(url).catch((error: unknown) => {
      throw error instanceof AddressRefused ? new EffectRefused(error.message) : new Error('host-unknown');
    });
    const now = systemClock.now();
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'thongsuot-webhooks/1',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': this.signatures(webhook, id, now, body),
    };
    const answer = await post(url, pinned, { headers, body, timeoutMs: data.timeoutSeconds * 1000 });
    const { status, retryAfterSeconds } = answer;
    if (status >= 200 && status < 300) return;
    if (status === GONE) throw new EffectRefused('HTTP 410');
    if (retryAfterSeconds !== null) throw new EffectPostponed(`HTTP ${status}`, retryAfterSeconds * 1000);
    throw new Error(`HTTP ${status}`);
  }

  /** One signature a secret in use, the newest first: a receiver may change over at its leisure. */
  private signatures({ _id, secrets }: WebhookDoc, id: string, now: Date, body: string): string {
    return secrets
      .filter(({ until }) => until === null || until > now)
      .map(({ sealed }) => new Webhook(this.around.sealer.unseal(`webhook/${_id}`, sealed)).sign(id, now, body))
      .join(' ');
  }

  /** Counts failures in a row; after a long one, or where the receiver is gone, the subscription ends and its area is told. */
  private async noteFailure({ _id }: WebhookDoc, error: Error): Promise<void> {
    const { kit, data, book } = this.around;
    const lastError = error.message.slice(0, 200);
    const webhook = await this.rows.findOneAndUpdate(
      { _id, state: 'active' },
      { $inc: { failuresInRow: 1 }, $set: { lastError } },
      { returnDocument: 'after' },
    );
    if (webhook === null) return;
    const count = webhook.failuresInRow;
    if (count < data.disableAfterFailures && error.message !== `HTTP ${GONE}`) return;
    const [rules, templates, today] = [await book.rules(), await book.templates(), kit.clock.today()];
    const { tree } = kit.areas;
    await kit.unitOfWork.run(async (tx) => {
      const filter = { _id, state: 'active' as const };
      const update = { $set: { state: 'disabled' as const }, $inc: { rev: 1 } };
      const { matchedCount } = await tx.collection<WebhookDoc>(WEBHOOKS).updateOne(filter, update, { session: tx.session });
      if (matchedCount === 0) return;
      tx.audit({
        actor: 'notification',
        action: 'notification.disableWebhook',
        subject: `webhook ${_id}`,
        detail: { count, lastError },
      });
      const fact: Fact = {
        ...{ key: `webhook.disabled:${_id}:${webhook.rev}`, kind: 'webhook.disabled', units: [committee(webhook.area)] },
        ...{ owner: null, severity: 'danger', on: today, dueOn: null, link: '/webhooks' },
        variables: { description: same(webhook.description), count: same(count) },
      };
      await deliver(tx, messagesOf(fact, rules, tree), { tree, templates });
    });
  }
}
