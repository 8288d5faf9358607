import { ManualClock } from '@thongsuot/calendar';
import { DossierChanged, plainDate, topicName, type DossierState } from '@thongsuot/contracts';
import { startService, type RunningService } from '@thongsuot/service-kit';
import { cleanAfterFile, dossierSample, serviceEnv, testKafka, testNamespace, waitUntil } from '@thongsuot/testing';
import { definitionFrom } from '../src/service';

interface Answer {
  status: number;
  body: Record<string, unknown> & { code: string };
}

const BULK = 2000;

describe('satisfaction-survey on real engines', () => {
  let service: RunningService;
  /** Publishes dossiers the way one-stop does: through its outbox and relay, on the real topic. */
  let desk: RunningService;
  const clock = new ManualClock('2024-01-17T02:00:00Z');
  const tokens: Record<string, string> = {};

  beforeAll(async () => {
    const env = await serviceEnv();
    desk = await startService({ name: 'one-stop', controllers: [] }, env, { clock });
    service = await startService(definitionFrom({ ...env, PUBLIC_URL: 'https://dvc.example.vn/' }), env, { clock });
    for (const area of ['19360', '45', '62']) {
      tokens[area] = await service.kit.tokens.sign({ subject: `officer-${area}`, role: 'officer', area }, '10m');
    }
    tokens['administrator'] = await service.kit.tokens.sign({ subject: 'root', role: 'administrator' }, '10m');
  }, 120_000);
  afterAll(async () => {
    await service.close();
    await desk.close();
  });
  // After the services are closed: topics that vanish under a reader keep it from closing.
  cleanAfterFile();

  const publish = (changes: readonly DossierChanged[]): Promise<void> =>
    desk.kit.unitOfWork.run((tx) => {
      for (const data of changes) {
        const state = data.after ?? data.before;
        tx.emit(DossierChanged, { subject: state?.code ?? '', key: state?.unit.areaVersion ?? '', data });
      }
      return Promise.resolve();
    });
  const resolved = (code: string, more: Partial<DossierState> = {}): DossierChanged => ({
    before: dossierSample({ code, ...more, resolvedOn: null, outcome: null }),
    after: dossierSample({ code, resolvedOn: plainDate('2024-01-16'), outcome: 'granted', ...more }),
  });
  const invitations = (): ReturnType<typeof service.kit.store.collection<{ _id: string; dossierCode: string; state: string }>> =>
    service.kit.store.collection('invitations');
  const invited = (count: number): Promise<unknown> =>
    waitUntil(async () => (await invitations().countDocuments()) === count, {
      timeoutMs: 30_000,
      what: `${String(count)} invitations`,
    });
  const call = async (method: string, path: string, who?: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${service.url}/api/v1${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(who === undefined ? {} : { authorization: `Bearer ${tokens[who] ?? ''}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  };
  const issue = async (dossierCode: string): Promise<string> => {
    const issued = await call('POST', '/surveys/invitations', '19360', { dossierCode });
    expect(issued.status).toBe(201);
    return issued.body['token'] as string;
  };

  it('invites once for a dossier just resolved, and nobody for old, pending, withdrawn, linked or deleted ones', async () => {
    await publish([
      resolved('A-1'),
      resolved('A-1'),
      { before: null, after: dossierSample({ code: 'A-2', resolvedOn: plainDate('2024-01-17'), outcome: 'refused' }) },
      resolved('OLD', { resolvedOn: plainDate('2023-11-02') }),
      { before: null, after: dossierSample({ code: 'OLD-2', resolvedOn: plainDate('2019-05-02'), outcome: 'granted' }) },
      { before: null, after: dossierSample({ code: 'PENDING' }) },
      resolved('WITHDRAWN', { outcome: 'withdrawn' }),
      resolved('LINKED', { linkedTo: 'A-1' }),
      resolved('DELETED', { deleted: true }),
    ]);
    await invited(2);
    // The same dossier in a later batch, and a correction of a resolved one, invite nobody again.
    await publish([
      resolved('A-1'),
      {
        before: resolved('A-2').after,
        after: dossierSample({ code: 'A-2', resolvedOn: plainDate('2024-01-15'), outcome: 'granted' }),
      },
      resolved('A-3'),
    ]);
    await invited(3);
    expect((await invitations().find().toArray()).map((row) => row.dossierCode).sort()).toEqual(['A-1', 'A-2', 'A-3']);
  });

  it('takes one answer a token, also under concurrency; a new token ends the one before', async () => {
    const lost = await issue('A-1');
    const token = await issue('A-1');
    expect((await call('GET', `/surveys/${lost}`)).body.code).toBe('survey-token-unknown');
    const form = await call('GET', `/surveys/${token}`);
    expect(form.body).toMatchObject({ questionnaire: { code: 'qd1089-2020', confirmed: false }, procedureCode: '2.000815' });
    expect(JSON.stringify(form.body)).not.toContain('A-1');
    const wrong = await call('POST', `/surveys/${token}/answers`, undefined, { answers: [{ question: 'time', value: 9 }] });
    expect([wrong.status, wrong.body.code]).toEqual([400, 'validation-failed']);
    const body = { overall: 5, answers: [{ question: 'time', value: 2 }] };
    const sent = await Promise.all(Array.from({ length: 6 }, () => call('POST', `/surveys/${token}/answers`, undefined, body)));
    const outcomes = sent.map((each) => (each.status === 201 ? 'accepted' : each.body.code)).sort();
    expect(outcomes).toEqual(['accepted', ...Array.from({ length: 5 }, () => 'survey-token-used')]);
    expect((await call('GET', `/surveys/${token}`)).body.code).toBe('survey-token-used');
    expect((await call('POST', '/surveys/invitations', '19360', { dossierCode: 'A-1' })).body.code).toBe('survey-token-used');
    const unknown = await call('POST', '/surveys/unknown-token-unknown/answers', undefined, body);
    expect([unknown.status, unknown.body.code]).toEqual([404, 'survey-token-unknown']);
  });

  it('issues tokens to the unit and those above it only, and keeps no token in the clear', async () => {
    expect((await call('POST', '/surveys/invitations', '62', { dossierCode: 'A-2' })).status).toBe(403);
    expect((await call('POST', '/surveys/invitations', undefined, { dossierCode: 'A-2' })).status).toBe(401);
    expect((await call('POST', '/surveys/invitations', '45', { dossierCode: 'NONE' })).status).toBe(404);
    const issued = await call('POST', '/surveys/invitations', '45', { dossierCode: 'A-2' });
    const token = issued.body['token'] as string;
    expect(issued.body['url']).toBe(`https://dvc.example.vn/surveys/${token}`);
    for (const name of ['invitations', 'audit', 'idempotency-keys', 'outbox']) {
      expect(JSON.stringify(await service.kit.store.collection(name).find().toArray())).not.toContain(token);
    }
  });

  it('keeps answers that nothing joins to dossier or invitation', async () => {
    const answers = await service.kit.store.collection('answers').find().toArray();
    const [answer] = answers;
    expect(answers).toHaveLength(1);
    expect(Object.keys(answer ?? {}).sort()).toEqual(
      ['_id', 'answeredOn', 'overall', 'procedureCode', 'questionnaire', 'satisfied', 'scores', 'unit', 'within'].sort(),
    );
    const answered = await invitations().findOne({ state: 'answered' });
    expect(Object.keys(answered ?? {}).sort()).toEqual(
      ['_id', 'dossierCode', 'invitedOn', 'procedureCode', 'state', 'tokenHash', 'unit', 'within'].sort(),
    );
    expect(JSON.stringify(answer)).not.toContain(answered?._id);
    expect(JSON.stringify(answer)).not.toContain('A-1');
  });

  it('shows sums from five answers on, and no group that stands for fewer', async () => {
    const codes = Array.from({ length: 7 }, (_, index) => `B-${String(index)}`);
    await publish(codes.map((code, index) => resolved(code, { procedureCode: index < 5 ? '1.000656' : '2.000815' })));
    await invited(3 + codes.length);
    const results = (): Promise<Answer> => call('GET', '/survey-results?area=19360&period=2024-M01');
    expect((await results()).body).toMatchObject({ answered: 1, total: null, indicators: [], procedures: [] });
    for (const code of codes) {
      const token = await issue(code);
      const sent = await call('POST', `/surveys/${token}/answers`, undefined, {
        overall: code === 'B-0' ? 2 : 4,
        answers: [{ question: 'attitude', value: 2 }],
      });
      expect(sent.status).toBe(201);
    }
    // Eight answers: five on one procedure, three on the other. Showing the five would tell the three by subtraction.
    expect((await results()).body).toMatchObject({
      invited: 10,
      answered: 8,
      total: { answered: 8, satisfied: { numerator: 7, denominator: 8 }, overall: { numerator: 31, denominator: 40 } },
      indicators: [{ questionnaire: 'qd1089-2020', indicator: '7', answers: 7, numerator: 14, denominator: 14 }],
      procedures: [],
      hidden: { procedures: 2, indicators: 1 },
    });
    expect((await call('GET', '/survey-results?area=45&period=2024-M01')).body).toMatchObject({
      children: [{ area: { code: '462' }, answered: 8 }],
    });
    expect((await call('GET', '/survey-results?area=45&period=2024-Q4')).body.code).toBe('period-not-reported');
    expect((await call('GET', '/survey-results?area=62&period=2024-M01')).body).toMatchObject({ answered: 0, total: null });
  });

  it('invites thousands in bulk, and tells of each once without dossier or token', async () => {
    const before = await invitations().countDocuments();
    const started = performance.now();
    await publish(Array.from({ length: BULK }, (_, index) => resolved(`C-${String(index)}`)));
    await invited(before + BULK);
    const seconds = (performance.now() - started) / 1000;
    process.stdout.write(`${String(BULK)} invitations, published to stored: ${seconds.toFixed(1)} s\n`);
    const outbox = service.running.outbox;
    await waitUntil(async () => (await outbox?.status())?.waitingPacks === 0, { timeoutMs: 20_000 });
    const expected = (await outbox?.status())?.numbered ?? 0;
    expect(expected).toBe(before + BULK + 8);
    const texts: string[] = [];
    const consumer = (await testKafka()).consumer({ groupId: `${testNamespace()}.reader` });
    await consumer.connect();
    await consumer.subscribe({ topic: topicName('satisfaction-survey', testNamespace()), fromBeginning: true });
    await consumer.run({
      eachMessage: ({ message }) => {
        texts.push(message.value?.toString() ?? '');
        return Promise.resolve();
      },
    });
    await waitUntil(() => texts.length >= expected, { timeoutMs: 20_000 });
    await consumer.disconnect();
    expect(texts.filter((text) => /A-\d|B-\d|C-\d/.test(text))).toEqual([]);
    const ids = texts.map((text) => (JSON.parse(text) as { invitationId?: string }).invitationId).filter(Boolean);
    expect(new Set(ids).size).toBe(before + BULK);
    const counts = (await (
      await fetch(`${service.url}/ops/consistency`, { headers: { authorization: `Bearer ${tokens['administrator'] ?? ''}` } })
    ).json()) as { counts: Record<string, number> };
    expect(counts.counts).toEqual({ invitations: before + BULK, 'invitations-answered': 8, answers: 8 });
  });
});
