import { plainDate } from '@thongsuot/contracts';
import type { EffectRow } from '@thongsuot/messaging';
import { Tokens, startService, type RunningService } from '@thongsuot/service-kit';
import { cleanAfterFile, serviceEnv, testDatabase, waitUntil, type TestDatabase } from '@thongsuot/testing';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KilledService } from './support/killed-service';
import { AT_ONCE, clientOf, tellLate } from './support/office';
import { receiveMails, receivePosts, type MailReceiver, type PostReceiver } from './support/receivers';

const ADDRESS = 'tran.van.planted@phuong2.example';
const MESSAGES = 24;
/** After how many mails or posts the process dies: in the very moment in which the receiver has said yes. */
const DIES_AFTER = [
  { mails: 1, posts: Infinity },
  { mails: Infinity, posts: 4 },
  { mails: 9, posts: Infinity },
  { mails: Infinity, posts: 15 },
  { mails: 17, posts: 17 },
];

describe('kill -9 between sending and recording', () => {
  let mails: MailReceiver;
  let posts: PostReceiver;
  let catalog: RunningService;
  let service: KilledService;
  let database: TestDatabase;
  let env: NodeJS.ProcessEnv;
  const directory = mkdtempSync(join(tmpdir(), 'thong-suot-kill-'));

  beforeAll(async () => {
    [mails, posts] = await Promise.all([receiveMails(), receivePosts()]);
    const CLOCK_FILE = join(directory, 'clock.json');
    writeFileSync(CLOCK_FILE, JSON.stringify({ now: `${plainDate('2024-03-15')}T02:00:00Z` }));
    env = await serviceEnv({
      ...{ LOG_LEVEL: 'trace', PROFILE: 'laptop', CLOCK_FILE, SMTP_URL: mails.url, SMTP_TLS: 'none', EFFECT_LEASE_SECONDS: '1' },
      ...{ PERSONAL_DATA_KEY: Buffer.alloc(32, 9).toString('base64url'), WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8' },
    });
    service = new KilledService(env);
    catalog = await startService({ name: 'plan-catalog', controllers: [] }, { ...env, LOG_LEVEL: 'silent' });
    database = await testDatabase('notification');
  }, 60_000);
  afterAll(async () => {
    await service.kill();
    await Promise.all([catalog.close(), mails.close(), posts.close()]);
    rmSync(directory, { recursive: true });
  }, 60_000);
  cleanAfterFile();

  const underWay = async (): Promise<string[]> =>
    (await database.db.collection<EffectRow>('effects').find({ state: 'sending' }).toArray()).map(({ _id }) => _id);
  const idOf = (messageId: string | undefined): string => messageId?.slice(1).split('@')[0] ?? '';

  it('loses nothing, and repeats only what was under way, under the same id and word for word', async () => {
    const tokens = new Tokens(env['TOKEN_KEY'] ?? '');
    const url = await service.start();
    const officer = clientOf(url, await tokens.sign({ subject: 'officer', role: 'officer', area: '19360' }, '10m'));
    const choices = { ...AT_ONCE, kinds: { 'task.reminder': 'none', 'task.escalated': 'none' }, email: ADDRESS };
    await officer.json('/notification-preferences', 'PUT', choices, { 'if-match': '0' });
    const administrator = clientOf(url, await tokens.sign({ subject: 'a', role: 'administrator' }, '10m'));
    const hook = { url: `${posts.url}/hook`, area: '462', kinds: ['task.overdue'] };
    await administrator.json('/webhooks', 'POST', hook);

    const mayRepeat = new Set<string>();
    // All at once: a job's lease outlives its holder by twenty seconds, and each start would wait for it.
    await tellLate(catalog, 0, MESSAGES);
    for (const dies of DIES_AFTER) {
      const dead = new Promise<void>((resolve, reject) => {
        const look = (): void => {
          if (mails.mails.length < dies.mails && posts.posts.length < dies.posts) return;
          mails.onTaken = posts.onTaken = () => undefined;
          service.kill().then(resolve, reject);
        };
        mails.onTaken = posts.onTaken = look;
      });
      await dead;
      for (const id of await underWay()) mayRepeat.add(id);
      await service.start();
    }
    const effects = database.db.collection<EffectRow>('effects');
    await waitUntil(async () => (await effects.countDocuments({ state: 'sent' })) === 2 * MESSAGES, {
      ...{ timeoutMs: 40_000, what: 'every mail and post to be sent' },
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

    const output = service.output.join('');
    expect(output).toContain('"msg":"ready"');
    expect(output).not.toContain('planted');
  }, 120_000);
});
