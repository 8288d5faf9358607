import { randomBytes, randomUUID } from 'node:crypto';
import { Controller, Inject } from '@nestjs/common';
import { systemClock } from '@thongsuot/calendar';
import {
  AreaVersionId,
  ProblemError,
  changeWebhook,
  createWebhook,
  deleteWebhook,
  listWebhooks,
  rotateWebhookSecret,
  type AnswerOf,
  type InputOf,
  type Webhook,
} from '@thongsuot/contracts';
import type { CommandKey, Tx } from '@thongsuot/mongo-store';
import {
  From,
  Handles,
  Input,
  Key,
  Kit,
  Raw,
  assertIfMatch,
  getAreaOn,
  pageOfRows,
  placeOfCursor,
  type Caller,
  type KitRequest,
} from '@thongsuot/service-kit';
import type { DeliveryData } from '../../config/shipped';
import { DELIVERY_DATA } from '../delivery-data';
import { AddressGuard, AddressRefused } from '../send/address-guard';
import { Sealer } from '../store/sealer';
import { WEBHOOKS, type WebhookDoc } from '../store/webhooks';

const SECRET_BYTES = 32;
const SECRETS_MAX = 2;
const HOUR_MS = 3_600_000;

/** Subscriptions of addresses to messages. */
@Controller()
export class WebhooksController {
  constructor(
    private readonly kit: Kit,
    private readonly sealer: Sealer,
    private readonly guard: AddressGuard,
    @Inject(DELIVERY_DATA) private readonly data: DeliveryData,
  ) {}

  @Handles(createWebhook)
  async create(
    @Input() { body }: InputOf<typeof createWebhook>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<AnswerOf<typeof createWebhook>> {
    await this.assertReachable(body.url);
    const area = AreaVersionId.parse(getAreaOn(this.kit.areas.tree, body.area, this.kit.clock.today()).id);
    const { url, kinds, description } = body;
    // The kept answer of the command is the id alone: a secret is stored nowhere in the clear.
    const { answer } = await this.kit.commands.run(key, async (tx) => {
      const _id = randomUUID();
      const secrets = [{ sealed: this.newSecret(_id), until: null }];
      const doc: WebhookDoc = {
        ...{ _id, rev: 1, url, area, kinds, description, state: 'active', failuresInRow: 0, lastError: null, secrets },
      };
      await tx.collection<WebhookDoc>(WEBHOOKS).insertOne(doc, { session: tx.session });
      tx.audit({ actor: caller.subject, action: createWebhook.id, subject: `webhook ${_id}`, detail: { area, kinds } });
      return _id;
    });
    return this.withSecret(answer);
  }

  @Handles(listWebhooks)
  async list(@Input() { query }: InputOf<typeof listWebhooks>): Promise<AnswerOf<typeof listWebhooks>> {
    const { tree } = this.kit.areas;
    const after = placeOfCursor(query.cursor, (place) => /^[0-9a-f-]{36}$/u.test(place));
    const area = query.area === undefined ? undefined : getAreaOn(tree, query.area, this.kit.clock.today()).id;
    const rows = await this.kit.store
      .collection<WebhookDoc>(WEBHOOKS)
      .find({ ...(area === undefined ? {} : { area }), ...(after === undefined ? {} : { _id: { $gt: after } }) })
      .sort({ _id: 1 })
      .limit(query.limit + 1)
      .toArray();
    return pageOfRows(
      rows,
      query.limit,
      ({ _id }) => _id,
      (row) => this.view(row),
    );
  }

  @Handles(changeWebhook)
  async change(
    @Input() { params, body }: InputOf<typeof changeWebhook>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
    @Raw() request: KitRequest,
  ): Promise<Webhook> {
    if (body.url !== undefined) await this.assertReachable(body.url);
    const { answer } = await this.kit.commands.run(key, async (tx) => {
      const before = await this.get(tx, params.id);
      assertIfMatch(request, before.rev);
      const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
      const reopened = body.state === 'active' && before.state !== 'active' ? { failuresInRow: 0, lastError: null } : {};
      const next: WebhookDoc = { ...before, ...given, ...reopened, rev: before.rev + 1 };
      await this.replace(tx, before.rev, next);
      tx.audit({
        actor: caller.subject,
        action: changeWebhook.id,
        subject: `webhook ${next._id}`,
        detail: { changed: Object.keys(given) },
      });
      return this.view(next);
    });
    return answer;
  }

  @Handles(rotateWebhookSecret)
  async rotate(
    @Input() { params }: InputOf<typeof rotateWebhookSecret>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<AnswerOf<typeof rotateWebhookSecret>> {
    const { answer } = await this.kit.commands.run(key, async (tx) => {
      const before = await this.get(tx, params.id);
      const until = new Date(systemClock.now().getTime() + this.data.webhook.secretOverlapHours * HOUR_MS);
      const old = before.secrets.map((secret) => ({ ...secret, until: secret.until ?? until }));
      const secrets = [{ sealed: this.newSecret(before._id), until: null }, ...old].slice(0, SECRETS_MAX);
      await this.replace(tx, before.rev, { ...before, secrets, rev: before.rev + 1 });
      tx.audit({ actor: caller.subject, action: rotateWebhookSecret.id, subject: `webhook ${before._id}` });
      return before._id;
    });
    return this.withSecret(answer);
  }

  @Handles(deleteWebhook)
  async end(
    @Input() { params }: InputOf<typeof deleteWebhook>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<AnswerOf<typeof deleteWebhook>> {
    const { answer } = await this.kit.commands.run(key, async (tx) => {
      const { _id } = await this.get(tx, params.id);
      await tx.collection<WebhookDoc>(WEBHOOKS).deleteOne({ _id }, { session: tx.session });
      tx.audit({ actor: caller.subject, action: deleteWebhook.id, subject: `webhook ${_id}` });
      return { id: _id };
    });
    return answer;
  }

  private async get(tx: Tx, id: string): Promise<WebhookDoc> {
    const doc = await tx.collection<WebhookDoc>(WEBHOOKS).findOne({ _id: id }, { session: tx.session });
    if (doc === null) throw new ProblemError('not-found');
    return doc;
  }

  private async replace(tx: Tx, rev: number, next: WebhookDoc): Promise<void> {
    const { matchedCount } = await tx
      .collection<WebhookDoc>(WEBHOOKS)
      .replaceOne({ _id: next._id, rev }, next, { session: tx.session });
    if (matchedCount !== 1) throw new ProblemError('conflict');
  }

  private newSecret(id: string): string {
    return this.sealer.seal(`webhook/${id}`, `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`);
  }

  /** Says at once what would be refused later. @throws ProblemError `validation-failed` */
  private async assertReachable(url: string): Promise<void> {
    await this.guard.pin(new URL(url)).catch((error: unknown) => {
      const code = error instanceof AddressRefused ? error.message : 'host-unknown';
      const message = 'địa chỉ không gửi đến được / this address cannot be sent to';
      throw new ProblemError('validation-failed', { errors: [{ pointer: '/url', code, message }] });
    });
  }

  private async withSecret(id: string): Promise<AnswerOf<typeof createWebhook>> {
    const doc = await this.kit.store.collection<WebhookDoc>(WEBHOOKS).findOne({ _id: id });
    const newest = doc?.secrets[0];
    if (!doc || newest === undefined) throw new ProblemError('not-found');
    return { webhook: this.view(doc), secret: this.sealer.unseal(`webhook/${id}`, newest.sealed) };
  }

  private view({ _id, rev, url, area, kinds, description, state, failuresInRow, lastError, secrets }: WebhookDoc): Webhook {
    const of = this.kit.areas.tree.findById(area);
    const now = systemClock.now();
    return {
      ...{ id: _id, rev, url, kinds: [...kinds], description, state, failuresInRow, lastError },
      area: { code: of?.code ?? area, name: of?.name ?? area },
      secretsInUse: secrets.filter(({ until }) => until === null || until > now).length,
    };
  }
}
