import { ManualClock, instantOf } from '@thongsuot/calendar';
import {
  plainDate,
  type CalendarFeed,
  type Delivery,
  type InboxItem,
  type Preferences,
  type Webhook as WebhookView,
} from '@thongsuot/contracts';
import { AUDIT_COLLECTION } from '@thongsuot/mongo-store';
import { startService, type RunningService } from '@thongsuot/service-kit';
import { cleanAfterFile, serviceEnv, waitUntil } from '@thongsuot/testing';
import ICAL from 'ical.js';
import { Webhook } from 'standardwebhooks';
import { INBOX } from '../src/adapters/store/collections';
import { HELD } from '../src/adapters/store/people';
import { WEBHOOKS } from '../src/adapters/store/webhooks';
import { definitionFrom } from '../src/service';
import { AT_ONCE, clientOf, tellLate, type Client } from './support/office';
import { receiveMails, receivePosts, type MailReceiver, type PostReceiver } from './support/receivers';

const PLANTED = 'nguyen.thi.planted@phuong2.example';
const day = plainDate('2024-03-15');
const at = (hour: number, minute = 0): Date => instantOf(day, hour * 60 + minute);

describe('channels', () => {
  let service: RunningService;
  let catalog: RunningService;
  let mails: MailReceiver;
  let posts: PostReceiver;
  let officer: Client;
  let administrator: Client;
  const clock = new ManualClock(at(9));
  let told = 0;

  beforeAll(async () => {
    [mails, posts] = await Promise.all([receiveMails(), receivePosts()]);
    const env = await serviceEnv({
      ...{ LOG_LEVEL: 'error', SMTP_URL: mails.url, SMTP_TLS: 'none', PUBLIC_URL: 'https://tthc.example.vn' },
      ...{ PERSONAL_DATA_KEY: Buffer.alloc(32, 7).toString('base64url'), WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8' },
    });
    service = await startService(definitionFrom(env), env, { clock });
    catalog = await startService({ name: 'plan-catalog', controllers: [] }, env, { clock });
    const sign = async (role: 'officer' | 'administrator', area?: string): Promise<Client> =>
      clientOf(service.url, await service.kit.tokens.sign({ subject: role, role, ...(area ? { area } : {}) }, '10m'));
    [officer, administrator] = [await sign('officer', '19360'), await sign('administrator')];
  }, 120_000);
  afterAll(() => Promise.all([service.close(), catalog.close(), mails.close(), posts.close()]), 60_000);
  cleanAfterFile();

  const late = async (count = 1): Promise<void> => {
    const before = await service.kit.store.collection(INBOX).countDocuments({ kind: 'task.overdue' });
    await tellLate(catalog, told, count);
    told += count;
    const inbox = service.kit.store.collection(INBOX);
    await waitUntil(async () => (await inbox.countDocuments({ kind: 'task.overdue' })) === before + count, { timeoutMs: 20_000 });
    await tick();
  };
  const tick = async (): Promise<void> => {
    for (const job of ['due-items', 'spread', 'held']) await service.running.tickers.get(job)?.tickNow();
  };
  const choose = async (choices: object): Promise<Preferences> => {
    const { rev } = await officer.json<Preferences>('/notification-preferences');
    return officer.json('/notification-preferences', 'PUT', choices, { 'if-match': String(rev) });
  };
  const settled = (count: number): Promise<unknown> => waitUntil(() => mails.mails.length === count, { timeoutMs: 20_000 });

  it('a message reaches who follows the unit, in their language, with its diacritics and a Message-ID of its own', async () => {
    const usual = await officer.json<Preferences>('/notification-preferences');
    expect([usual.rev, usual.email, usual.mail]).toEqual([0, null, 'digest']);
    const chosen = await choose({ ...AT_ONCE, email: PLANTED });
    expect(chosen.email).toBe('n…@phuong2.example');
    await late();
    await settled(1);
    const [{ mail, to }] = mails.mails as [(typeof mails.mails)[number]];
    expect(to).toEqual([PLANTED]);
    expect(mail.subject).toBe('[Thông Suốt] Quá hạn: X.0 Tổng hợp báo cáo “Quý I”, hạn 14/03/2024');
    expect(mail.text).toContain('Đơn vị: Phường 2 (19360)');
    expect(mail.text).toContain('https://tthc.example.vn/api/v1/plans/018d00b9-01f9-7023-8041-0000004c4b4f/tasks');
    expect(mail.messageId).toMatch(/^<[0-9a-f-]{36}@thongsuot\.invalid>$/u);
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    const { items } = await administrator.json<{ items: Delivery[] }>('/deliveries?channel=email');
    expect(items).toMatchObject([{ state: 'sent', to: 'officer', kind: 'task.overdue', attempts: 1 }]);
    await tick();
    expect(mails.mails).toHaveLength(1);
  }, 60_000);

  it('by night it waits, and a digest gathers several into one', async () => {
    mails.mails.length = 0;
    clock.set(at(22));
    await choose({ ...AT_ONCE, language: 'en', quietHours: { from: '20:00', to: '06:30', urgentPass: true } });
    await late();
    expect(await service.kit.store.collection(HELD).countDocuments()).toBe(1);
    clock.set(at(24 + 6, 29));
    await tick();
    expect(await service.kit.store.collection(HELD).countDocuments()).toBe(1);
    clock.set(at(24 + 6, 30));
    await tick();
    await settled(1);
    expect(mails.mails[0]?.mail.subject).toContain('Overdue: X.1');

    await choose({ ...AT_ONCE, mail: 'digest', kinds: { 'task.reminder': 'none', 'task.escalated': 'none' } });
    await late(3);
    expect(mails.mails).toHaveLength(1);
    clock.set(at(24 + 7, 31));
    await tick();
    await settled(2);
    const { subject, text } = mails.mails[1]?.mail ?? {};
    expect(subject).toBe('Thông Suốt: 3 tin, 16/03/2024');
    expect(text?.split('\n').filter((row) => row.startsWith('- '))).toHaveLength(3);
    expect(await service.kit.store.collection(HELD).countDocuments()).toBe(0);
    await choose({ ...AT_ONCE, mail: 'none' });
  }, 60_000);

  it('a refusal for ever is not repeated, and tells no address', async () => {
    mails.mails.length = 0;
    await choose(AT_ONCE);
    mails.onMail = ({ to }) => {
      throw Object.assign(new Error(`mailbox ${to.join()} unknown`), { responseCode: 550 });
    };
    await late();
    const failed = await waitUntil(
      async () => (await administrator.json<{ items: Delivery[] }>('/deliveries?channel=email&state=failed')).items[0],
      { timeoutMs: 20_000 },
    );
    expect(failed).toMatchObject({ error: 'SMTP 550', attempts: 1 });
    mails.onMail = () => undefined;
    await administrator.json(`/deliveries/${failed.id}/resend`, 'POST');
    await settled(1);
    expect(mails.mails[0]?.mail.messageId).toContain(failed.id);
    await choose({ ...AT_ONCE, mail: 'none' });
  }, 60_000);

  it('a webhook is signed by each secret in use, the old one for a while after a rotation', async () => {
    const body = { url: `${posts.url}/hook?key=1`, area: '462', kinds: ['task.overdue'], description: 'Cổng thị xã' };
    const { webhook, secret } = await administrator.json<{ webhook: WebhookView; secret: string }>('/webhooks', 'POST', body);
    expect(secret).toMatch(/^whsec_/u);
    expect(JSON.stringify(await administrator.json('/webhooks'))).not.toContain(secret.slice(6));
    await late();
    await waitUntil(() => posts.posts.length === 1, { timeoutMs: 20_000 });
    const [first] = posts.posts as [(typeof posts.posts)[number]];
    const read = new Webhook(secret).verify(first.body, first.headers as Record<string, string>) as {
      type: string;
      data: InboxItem;
    };
    expect(read).toMatchObject({ type: 'task.overdue', data: { unit: '19360', kind: 'task.overdue', dueOn: '2024-03-14' } });
    expect(first.url).toBe('/hook?key=1');
    const other = new Webhook(`whsec_${Buffer.alloc(32).toString('base64')}`);
    expect(() => other.verify(first.body, first.headers as Record<string, string>)).toThrow('No matching signature');

    const rotated = await administrator.json<{ webhook: WebhookView; secret: string }>(`/webhooks/${webhook.id}/rotate`, 'POST');
    expect([rotated.webhook.secretsInUse, rotated.secret === secret]).toEqual([2, false]);
    await late();
    await waitUntil(() => posts.posts.length === 2, { timeoutMs: 20_000 });
    const second = posts.posts[1]!;
    expect(String(second.headers['webhook-signature']).split(' ')).toHaveLength(2);
    for (const each of [secret, rotated.secret]) new Webhook(each).verify(second.body, second.headers as Record<string, string>);
    const over = { 'secrets.1.until': new Date('2024-01-01') };
    await service.kit.store.collection<{ _id: string }>(WEBHOOKS).updateOne({ _id: webhook.id }, { $set: over });
    const [{ id }] = (await administrator.json<{ items: Delivery[] }>(`/deliveries?webhook=${webhook.id}`)).items as [Delivery];
    await administrator.json(`/deliveries/${id}/resend`, 'POST');
    await waitUntil(() => posts.posts.length === 3, { timeoutMs: 20_000 });
    const third = posts.posts[2]!;
    expect([third.headers['webhook-id'], third.body]).toEqual([second.headers['webhook-id'], second.body]);
    expect(() => new Webhook(secret).verify(third.body, third.headers as Record<string, string>)).toThrow();
    await administrator.json(`/webhooks/${webhook.id}`, 'DELETE');
  }, 60_000);

  it('no redirect is followed, and after a long row of failures the subscription ends and its area is told', async () => {
    posts.posts.length = 0;
    posts.answer = () => ({ status: 302, headers: { location: `${posts.url}/elsewhere` } });
    const body = { url: `${posts.url}/dead`, area: '19360', description: 'Bảng điện tử' };
    const { webhook } = await administrator.json<{ webhook: WebhookView }>('/webhooks', 'POST', body);
    await service.kit.store.collection<{ _id: string }>(WEBHOOKS).updateOne({ _id: webhook.id }, { $set: { failuresInRow: 19 } });
    await late();
    const ended = await waitUntil(
      async () =>
        (await administrator.json<{ items: WebhookView[] }>('/webhooks')).items.find(({ state }) => state === 'disabled'),
      { timeoutMs: 20_000 },
    );
    expect(ended).toMatchObject({ id: webhook.id, failuresInRow: 20, lastError: 'HTTP 302' });
    expect(posts.posts.map(({ url }) => url)).toEqual(['/dead']);
    const { items } = await officer.json<{ items: InboxItem[] }>('/inbox?area=19360&limit=200');
    expect(items.find(({ kind }) => kind === 'webhook.disabled')?.title.vi).toBe(
      'Webhook «Bảng điện tử» đã bị ngừng sau 20 lần gửi hỏng liên tiếp',
    );
    posts.answer = () => ({ status: 204 });
    const path = `/webhooks/${webhook.id}`;
    expect((await administrator.call(path, 'PATCH', { state: 'active' })).status).toBe(428);
    const { rev } = ended;
    await administrator.json(path, 'PATCH', { state: 'active' }, { 'if-match': String(rev) });
    await late();
    await waitUntil(() => posts.posts.length === 2, { timeoutMs: 20_000 });
  }, 60_000);

  it.each([
    'http://10.1.2.3/',
    'https://169.254.169.254/latest',
    'https://[::ffff:192.168.1.1]/',
    'ftp://example.vn/',
    'http://8.8.8.8/',
  ])('%s is refused as an address', async (url) => {
    const refused = await administrator.call('/webhooks', 'POST', { url, area: '19360' });
    expect([refused.status, ((await refused.json()) as { errors: { pointer: string }[] }).errors[0]?.pointer]).toEqual([
      400,
      '/url',
    ]);
    expect((await officer.call('/webhooks', 'POST', { url, area: '19360' })).status).toBe(403);
  });

  it('a private calendar shows what its person follows, until it is ended', async () => {
    const { feed, path } = await officer.json<{ feed: CalendarFeed; path: string }>('/calendar-feeds', 'POST');
    const url = `${service.url}/api/v1${path}`;
    const response = await fetch(url);
    expect(response.headers.get('cache-control')).toContain('private');
    const calendar = new ICAL.Component(ICAL.parse(await response.text()) as never);
    expect(calendar.getAllSubcomponents('vevent')).toHaveLength(told);
    const forged = `${url.slice(0, -2)}${url.endsWith('AA') ? 'BB' : 'AA'}`;
    expect((await fetch(forged)).status).toBe(404);
    await officer.json(`/calendar-feeds/${feed.id}`, 'DELETE');
    expect((await fetch(url)).status).toBe(404);
    const unit = await (await fetch(`${service.url}/api/v1/calendar.ics?unit=19360`)).text();
    expect(unit.match(/BEGIN:VEVENT/gu)).toHaveLength(told);
    const none = await (await fetch(`${service.url}/api/v1/calendar.ics?unit=19360/van-phong`)).text();
    expect(none).not.toContain('VEVENT');
    expect((await fetch(`${service.url}/api/v1/calendar.ics`)).status).toBe(400);
  }, 60_000);

  it('how sending fares is told, and no address stands in any metric, audit row, document or event', async () => {
    expect(await administrator.json('/delivery-health')).toMatchObject({
      ...{ state: 'well', unspread: 0, held: 0, email: { queued: 0, failed: 0, configured: true }, webhook: { disabled: 0 } },
    });
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toMatch(/thongsuot_effects_total\{[^}]*kind="email",outcome="sent"[^}]*\} [1-9]/u);
    const ops = await fetch(`${service.url}/ops/consistency`, {
      headers: { authorization: `Bearer ${await service.kit.tokens.sign({ subject: 'a', role: 'administrator' }, '5m')}` },
    });
    expect(((await ops.json()) as { counts: Record<string, number> }).counts).toMatchObject({ unspread: 0, mailsWaiting: 0 });
    const { db } = service.kit.store;
    const everything: string[] = [metrics];
    for (const { name } of await db.listCollections({}, { nameOnly: true }).toArray()) {
      everything.push(JSON.stringify(await db.collection(name).find().toArray()));
    }
    everything.push(JSON.stringify(await catalog.kit.store.collection('outbox').find().toArray()));
    const [name = '', host = ''] = PLANTED.split('@');
    for (const text of everything) {
      expect(text.includes(name)).toBe(false);
      expect(text.includes(host)).toBe(false);
    }
    expect(await db.collection(AUDIT_COLLECTION).countDocuments({ action: 'notification.changePreferences' })).toBeGreaterThan(3);
    expect(await officer.json('/notification-preferences', 'DELETE')).toEqual({ forgotten: true });
  }, 60_000);
});
