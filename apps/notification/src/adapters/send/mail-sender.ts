import { EffectRefused, type Effect } from '@thongsuot/messaging';
import type { Store } from '@thongsuot/mongo-store';
import { createTransport } from 'nodemailer';
import type { NotificationConfig } from '../../config/environment';
import type { MailPayload } from '../store/outgoing';
import { PEOPLE, type PersonDoc } from '../store/people';
import type { Sealer } from '../store/sealer';

const TIMEOUT_MS = 20_000;

/** What a mail server said, without the address it said it of. */
class MailTrouble extends Error {
  override readonly name = 'MailTrouble';
}

/** Sends mails by SMTP. The address is looked up and unsealed for the moment of sending, and stands in no row, log or error. */
export class MailSender {
  private readonly transport: ReturnType<typeof createTransport>;

  constructor(
    private readonly store: Pick<Store, 'collection'>,
    private readonly sealer: Sealer,
    private readonly config: NotificationConfig & { readonly SMTP_URL: string },
  ) {
    const { SMTP_URL, SMTP_TLS } = config;
    const url = new URL(SMTP_URL);
    const account = url.username === '' ? {} : { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
    this.transport = createTransport({
      host: url.hostname,
      port: url.port === '' ? (url.protocol === 'smtps:' ? 465 : 587) : Number(url.port),
      secure: url.protocol === 'smtps:',
      requireTLS: SMTP_TLS === 'required',
      ignoreTLS: SMTP_TLS === 'none',
      ...(url.username === '' ? {} : { auth: account }),
      ...{ connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS },
      ...{ disableFileAccess: true, disableUrlAccess: true },
    });
  }

  /** @throws EffectRefused where nobody is to be written to, or the server never will take it */
  async send({ id, payload }: Effect<MailPayload>): Promise<void> {
    const person = await this.store.collection<PersonDoc>(PEOPLE).findOne({ _id: payload.person });
    if (person?.address == null) throw new EffectRefused('no-address');
    const to = this.sealer.unseal(`person/${person._id}`, person.address);
    try {
      await this.transport.sendMail({
        ...{ from: this.config.SMTP_FROM, to, subject: payload.subject, text: payload.text },
        // The same for every repeat: by it a receiver knows one.
        messageId: `<${id}@${this.config.MAIL_DOMAIN}>`,
        date: payload.at,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    } catch (error) {
      throw withoutAddress(error);
    }
  }

  close(): void {
    this.transport.close();
  }
}

/** A server's words name the address; its codes do not. */
function withoutAddress(error: unknown): Error {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  const told = `SMTP ${String(responseCode ?? code ?? 'failed')}`;
  return responseCode !== undefined && responseCode >= 550 && responseCode <= 554
    ? new EffectRefused(told)
    : new MailTrouble(told);
}
