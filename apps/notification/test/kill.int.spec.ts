import { ManualClock } from '@thongsuot/calendar';
import { effectRows } from '@thongsuot/messaging';
import { startService, type RunningService } from '@thongsuot/service-kit';
import { cleanAfterFile, serviceEnv, waitUntil } from '@thongsuot/testing';
import { definitionFrom } from '../src/service';
import { Carrier } from './support/carrier';
import { AT_ONCE, clientOf, tellLate } from './support/office';
import { receiveMails, receivePosts, type MailReceiver, type PostReceiver } from './support/receivers';

const ADDRESS = 'tran.van.planted@phuong2.example';
const MESSAGES = 40;
/** What the process dies of: in the very moment in which the receiver has said yes to one more. */
const DIES_OF = ['post', 'post', 'mail', 'mail'] as const;

describe('kill -9 between sending and recording', () => {
  let mails: MailReceiver;
  let posts: PostReceiver;
  let catalog: RunningService;
  let service: RunningService;
  let carrier: Carrier;
  const clock = new ManualClock('2024-03-15T02:00:00Z');

  beforeAll(async () => {
    [mails, posts] = await Promise.all([receiveMails(), receivePosts({ delayMs: 20 })]);
    const env = await serviceEnv({
      ...{ LOG_LEVEL: 'silent', SMTP_URL: mails.url, SMTP_TLS: 'none', EFFECT_LEASE_SECONDS: '1' },
      ...{ PERSONAL_DATA_KEY: Buffer.alloc(32, 9).toString('base64url'), WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8' },
    });
    // This one queues; what carries is a process of its own.
    service = await startService({ ...definitionFrom(env), workers: () => [] }, env, { clock });
    catalog = await startService({ name: 'plan-catalog', controllers: [] }, env, { clock });
    carrier = new Carrier({ ...env, LOG_LEVEL: 'trace' });
  }, 60_000);
  afterAll(async () => {
    await carrier.kill();
    await Promise.all([service.close(), catalog.close(), mails.close(), posts.close()]);
  }, 60_000);
  cleanAfterFile();

  const idOf = (messageId: string | undefined): string => messageId?.slice(1).split('@')[0] ?? '';

  it('loses nothing, and repeats only what was under way, under the same id and word for word', async () => {
    const { tokens, store } = service.kit;
    const officer = clientOf(service.url, await tokens.sign({ subject: 'officer', role: 'officer', area: '19360' }, '10m'));
    await officer.json('/notification-preferences', 'PUT', { ...AT_ONCE, email: ADDRESS }, { 'if-match': '0' });
    const administrator = clientOf(service.url, await tokens.sign({ subject: 'a', role: 'administrator' }, '10m'));
    const hook = { url: `${posts.url}/hook`, area: '462', kinds: ['task.overdue'] };
    await administrator.json('/webhooks', 'POST', hook);
    await tellLate(catalog, 0, MESSAGES);
    const effects = effectRows(store);
    await waitUntil(async () => (await effects.countDocuments()) === 2 * MESSAGES, { timeoutMs: 30_000 });

    const mayRepeat = new Set<string>();
    for (const last of DIES_OF) {
      await carrier.start();
      await new Promise<void>((resolve, reject) => {
        const receiver = last === 'mail' ? mails : posts;
        receiver.onTaken = () => {
          receiver.onTaken = () => undefined;
          carrier.kill().then(resolve, reject);
        };
      });
      for (const { _id } of await effects.find({ state: 'sending' }).toArray()) mayRepeat.add(_id);
    }
    await carrier.start();
    await waitUntil(async () => (await effects.countDocuments({ state: 'sent' })) === 2 * MESSAGES, {
      ...{ timeoutMs: 30_000, what: 'every mail and post to be sent' },
    });

    const mailed = mails.mails.map(({ mail }) => ({
      id: idOf(mail.messageId),
      words: `${mail.subject ?? ''}\n${mail.text ?? ''}`,
    }));
    const posted = posts.posts.map(({ headers, body }) => ({ id: String(headers['webhook-id']), words: body }));
    for (const sent of [mailed, posted]) {
      const byId = new Map<string, Set<string>>();
      for (const { id, words } of sent) byId.set(id, (byId.get(id) ?? new Set()).add(words));
      expect(byId.size).toBe(MESSAGES);
      for (const words of byId.values()) expect(words.size).toBe(1);
      const repeated = sent.map(({ id }) => id).filter((id, index, all) => all.indexOf(id) !== index);
      for (const id of repeated) expect(mayRepeat).toContain(id);
    }
    // Else this test killed at no moment that matters.
    expect(mailed.length + posted.length).toBeGreaterThan(2 * MESSAGES);

    const output = carrier.output.join('');
    expect(output.match(/"msg":"ready"/gu)).toHaveLength(DIES_OF.length + 1);
    expect(output).not.toContain('planted');
  }, 120_000);
});
