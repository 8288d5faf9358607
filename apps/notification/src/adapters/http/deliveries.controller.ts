import { Controller } from '@nestjs/common';
import {
  ProblemError,
  getDeliveryHealth,
  listDeliveries,
  resendDelivery,
  type AnswerOf,
  type Delivery,
  type InputOf,
} from '@thongsuot/contracts';
import { effectFigures, effectRows, queueAgain, type EffectRow } from '@thongsuot/messaging';
import type { CommandKey } from '@thongsuot/mongo-store';
import { From, Handles, Input, Key, Kit, pageOfRows, placeOfCursor, type Caller } from '@thongsuot/service-kit';
import type { Filter } from 'mongodb';
import { INBOX, type InboxDoc } from '../store/collections';
import { MAIL, POST } from '../store/outgoing';
import { HELD } from '../store/people';
import { WEBHOOKS, type WebhookDoc } from '../store/webhooks';
import { Mailing } from '../send/mailing';

const SLOW_SECONDS = 600;
const STUCK_SECONDS = 7200;

/** Messages on their way. */
@Controller()
export class DeliveriesController {
  constructor(
    private readonly kit: Kit,
    private readonly mailing: Mailing,
  ) {}

  @Handles(listDeliveries)
  async list(@Input() { query }: InputOf<typeof listDeliveries>): Promise<AnswerOf<typeof listDeliveries>> {
    const { channel, state, webhook, limit, cursor } = query;
    const after = placeOfCursor(cursor, (place) => ORDER.test(place));
    const filter = {
      ...(webhook === undefined ? { kind: channel } : { 'about.to': webhook }),
      ...(state === undefined ? {} : { state }),
      ...(after === undefined ? {} : { 'about.order': { $lt: after } }),
    } as Filter<EffectRow>;
    const rows = await effectRows(this.kit.store)
      .find(filter)
      .sort({ 'about.order': -1 })
      .limit(limit + 1)
      .toArray();
    return pageOfRows(rows, limit, ({ about }) => String(about?.['order']), deliveryOf);
  }

  @Handles(resendDelivery)
  async resend(
    @Input() { params }: InputOf<typeof resendDelivery>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<Delivery> {
    const { answer } = await this.kit.commands.run(key, async (tx) => {
      const found = await effectRows(tx).findOne({ _id: params.id }, { session: tx.session });
      if (found === null) throw new ProblemError('not-found');
      if (!(await queueAgain(tx, params.id))) throw new ProblemError('conflict');
      tx.audit({ actor: caller.subject, action: resendDelivery.id, subject: `delivery ${params.id}` });
      const queued = await effectRows(tx).findOne({ _id: params.id }, { session: tx.session });
      return deliveryOf(queued ?? found);
    });
    return answer;
  }

  @Handles(getDeliveryHealth)
  async health(): Promise<AnswerOf<typeof getDeliveryHealth>> {
    const { store } = this.kit;
    const [email, webhook] = [await effectFigures(store, MAIL), await effectFigures(store, POST)];
    const oldest = Math.max(email.oldestSeconds, webhook.oldestSeconds);
    return {
      state: oldest > STUCK_SECONDS ? 'stuck' : oldest > SLOW_SECONDS ? 'slow' : 'well',
      unspread: await store.collection<InboxDoc>(INBOX).countDocuments({ spread: 'new' }),
      held: await store.collection(HELD).countDocuments(),
      email: { ...email, configured: this.mailing.configured },
      webhook: { ...webhook, disabled: await store.collection<WebhookDoc>(WEBHOOKS).countDocuments({ state: 'disabled' }) },
    };
  }
}

const ORDER = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z:[\w-]{36}$/u;

function deliveryOf(row: EffectRow): Delivery {
  const { _id, kind, state, about, attempts, queuedAt, settledAt, notBefore, error } = row;
  return {
    ...{ id: _id, channel: kind === MAIL ? 'email' : 'webhook', state, attempts, error },
    ...{ kind: String(about?.['kind']), to: String(about?.['to']), queuedAt: queuedAt.toISOString() },
    settledAt: settledAt?.toISOString() ?? null,
    nextAttemptAt: state === 'queued' ? notBefore.toISOString() : null,
  };
}
