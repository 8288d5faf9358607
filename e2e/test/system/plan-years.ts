import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  AnswerOf,
  DirectiveView,
  InspectionView,
  MeasuresView,
  PlanFinding,
  PlanSummary,
  PlanView,
  Problem,
  SharesView,
  TaskItem,
  cascadePlan,
  draftReport,
  getMeasures,
  getPlanCoverage,
  listInbox,
} from '@thongsuot/contracts';
import { waitUntil } from '@thongsuot/testing';
import type { MainJob } from '../../src/main-job';

type Coverage = AnswerOf<typeof getPlanCoverage>;
type Handed = AnswerOf<typeof cascadePlan>;
interface Imported {
  readonly plan: PlanView;
  readonly findings: PlanFinding[];
  readonly unchanged: boolean;
}

/** The year of a plan through the public API alone: the two real ones, which the main job issued, and one of another shape. */
export function describePlanYears(job: () => MainJob): void {
  /** One account at the gateway. */
  const as = (account: string): Client => new Client(job, account);
  const issuedPlan = async (client: Client, area: string, year: number): Promise<PlanSummary> => {
    const { items } = await client.get<{ items: PlanSummary[] }>(`/plans?area=${area}&year=${year}&state=issued`);
    const own = items.filter((one) => one.area.code === area && one.parentPlanId === null);
    expect(own).toHaveLength(1);
    return own[0]!;
  };
  const taskOf = async (client: Client, area: string, planId: string, ref: string): Promise<TaskItem> => {
    const { items } = await client.get<{ items: TaskItem[] }>(`/tasks?area=${area}&limit=200`);
    const found = items.find((one) => one.planId === planId && one.ref === ref);
    if (found === undefined) throw new Error(`no task ${ref} of ${planId} in ${area}`);
    return found;
  };
  /** A report from draft to approved by the level above. */
  const report = async (unit: Client, above: Client, area: string, period: string): Promise<void> => {
    const drafted = await unit.post<AnswerOf<typeof draftReport>>('/reports', { area, period });
    await unit.post(`/reports/${drafted.id}/submit`);
    await above.post(`/reports/${drafted.id}/approve`);
  };
  const looksLike = { docx: 'PK', xlsx: 'PK', pdf: '%PDF-' } as const;
  const exported = async (client: Client, planId: string): Promise<void> => {
    for (const [format, start] of Object.entries(looksLike)) {
      for (const content of ['plan', 'state']) {
        const file = await client.file(`/plans/${planId}/export?format=${format}&content=${content}`);
        expect(file.subarray(0, start.length).toString('latin1')).toBe(start);
        expect(file.length).toBeGreaterThan(4_000);
      }
    }
  };

  it('Kon Rẫy 2022: handed down to seven communes, worked below, inspected, reported, exported', async () => {
    const district = as('officer:614');
    const plan = await issuedPlan(district, '614', 2022);
    const handed = await district.post<Handed>(`/plans/${plan.id}/cascade`);
    expect(handed.items).toHaveLength(7);
    const commune = as('officer:23497');
    const below = handed.items.find((one) => one.unit === '23497')!;
    await commune.post(`/plans/${below.planId}/lineage`, {
      entries: [{ parentTask: 'V.1', stance: 'omitted', reason: 'Xã không có đài truyền thanh' }],
    });
    await commune.post(`/plans/${below.planId}/issue`, { number: '09/KH-UBND', issued: '2022-03-10' });
    const coverage = await district.get<Coverage>(`/plans/${plan.id}/coverage`);
    const cell = (ref: string): unknown =>
      coverage.items.find((one) => one.ref === ref)?.units.find((one) => one.unit === '23497');
    expect(cell('V.1')).toMatchObject({ state: 'omitted', reason: 'Xã không có đài truyền thanh' });
    expect(cell('IV.1')).toMatchObject({ state: 'in-plan', stance: 'adopted' });

    const own = await taskOf(commune, '23497', below.planId, 'IV.1');
    await commune.post(`/tasks/${own.id}/evidence`, { kind: 'link', reference: 'https://tanlap.example/tiep-nhan' });
    await commune.post(`/tasks/${own.id}/complete`);
    const above = await taskOf(district, '614', plan.id, 'IV.1');
    await waitUntil(
      async () => {
        const { items } = await district.get<SharesView>(`/tasks/${above.id}/shares`);
        return items.find((one) => one.unit === '23497')?.doneOn !== null;
      },
      { what: "Tân Lập's share is done", timeoutMs: 30_000 },
    );
    const inspection = await district.post<InspectionView>('/inspections', {
      ...{ inspector: '614', inspected: '23497', kind: 'periodic', from: '2022-03-14', to: '2022-03-15' },
      heads: [{ head: 'publication', findings: [{ text: 'Thiếu 3 thủ tục', remedied: false }] }],
    });
    expect((await district.file(`/inspections/${inspection.id}/minutes`)).subarray(0, 2).toString('latin1')).toBe('PK');
    const answers = await as('officer:614').get<AnswerOf<typeof listInbox>>('/inbox?area=614&limit=100');
    expect(answers.items.some((one) => one.kind.startsWith('task.'))).toBe(true);
    await report(district, as('leader:62'), '614', '2022-Q1');
    await waitUntil(
      async () => {
        const { items } = await district.get<{ items: TaskItem[] }>('/tasks?area=614&limit=200');
        return (
          items.find((one) => one.planId === plan.id && one.ref === 'VI.1' && one.occurrence === '2022-Q1')?.status ===
          'completed'
        );
      },
      { what: "the report's task is completed", timeoutMs: 30_000 },
    );
    await exported(district, plan.id);
  }, 180_000);

  it('Phường 2, 2024: continuous work measured, self-inspected, reported, exported', async () => {
    const ward = as('officer:19360');
    const plan = await issuedPlan(ward, '19360', 2024);
    const { items } = await ward.get<MeasuresView>(`/plans/${plan.id}/measures`);
    expect(items).toHaveLength(17);
    const media = await taskOf(ward, '19360', plan.id, 'VII.1');
    await ward.post('/communications', {
      ...{
        unit: '19360',
        kind: 'broadcast',
        title: 'Bản tin tháng 3',
        on: '2024-03-15',
        proof: 'Sổ phát thanh',
        taskId: media.id,
      },
    });
    const after = await ward.get<MeasuresView>(`/plans/${plan.id}/measures`);
    expect(after.items.find((one) => one.ref === 'VII.1')).toMatchObject({ state: 'on-track' });
    // What figures tell comes from the roll-up, through the log.
    const measured = await waitUntil(
      async () => {
        const { tasks } = await ward.get<AnswerOf<typeof getMeasures>>('/measures?area=19360&period=2024-Q1');
        return tasks.length > 0 ? tasks : undefined;
      },
      { what: 'the measured tasks are known to the figures', timeoutMs: 30_000 },
    );
    const of = (ref: string): unknown => measured.find((one) => one.ref === ref);
    expect(of('II.1')).toMatchObject({
      target: { key: 'posted', percent: 100 },
      state: expect.stringMatching(/met|missed/u) as string,
    });
    expect(of('VIII.1')).toMatchObject({ target: { key: 'digitised' }, numerator: expect.any(Number) as number });
    const self = await ward.post<InspectionView>('/inspections', {
      ...{ inspector: '19360', inspected: '19360', kind: 'self', from: '2024-03-11', to: '2024-03-12' },
      heads: ['direction', 'publication', 'handling', 'review', 'feedback', 'one-stop', 'reporting'].map((head) => ({ head })),
    });
    expect(self.missingHeads).toEqual([]);
    await report(ward, as('leader:462'), '19360', '2024-Q1');
    await waitUntil(
      async () => {
        const { items: tasks } = await ward.get<{ items: TaskItem[] }>('/tasks?area=19360&limit=200');
        return (
          tasks.find((one) => one.planId === plan.id && one.ref === 'X.1' && one.occurrence === '2024-Q1')?.status === 'completed'
        );
      },
      { what: "the quarter's report task is completed", timeoutMs: 30_000 },
    );
    await exported(ward, plan.id);
  }, 180_000);

  it('a plan of another shape: from its file to issued, handed down, worked, reminded, inspected, reported, exported', async () => {
    const town = as('officer:462');
    const file = readFileSync(join(__dirname, 'plan-of-another-shape.csv'));
    const fields = { issuerArea: '462', year: '2024' };
    const dry = await town.upload<Imported>('/plans/imports?dryRun=true', file, fields);
    const tasks = dry.plan.sections.flatMap((section) => section.tasks);
    expect(tasks.map((task) => [task.ref, task.deadlines[0]?.kind])).toEqual([
      ...[
        ['I.1', 'continuous'],
        ['I.2', 'fixed'],
        ['II.1', 'month'],
        ['III.1', 'recurring'],
        ['III.2', 'event'],
      ],
    ]);
    expect(tasks[2]).toMatchObject({ leads: ['Phòng Văn hóa và Thông tin', 'UBND các xã, phường'], products: ['Bản tin'] });
    const { plan } = await town.upload<Imported>('/plans/imports', file, fields);
    expect((await town.upload<Imported>('/plans/imports', file, fields)).unchanged).toBe(true);
    await town.post(`/plans/${plan.id!}/issue`, { number: '200/KH-UBND', issued: '2024-03-14' });

    const handed = await town.post<Handed>(`/plans/${plan.id!}/cascade`);
    expect(handed.items.map((one) => one.unit)).toEqual(expect.arrayContaining(['19357', '19358', '19360', '19361', '19705']));
    const ward = as('officer:19360');
    const below = handed.items.find((one) => one.unit === '19360')!.planId;
    const late = await ward.refused(`/plans/${below}/corrections`, {
      ...{ task: 'I.2', field: 'time', value: 'Chậm nhất ngày 30/3/2024', reason: 'Xin lùi' },
    });
    expect(late.code).toBe('plan-blocked-by-findings');
    await ward.post(`/plans/${below}/issue`, { number: '31/KH-UBND', issued: '2024-03-15' });
    const review = await taskOf(ward, '19360', below, 'I.2');
    await ward.post(`/tasks/${review.id}/evidence`, { kind: 'document', reference: '44/BC-UBND' });
    await ward.post(`/tasks/${review.id}/complete`);

    const directive = await town.post<DirectiveView>('/directives', {
      ...{ number: '77/UBND-NC', issuer: '45', issuedOn: '2024-03-15', addressees: ['462'], byDate: '2024-03-29' },
      asks: 'Cắt giảm thời gian giải quyết thủ tục hành chính',
    });
    await waitUntil(async () => (await taskOf(town, '462', plan.id!, 'III.2')).status === 'open', {
      ...{ what: 'the directive starts its task', timeoutMs: 30_000 },
    });
    await town.post(`/directives/${directive.id}/answer`, { number: '80/BC-UBND' });

    // Three days on: four wards have not finished what was due on the 18th.
    setDay(job(), '2024-03-19');
    await waitUntil(async () => (await taskOf(town, '462', plan.id!, 'I.2')).status === 'overdue', {
      ...{ what: 'the task is overdue', timeoutMs: 60_000 },
    });
    const shares = await town.get<SharesView>(`/tasks/${(await taskOf(town, '462', plan.id!, 'I.2')).id}/shares`);
    expect(shares.items.filter((one) => one.doneOn !== null).map((one) => one.unit)).toEqual(['19360']);
    await waitUntil(
      async () => {
        const { items } = await town.get<AnswerOf<typeof listInbox>>('/inbox?area=462&limit=100');
        return items.some((one) => one.kind.includes('overdue') && one.title.vi.includes('Rà soát hồ sơ quá hạn'));
      },
      { what: 'the reminder is in the inbox', timeoutMs: 60_000 },
    );

    const inspection = await town.post<InspectionView>('/inspections', {
      ...{
        inspector: '462',
        inspected: '19360',
        kind: 'ad-hoc',
        from: '2024-03-18',
        to: '2024-03-18',
        remediesDueOn: '2024-03-29',
      },
      heads: [{ head: 'handling', findings: [{ text: 'Thiếu thư xin lỗi của hai hồ sơ' }] }],
    });
    const assigned = await town.post<InspectionView>(`/inspections/${inspection.id}/remedies`, { finding: 1 });
    const remedy = assigned.heads[0]!.findings[0]!;
    await ward.post(`/tasks/${remedy.taskId!}/evidence`, { kind: 'document', reference: '51/BC-UBND' });
    await ward.post(`/tasks/${remedy.taskId!}/complete`);
    const verified = await town.post<InspectionView>(`/inspections/${inspection.id}/verifications`, {
      finding: 1,
      remedied: true,
    });
    expect(verified.heads[0]!.findings[0]).toMatchObject({ state: 'verified', remedied: true });

    await report(town, as('leader:45'), '462', '2024-Q1');
    await waitUntil(
      async () => (await taskOf(town, '462', plan.id!, 'III.1')).status === 'completed' || (await quarterDone(town, plan.id!)),
      { what: "the quarter's report task is completed", timeoutMs: 30_000 },
    );
    await exported(town, plan.id!);
  }, 240_000);

  const quarterDone = async (client: Client, planId: string): Promise<boolean> => {
    const { items } = await client.get<{ items: TaskItem[] }>('/tasks?area=462&limit=200');
    return items.some((one) => one.planId === planId && one.occurrence === '2024-Q1' && one.status === 'completed');
  };
}

/** Moves every service's clock to the evening of a later day, as the scenario does. */
function setDay(job: MainJob, day: string): void {
  writeFileSync(job.clockFile, JSON.stringify({ now: `${day}T10:30:00.000Z` }));
}

/** Requests of one account; every answer that is not a success fails the test with its problem. */
class Client {
  constructor(
    private readonly job: () => MainJob,
    private readonly account: string,
  ) {}

  async get<T>(path: string): Promise<T> {
    return (await this.sent('GET', path)).json() as Promise<T>;
  }

  async post<T>(path: string, body: unknown = {}): Promise<T> {
    return (await this.sent('POST', path, JSON.stringify(body))).json() as Promise<T>;
  }

  async file(path: string): Promise<Buffer> {
    return Buffer.from(await (await this.sent('GET', path)).arrayBuffer());
  }

  async upload<T>(path: string, content: Buffer, fields: Record<string, string>): Promise<T> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('file', new Blob([new Uint8Array(content)]), 'ke-hoach.csv');
    return (await this.sent('POST', path, form)).json() as Promise<T>;
  }

  /** The problem that a refused request is answered with. */
  async refused(path: string, body: unknown): Promise<Problem> {
    const response = await this.send('POST', path, JSON.stringify(body));
    expect(response.ok).toBe(false);
    return response.json() as Promise<Problem>;
  }

  private async sent(method: string, path: string, body?: string | FormData): Promise<Response> {
    const response = await this.send(method, path, body);
    if (!response.ok) throw new Error(`${this.account} ${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  }

  private send(method: string, path: string, body?: string | FormData): Promise<Response> {
    const { gateway, tokens } = this.job().run;
    return fetch(`${gateway}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${tokens[this.account] ?? ''}`,
        ...(typeof body === 'string' ? { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() } : {}),
      },
      ...(body === undefined ? {} : { body }),
    });
  }
}
