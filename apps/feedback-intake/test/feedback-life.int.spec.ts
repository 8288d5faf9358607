import { randomBytes } from 'node:crypto';
import { ManualClock } from '@thongsuot/calendar';
import { FeedbackState, topicName } from '@thongsuot/contracts';
import { startService, type RunningService } from '@thongsuot/service-kit';
import { cleanAfterFile, serviceEnv, testKafka, testNamespace, waitUntil } from '@thongsuot/testing';
import { definitionFrom } from '../src/service';

const SENDER = { name: 'Trần Thị Bích Ngọc', address: '12 Lý Thái Tổ, khu phố 3', phone: '0905 123 987' };
const CONTENT = 'Nộp hồ sơ chứng thực từ tuần trước mà cán bộ một cửa hẹn lại nhiều lần, nói thẳng là phải có quà.';
/** Phường 2 (19360) is complained of; thị xã Quảng Trị (462) is above it, tỉnh Quảng Trị (45) above that. */
const SUBMISSION = {
  content: CONTENT,
  kind: 'act',
  unit: '19360',
  field: 'Chứng thực',
  dossierCode: '000.00.12.H50-240115-0007',
  procedureCode: '2.000815',
  sender: SENDER,
};

interface Answer {
  status: number;
  body: Record<string, unknown> & { items: Record<string, unknown>[]; code: string; errors: { code: string }[] };
}

describe('feedback-intake on real engines', () => {
  let service: RunningService;
  const clock = new ManualClock('2024-02-05T02:00:00Z');
  const tokens: Record<string, string> = {};

  beforeAll(async () => {
    const env = await serviceEnv({ LOG_LEVEL: 'warn', PERSONAL_DATA_KEY: randomBytes(32).toString('base64url') });
    service = await startService(definitionFrom(env), env, { clock });
    for (const area of ['19360', '462', '45', '62', '19333']) {
      tokens[area] = await service.kit.tokens.sign({ subject: `officer-${area}`, role: 'officer', area }, '10m');
    }
    tokens['administrator'] = await service.kit.tokens.sign({ subject: 'root', role: 'administrator' }, '10m');
    tokens['portal'] = await service.kit.tokens.sign({ subject: 'portal', role: 'portal' }, '10m');
  }, 120_000);
  afterAll(() => service.close());
  // After the services are closed: topics that vanish under a reader keep it from closing.
  cleanAfterFile();

  const call = async (method: string, path: string, who?: string, body?: unknown, headers = {}): Promise<Answer> => {
    const response = await fetch(`${service.url}/api/v1${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(who === undefined ? {} : { authorization: `Bearer ${tokens[who] ?? ''}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  };
  const submit = async (more: object = {}): Promise<{ id: string; code: string }> => {
    const sent = await call('POST', '/feedback', undefined, { ...SUBMISSION, ...more });
    expect(sent.status).toBe(201);
    const list = await call('GET', '/feedback?limit=1', 'administrator');
    return { id: list.body.items[0]?.['id'] as string, code: sent.body['trackingCode'] as string };
  };
  const step = (id: string, name: string, who: string, body: object): Promise<Answer> =>
    call('POST', `/feedback/${id}/${name}`, who, body);

  it('walks the whole life of a feedback, by working days around Tết, and shows it to whoever holds the code', async () => {
    const sent = await call('POST', '/feedback', undefined, SUBMISSION);
    expect(sent.status).toBe(201);
    expect(sent.body).toMatchObject({
      state: 'received',
      receivedOn: '2024-02-05',
      dueOn: '2024-02-07',
      handler: { unit: '462', areaVersion: '462.open' },
    });
    const code = sent.body['trackingCode'] as string;
    expect(code).toMatch(/^PAKN-2024(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
    const { items } = (await call('GET', '/feedback?state=received', '462')).body;
    const id = items[0]?.['id'] as string;

    const classified = await step(id, 'classify', '462', { kind: 'act', inCompetence: false, onHandling: true });
    // Five working days after 05/02/2024: Tết takes 08/02 to 14/02 away.
    expect(classified.body).toMatchObject({ state: 'classified', dueOn: '2024-02-19', dueConfirmed: true });
    clock.set('2024-02-20T02:00:00Z');
    expect((await call('GET', '/feedback?overdue=true', '45')).body.items).toMatchObject([{ id, overdue: true }]);
    expect((await step(id, 'forward', '462', { to: '45/thanh-tra-tinh' })).body).toMatchObject({
      state: 'forwarded',
      handler: { unit: '45/thanh-tra-tinh' },
      dueOn: '2024-03-12',
      dueConfirmed: false,
    });
    // The handler is the province now: the town that passed it on has no more say.
    expect((await step(id, 'answer', '462', { text: 'Đã xác minh.' })).status).toBe(403);
    expect((await step(id, 'request-supplement', '45', { text: 'Xin cho biết ngày nộp hồ sơ.' })).body).toMatchObject({
      state: 'awaiting-supplement',
      dueOn: null,
    });
    const supplemented = await call('POST', `/feedback/${code.toLowerCase()}/supplement`, undefined, {
      content: 'Tôi nộp ngày 15 tháng 01 năm 2024.',
    });
    expect(supplemented.body).toMatchObject({ state: 'forwarded', supplementAsked: null });
    const naming = await step(id, 'answer', '45', { text: 'Bà TRẦN THỊ BÍCH NGỌC phản ánh đúng.' });
    expect([naming.status, naming.body.errors[0]?.code]).toEqual([422, 'names-sender']);
    clock.set('2024-03-01T02:00:00Z');
    expect((await step(id, 'answer', '45', { text: 'Phản ánh đúng, đã kiểm điểm.', proved: true })).body).toMatchObject({
      state: 'answered',
      proved: true,
      dueOn: '2024-03-05',
    });
    expect((await step(id, 'publish', '45', { channel: 'website', url: 'https://quangtri.gov.vn/pakn' })).status).toBe(200);
    expect((await step(id, 'classify', '45', { kind: 'act', inCompetence: true })).body.code).toBe('feedback-state-conflict');

    const tracked = await call('GET', `/feedback/${code}`);
    expect(tracked.body).toMatchObject({
      state: 'published',
      answer: { text: 'Phản ánh đúng, đã kiểm điểm.', answeredOn: '2024-03-01' },
      publication: { channel: 'website', on: '2024-03-01' },
    });
    expect((tracked.body['history'] as { state: string }[]).map((each) => each.state)).toEqual([
      'received',
      'classified',
      'forwarded',
      'awaiting-supplement',
      'forwarded',
      'answered',
      'published',
    ]);
    expect(JSON.stringify(tracked.body)).not.toMatch(/Bích Ngọc|0905|Lý Thái Tổ/);
    const content = await call('GET', `/feedback/${id}/content`, '45');
    expect(content.body).toMatchObject({ content: CONTENT, supplements: [{ content: 'Tôi nộp ngày 15 tháng 01 năm 2024.' }] });
  });

  it('says what is missing and stores nothing of it; complaints and denunciations are shown their way', async () => {
    const before = await service.kit.store.collection('feedback').countDocuments();
    const bare = await call('POST', '/feedback', undefined, { content: 'khong co dau va khong ro rang gi ca', unit: '19360' });
    expect([bare.status, bare.body.code]).toEqual([422, 'feedback-not-received']);
    expect(bare.body.errors.map((each) => each.code)).toEqual([
      'content-not-vietnamese',
      'name-missing',
      'address-missing',
      'contact-missing',
    ]);
    for (const nature of ['complaint', 'denunciation']) {
      const refused = await call('POST', '/feedback', undefined, { ...SUBMISSION, nature });
      expect([refused.status, refused.body.errors[0]?.code]).toEqual([422, `is-${nature}`]);
    }
    expect((await call('POST', '/feedback', undefined, { ...SUBMISSION, unit: '99999' })).body.code).toBe('area-unknown');
    expect(await service.kit.store.collection('feedback').countDocuments()).toBe(before);
  });

  it('never tells the unit complained of who sent it, nor the wording unless it handles it; reads are audited', async () => {
    const { id } = await submit();
    expect((await call('GET', '/feedback', '19360')).body.items.map((each) => each['id'])).toContain(id);
    expect((await call('GET', `/feedback/${id}/sender`, '19360')).status).toBe(403);
    expect((await call('GET', `/feedback/${id}/content`, '19360')).status).toBe(403);
    expect((await call('GET', `/feedback/${id}/sender`, '462')).body['sender']).toEqual({ ...SENDER, email: null });
    await step(id, 'forward', '462', { to: '19360' });
    expect((await call('GET', `/feedback/${id}/content`, '19360')).body['content']).toBe(CONTENT);
    expect((await call('GET', `/feedback/${id}/sender`, '19360')).status).toBe(403);
    const audit = await service.kit.store
      .collection<{ _id: string; actor: string; action: string; subject: string }>('audit')
      .find({ subject: `feedback/${id}` })
      .toArray();
    expect(audit.map((row) => [row.actor, row.action])).toEqual(
      expect.arrayContaining([
        ['officer-462', 'feedback-intake.readFeedbackSender'],
        ['officer-19360', 'feedback-intake.readFeedbackContent'],
      ]),
    );
  });

  it('keeps each area to its own: strangers see nothing and move nothing', async () => {
    const { id } = await submit();
    for (const stranger of ['62', '19333']) {
      expect((await call('GET', '/feedback', stranger)).body.items).toEqual([]);
      expect((await call('GET', '/feedback?area=19360', stranger)).status).toBe(403);
      for (const path of ['content', 'sender']) {
        expect((await call('GET', `/feedback/${id}/${path}`, stranger)).status).toBe(403);
      }
      expect((await step(id, 'classify', stranger, { kind: 'act', inCompetence: true })).status).toBe(403);
    }
    expect((await call('GET', '/feedback', 'portal')).status).toBe(403);
    expect((await call('GET', '/feedback')).status).toBe(401);
    expect((await call('GET', '/feedback/PAKN-2024-0000-0000-0000')).status).toBe(404);
    expect((await call('POST', `/feedback/${id}/erase`, '45', { reason: 'retention' })).status).toBe(403);
  });

  it('erases by throwing the key away: sender and wording are gone for good, the facts stay', async () => {
    const { id, code } = await submit();
    expect((await step(id, 'erase', 'administrator', { reason: 'request-of-sender' })).status).toBe(200);
    for (const path of ['content', 'sender']) {
      expect((await call('GET', `/feedback/${id}/${path}`, 'administrator')).status).toBe(404);
    }
    expect((await step(id, 'erase', 'administrator', { reason: 'retention' })).status).toBe(409);
    expect((await call('GET', `/feedback/${code}`)).body['state']).toBe('received');
    expect(await service.kit.store.collection<{ _id: string }>('feedback-keys').countDocuments({ _id: id })).toBe(0);
    expect((await call('GET', '/feedback?limit=1', '462')).body.items).toMatchObject([{ id, erased: true }]);
  });

  it('answers a repeated submission with the same code and keeps one; a page continues where the last one ended', async () => {
    const headers = { 'idempotency-key': 'citizen-1' };
    const first = await call('POST', '/feedback', undefined, SUBMISSION, headers);
    const again = await call('POST', '/feedback', undefined, SUBMISSION, headers);
    expect(again.body['trackingCode']).toBe(first.body['trackingCode']);
    const seen: unknown[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await call('GET', `/feedback?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`, '462');
      seen.push(...page.body.items.map((each) => each['id']));
      cursor = page.body['nextCursor'] as string | null;
    }
    const stored = await service.kit.store.collection('feedback').countDocuments();
    expect([new Set(seen).size, seen.length]).toEqual([stored, stored]);
    expect((await call('GET', '/feedback?cursor=nonsense', '462')).body.code).toBe('cursor-invalid');
    const { id } = await submit();
    const stale = await call(
      'POST',
      `/feedback/${id}/classify`,
      '462',
      { kind: 'act', inCompetence: true },
      { 'if-match': '"7"' },
    );
    expect(stale.status).toBe(412);
  });

  it('lets no name, number, wording or code into the topic, the store or the audit, and chains before to after', async () => {
    const kafka = await testKafka();
    const outbox = service.running.outbox;
    await waitUntil(async () => (await outbox?.status())?.waitingPacks === 0, { timeoutMs: 20_000 });
    const expected = (await outbox?.status())?.numbered ?? 0;
    const messages: { key: string; type: string; text: string }[] = [];
    const consumer = kafka.consumer({ groupId: `${testNamespace()}.reader` });
    await consumer.connect();
    await consumer.subscribe({ topic: topicName('feedback-intake', testNamespace()), fromBeginning: true });
    await consumer.run({
      eachMessage: ({ message }) => {
        const text = `${JSON.stringify(message.headers, (_, value: unknown) => (Buffer.isBuffer(value) ? value.toString() : value))}${message.value?.toString() ?? ''}`;
        messages.push({ key: message.key?.toString() ?? '', type: String(message.headers?.['ce_type']), text });
        return Promise.resolve();
      },
    });
    await waitUntil(() => messages.length >= expected, { timeoutMs: 20_000 });
    await consumer.disconnect();
    expect(expected).toBeGreaterThan(8);
    expect(new Set(messages.map((each) => each.key))).toEqual(new Set(['19360.open']));
    const states = messages.map((each) => JSON.parse(each.text.slice(each.text.indexOf('}{') + 1)) as { after: unknown });
    for (const { after } of states) expect(FeedbackState.parse(after)).toBeTruthy();
    const planted = /Bích Ngọc|bich ngoc|0905|123 ?987|Lý Thái Tổ|phải có quà|PAKN-\d{4}-/i;
    for (const { text } of messages) expect(text).not.toMatch(planted);
    for (const name of ['feedback', 'feedback-keys', 'audit', 'outbox', 'idempotency-keys']) {
      const rows = await service.kit.store.collection(name).find().toArray();
      expect(`${name}: ${planted.exec(JSON.stringify(rows))?.[0] ?? 'clean'}`).toBe(`${name}: clean`);
    }
  });

  it('counts itself for consistency', async () => {
    const response = await fetch(`${service.url}/ops/consistency`, {
      headers: { authorization: `Bearer ${tokens['administrator'] ?? ''}` },
    });
    const { counts } = (await response.json()) as { counts: Record<string, number> };
    expect(counts['feedback']).toBe((counts['keys'] ?? 0) + 1);
    expect(counts['published']).toBe(1);
  });
});
