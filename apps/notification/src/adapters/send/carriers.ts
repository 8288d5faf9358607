import { EffectRunner, effectMetrics, retriesAfter, type Effect } from '@thongsuot/messaging';
import type { Kit, Worker } from '@thongsuot/service-kit';
import type { NotificationConfig } from '../../config/environment';
import type { DeliveryData } from '../../config/shipped';
import { MAIL, POST, type MailPayload, type PostPayload } from '../store/outgoing';
import type { RuleBook } from '../store/rule-book';
import type { Sealer } from '../store/sealer';
import type { AddressGuard } from './address-guard';
import { MailSender } from './mail-sender';
import { WebhookSender } from './webhook-sender';

const MAILS_AT_A_TIME = 2;
const POSTS_AT_A_TIME = 4;

/** What mails and posts are carried with. */
export interface CarrierSurroundings {
  readonly kit: Pick<Kit, 'name' | 'store' | 'unitOfWork' | 'areas' | 'clock' | 'logger' | 'registry'>;
  readonly config: NotificationConfig;
  readonly data: DeliveryData;
  readonly sealer: Sealer;
  readonly guard: AddressGuard;
  readonly book: RuleBook;
}

/** What carries mails and posts out, each channel by itself: a dead address holds up no mail. */
export function carriers({ kit, config, data, sealer, guard, book }: CarrierSurroundings): Worker[] {
  const { store, logger } = kit;
  const onSettled = effectMetrics(kit.registry, kit.name, { store, kinds: [MAIL, POST] });
  const common = {
    ...{ store, onSettled, sendingMs: config.EFFECT_LEASE_SECONDS * 1000 },
    onTrouble: ({ id, kind }: Effect, { message }: Error) => {
      logger.warn({ id, kind, reason: message }, 'not sent');
    },
  };
  const sender = new WebhookSender({ kit, sealer, guard, book, data: data.webhook });
  const posts = new EffectRunner({
    ...{ ...common, kinds: [POST], concurrency: POSTS_AT_A_TIME, retries: retriesAfter(data.webhook.retryAfterSeconds) },
    perform: (effect) => sender.send(effect as Effect<PostPayload>),
  });
  const { SMTP_URL } = config;
  if (SMTP_URL === undefined || !sealer.available) return [posts];
  const mails = new MailSender(store, sealer, { ...config, SMTP_URL });
  const runner = new EffectRunner({
    ...{ ...common, kinds: [MAIL], concurrency: MAILS_AT_A_TIME, retries: retriesAfter(data.email.retryAfterSeconds) },
    perform: (effect) => mails.send(effect as Effect<MailPayload>),
  });
  const stopped = async (): Promise<void> => {
    await runner.stop();
    mails.close();
  };
  return [
    posts,
    {
      start: () => {
        runner.start();
      },
      stop: stopped,
    },
  ];
}
