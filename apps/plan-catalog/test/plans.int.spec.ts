import type { ManualClock } from '@thongsuot/calendar';
import {
  PlanIssued,
  type PlanFinding,
  type PlanTaskView,
  type PlanView,
  type Problem,
  type TaskItem,
} from '@thongsuot/contracts';
import type { RunningService } from '@thongsuot/service-kit';
import { OUTBOX_COLLECTION, type OutboxPack } from '@thongsuot/mongo-store';
import { cleanAfterFile } from '@thongsuot/testing';
import { Client, KON_RAY, PHUONG_2, startCatalog } from './harness';

interface Imported {
  plan: PlanView;
  findings: PlanFinding[];
  unchanged: boolean;
}
interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

const tasksOf = (plan: PlanView): PlanTaskView[] => plan.sections.flatMap((section) => section.tasks);

describe('plans over HTTP', () => {
  let service: RunningService;
  let clock: ManualClock;
  let konRay: Client;
  let phuong2: Client;

  beforeAll(async () => {
    ({ service, clock } = await startCatalog('2021-12-15T02:00:00Z'));
    konRay = await Client.of(service, 'officer', '614');
    phuong2 = await Client.of(service, 'officer', '19360');
  }, 180_000);
  afterAll(() => service.close(), 60_000);
  cleanAfterFile();

  const stored = (): Promise<number> => service.kit.store.collection('plans').countDocuments();
  const issuedEvents = async (): Promise<PlanIssued[]> => {
    const packs = await service.kit.store.collection<OutboxPack>(OUTBOX_COLLECTION).find({}).toArray();
    return packs
      .flatMap((pack) => pack.events)
      .filter((event) => event.type === PlanIssued.type)
      .map((event) => PlanIssued.writer.parse(JSON.parse(event.data)));
  };

  it('a dry run tells the draft and its findings and stores nothing', async () => {
    const { status, body } = await konRay.importSample<Imported>('kon-ray-2022.docx', KON_RAY, '?dryRun=true');
    expect(status).toBe(201);
    expect(body.plan).toMatchObject({ id: null, year: 2022, number: null, issuer: { area: '614', parents: ['62'] } });
    expect(tasksOf(body.plan)).toHaveLength(20);
    expect(body.findings.filter((one) => one.severity === 'blocking').map((one) => [one.code, one.at.ref])).toEqual([
      ['impossible-date', 'II.2'],
      ['unreadable-date', 'II.3'],
      ['title-unreadable', 'VII.2'],
    ]);
    expect(await stored()).toBe(0);
  });

  it.each([
    ['kon-ray-2022', 20, KON_RAY, '614.open'],
    ['phuong-2-2024', 26, PHUONG_2, '19360.open'],
  ])('takes %s in three formats with the same tasks, each file once', async (name, tasks, fields, areaVersion) => {
    const client = name.startsWith('kon') ? konRay : phuong2;
    const answers = [];
    for (const format of ['docx', 'xlsx', 'json']) {
      const first = await client.importSample<Imported>(`${name}.${format}`, fields);
      const again = await client.importSample<Imported>(`${name}.${format}`, fields);
      expect([first.status, first.body.unchanged, again.body.unchanged]).toEqual([201, false, true]);
      expect(again.body.plan.id).toBe(first.body.plan.id);
      expect(first.body.plan.area.areaVersion).toBe(areaVersion);
      answers.push(first.body);
    }
    const shape = (one: Imported): unknown => tasksOf(one.plan).map(({ ref, title, deadlines }) => [ref, title, deadlines]);
    expect(tasksOf(answers[0]!.plan)).toHaveLength(tasks);
    expect(shape(answers[1]!)).toEqual(shape(answers[0]!));
    expect(shape(answers[2]!)).toEqual(shape(answers[0]!));
    const list = await client.get<Page<{ id: string }>>(`/plans?area=${fields.issuerArea}&on=2024-01-01&limit=2`);
    expect(list.body.items).toHaveLength(2);
    const rest = await client.get<Page<{ id: string }>>(
      `/plans?area=${fields.issuerArea}&on=2024-01-01&limit=2&cursor=${list.body.nextCursor ?? ''}`,
    );
    expect(rest.body).toMatchObject({ items: [{ id: answers[0]!.plan.id }], nextCursor: null });
  });

  it('refuses to issue while findings block, issues with those tasks withheld, releases them once corrected', async () => {
    clock.set('2022-02-01T02:00:00Z');
    const { body } = await konRay.importSample<Imported>('kon-ray-2022.docx', KON_RAY);
    const id = body.plan.id!;
    const refused = await konRay.post<Problem>(`/plans/${id}/issue`, { withhold: ['II.2'] });
    expect([refused.status, refused.body.code]).toEqual([409, 'plan-blocked-by-findings']);
    expect(refused.body.errors?.map((one) => [one.pointer, one.code])).toEqual([
      ['/tasks/II.3/time', 'unreadable-date'],
      ['/tasks/VII.2/title', 'title-unreadable'],
    ]);

    const withhold = ['II.2', 'II.3', 'VII.2'];
    const issued = await konRay.post<Imported>(`/plans/${id}/issue`, { withhold, number: '12/KH-UBND', issued: '2022-02-01' });
    expect([issued.status, issued.body.plan.state, issued.body.plan.number]).toEqual([200, 'issued', '12/KH-UBND']);
    expect((await konRay.post<Problem>(`/plans/${id}/issue`, { withhold })).body.code).toBe('conflict');
    const withheld = await konRay.get<Page<TaskItem>>('/tasks?area=614&status=withheld');
    expect(withheld.body.items.map((one) => one.ref).sort()).toEqual(withhold);

    const read = await konRay.get<Imported>(`/plans/${id}`);
    const correction = { task: 'II.2', field: 'time', value: 'Trước ngày 28/02/2022', reason: 'Tháng 2/2022 có 28 ngày' };
    const stale = await konRay.post<Problem>(`/plans/${id}/corrections`, correction, { 'if-match': '"1"' });
    expect(stale.body.code).toBe('precondition-failed');
    const corrected = await konRay.post<Imported>(
      `/plans/${id}/corrections`,
      { ...correction, demonstration: true },
      { 'if-match': read.etag ?? '' },
    );
    expect(corrected.status).toBe(200);
    expect(corrected.body.plan.corrections).toEqual([
      {
        ...{ taskId: tasksOf(body.plan).find((one) => one.ref === 'II.2')!.id, ref: 'II.2', field: 'time' },
        ...{ before: 'Trước ngày 29/02/2022', after: 'Trước ngày 28/02/2022', reason: 'Tháng 2/2022 có 28 ngày' },
        ...{ by: 'officer-614', at: '2022-02-01T02:00:00.000Z', demonstration: true },
      },
    ]);
    const released = await konRay.get<{ items: { ref: string; occurrences: TaskItem[] }[] }>(`/plans/${id}/tasks`);
    const due = released.body.items.find((one) => one.ref === 'II.2')!.occurrences.map((one) => one.dueOn);
    expect(due).toEqual(['2022-02-27']);
    const [event] = await issuedEvents();
    expect(event).toMatchObject({ planId: id, issuer: { areaVersion: '614.open' }, targets: [], followsNumber: '231/KH-UBND' });
    expect([event!.taskIds.length, event!.withheldTaskIds.length]).toEqual([17, 3]);
  });

  it('the plan of a ward tells its targets: shares, a count and words', async () => {
    const { body } = await phuong2.importSample<Imported>('phuong-2-2024.docx', PHUONG_2);
    const issued = await phuong2.post<Imported>(`/plans/${body.plan.id!}/issue`);
    expect(issued.status).toBe(200);
    const event = (await issuedEvents()).find((one) => one.planId === body.plan.id);
    expect(
      event?.targets.map((one) => [
        one.key,
        one.measure === 'percent' ? one.percent : one.measure === 'count' ? one.count : one.text,
      ]),
    ).toEqual([
      ['digitised', 100],
      ['online', 50],
      ['paid-online', 30],
      ['overdue', 0],
      ['posted', 100],
      ['linked-services', 'đạt kế hoạch cao nhất'],
    ]);
  });

  it('answers each bad file with its own problem and stores nothing', async () => {
    const before = await stored();
    const send = async (content: Buffer | string, name: string): Promise<[number, string]> => {
      const { status, body } = await konRay.upload<Problem>('/plans/imports', Buffer.from(content), name, KON_RAY);
      expect(body.detail ?? body.errors?.[0]?.message).toMatch(/\S+ \/ \S+/u);
      return [status, body.code];
    };
    expect(await send('%PDF-1.7 …', 'kế hoạch.pdf')).toEqual([415, 'unsupported-media-type']);
    expect(await send('PK\u0003\u0004 broken', 'plan.xlsx')).toEqual([422, 'file-unreadable']);
    expect(await send('{"sections": "none"}', 'plan.json')).toEqual([422, 'file-unreadable']);
    expect(await send('a,b\n1,2\n', 'plan.csv')).toEqual([422, 'plan-table-missing']);
    const large = await konRay.upload<Problem>('/plans/imports', Buffer.alloc(21 * 1024 * 1024, 'a'), 'plan.csv', KON_RAY);
    expect([large.status, large.body.code]).toEqual([413, 'payload-too-large']);
    const noForm = await konRay.post<Problem>('/plans/imports', {});
    expect([noForm.status, noForm.body.code]).toEqual([415, 'unsupported-media-type']);
    const noArea = await konRay.importSample<Problem>('kon-ray-2022.docx', { issuerArea: '999', year: '2022' });
    expect([noArea.status, noArea.body.code]).toEqual([404, 'area-unknown']);
    expect(await stored()).toBe(before);
  });

  it('an officer of another district sees and changes nothing of it, the province all', async () => {
    const other = await Client.of(service, 'officer', '462');
    const province = await Client.of(service, 'leader', '62');
    const id = (await konRay.get<Page<{ id: string }>>('/plans?area=614')).body.items[0]!.id;
    expect((await other.get(`/plans/${id}`)).status).toBe(403);
    expect((await other.get('/tasks?area=614')).status).toBe(403);
    expect((await other.importSample('kon-ray-2022.xlsx', KON_RAY)).status).toBe(403);
    const own = await other.get<Page<TaskItem>>('/tasks');
    expect(own.body.items.every((one) => one.area.code === '19360')).toBe(true);
    expect((await province.get<Page<unknown>>('/tasks?limit=200')).body.items.length).toBeGreaterThan(20);
    const anonymous = await fetch(`${service.url}/api/v1/plans/${id}`);
    expect(anonymous.status).toBe(401);
  });

  it('coverage names every commune and agency behind the names of a plan', async () => {
    const plans = await konRay.get<Page<{ id: string; state: string }>>('/plans?area=614&state=issued');
    const { body } = await konRay.get<{ items: { ref: string; units: { unit: string; role: string; state: string }[] }[] }>(
      `/plans/${plans.body.items[0]!.id}/coverage`,
    );
    const first = body.items.find((one) => one.ref === 'I.1')!.units;
    expect(first.filter((one) => /^\d{5}$/.test(one.unit)).map((one) => one.state)).toEqual(Array(7).fill('no-plan'));
    expect(first.find((one) => one.role === 'lead')).toMatchObject({ unit: '614/van-phong-hdnd-ubnd-huyen', state: 'by-task' });
  });
});
