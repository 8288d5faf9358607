import type { ManualClock } from '@thongsuot/calendar';
import {
  AreaVersionId,
  FeedbackReceived,
  ReportApproved,
  plainDate,
  type DirectiveView,
  type FeedbackState,
  type MeasuresView,
  type PlanTaskView,
  type PlanView,
  type ReportRevision,
  type TaskItem,
} from '@thongsuot/contracts';
import { startService, type RunningService } from '@thongsuot/service-kit';
import { cleanAfterFile, serviceEnv, waitUntil } from '@thongsuot/testing';
import { KON_RAY_FACTS, KON_RAY_TASKS, PHUONG_2_FACTS, PHUONG_2_TASKS, type ExpectedTask } from './every-task.table';
import { Client, KON_RAY, PHUONG_2, startCatalog } from './harness';

const FEEDBACK_ID = '018d00b9-01f9-7023-8041-0000000f0001';
const committee = (id: string): { areaVersion: AreaVersionId; agency: null } => ({
  areaVersion: AreaVersionId.parse(id),
  agency: null,
});
type Listed = PlanTaskView & { occurrences: TaskItem[] };

let service: RunningService;
let clock: ManualClock;
let elsewhere: RunningService[];
beforeAll(async () => {
  ({ service, clock } = await startCatalog('2021-12-20T02:00:00Z'));
  const env = await serviceEnv({ LOG_LEVEL: 'silent' });
  elsewhere = await Promise.all(
    (['feedback-intake', 'reporting'] as const).map((name) => startService({ name, controllers: [] }, env, { clock })),
  );
}, 180_000);
afterAll(() => Promise.all([service, ...elsewhere].map((one) => one.close())), 60_000);
cleanAfterFile();

/** A plan with its officer. */
class Walk {
  /** Ids of the facts that started what waits. */
  readonly started = new Map<string, string>();
  private readonly listed = new Map<string, Promise<Listed[]>>();

  constructor(
    readonly client: Client,
    readonly area: string,
    readonly version: string,
    readonly planId: string,
  ) {}

  tasks(on: string): Promise<Listed[]> {
    const known =
      this.listed.get(on) ??
      this.client.get<{ items: Listed[] }>(`/plans/${this.planId}/tasks?on=${on}`).then((one) => one.body.items);
    this.listed.set(on, known);
    return known;
  }

  forget(): void {
    this.listed.clear();
  }

  async line(ref: string, key: string, on: string): Promise<TaskItem> {
    const task = (await this.tasks(on)).find((one) => one.ref === ref);
    const wanted = this.started.get(key) ?? key;
    const line = task?.occurrences.find((one) => one.occurrence === wanted);
    if (line === undefined) throw new Error(`${ref} has no occurrence ${wanted}: ${JSON.stringify(task?.occurrences)}`);
    return line;
  }

  /** Does what the plan asks for on the last day on which it is in time. */
  async finish(row: ExpectedTask): Promise<TaskItem> {
    const line = await this.line(row.ref, row.occurrence, row.at[0]);
    const day = `${row.at[0]}T02:00:00Z`;
    clock.set(day);
    if (row.fact === 'report') await this.approve(row.occurrence, row.at[0]);
    else {
      const { occurrence } = line;
      if (row.product !== null) {
        expect((await this.client.post(`/tasks/${line.id}/complete`, { occurrence })).status).toBe(409);
        await this.client.post(`/tasks/${line.id}/evidence`, { occurrence, kind: 'document', reference: `${row.ref}/VB` });
      }
      await this.client.post(`/tasks/${line.id}/complete`, { occurrence });
    }
    return waitUntil(
      async () => {
        this.forget();
        const done = await this.line(row.ref, row.occurrence, row.at[0]);
        return done.status === 'completed' ? done : undefined;
      },
      { what: `${row.ref} ${row.occurrence} is completed`, timeoutMs: 20_000 },
    );
  }

  private async approve(period: string, on: string): Promise<void> {
    const report = {
      ...{
        reportId: `018d00b9-01f9-7023-8041-${this.area.padStart(8, '0')}${'Q1Q2Q3-Y'.indexOf(period.slice(-2))}000`,
        revision: 1,
      },
      ...{
        form: 'II.06a',
        formVersion: 'tt01-2020',
        period,
        unit: committee(this.version),
        hash: 'a'.repeat(64),
        previousHash: null,
      },
      ...{ recipients: [{ unit: committee(this.version), dueOn: null }], task: null },
    } as unknown as ReportRevision;
    await elsewhere[1]!.kit.unitOfWork.run(async (tx) => {
      tx.emit(ReportApproved, {
        ...{ subject: report.reportId, key: this.version },
        data: { report, approvedBy: committee(this.version), approvedOn: plainDate(on) },
      });
      return Promise.resolve();
    });
  }
}

const timed = (row: ExpectedTask): boolean => row.occurrence !== 'continuous' && row.after[1] === 'overdue';
const nameOf = (row: ExpectedTask): string => `${row.ref} ${row.occurrence}`;

/** The same walk for both plans: product, states before, at and after; the measure; done in time. */
function walkEvery(rows: readonly ExpectedTask[], tasks: number, walk: () => Walk): void {
  it(`covers all ${tasks} tasks`, async () => {
    const listed = await walk().tasks('2020-01-01');
    expect(new Set(rows.map((row) => row.ref))).toEqual(new Set(listed.map((one) => one.ref)));
    expect(listed).toHaveLength(tasks);
  });

  it.each(rows.map((row) => [nameOf(row), row] as const))(
    '%s: product, and state before, at and after its time',
    async (_, row) => {
      const task = (await walk().tasks(row.at[0])).find((one) => one.ref === row.ref)!;
      if (row.product === null) expect(task.products).toEqual([]);
      else expect(task.products.join('; ')).toContain(row.product);
      const seen = [];
      for (const [day] of [row.before, row.at, row.after]) {
        const occurrences = (await walk().tasks(day)).find((one) => one.ref === row.ref)!.occurrences;
        const wanted = walk().started.get(row.occurrence) ?? row.occurrence;
        seen.push([day, occurrences.find((one) => one.occurrence === wanted)?.status]);
      }
      expect(seen).toEqual([row.before, row.at, row.after]);
    },
  );

  it('continuous tasks have what measures them', async () => {
    const { body } = await walk().client.get<MeasuresView>(`/plans/${walk().planId}/measures`);
    const measured = body.items.map((one) => [
      one.ref,
      one.measure?.kind === 'figure' ? `figure:${one.measure.figure}` : one.measure?.kind,
    ]);
    expect(measured).toEqual(rows.filter((row) => row.occurrence === 'continuous').map((row) => [row.ref, row.fact]));
  });

  const inOrder = rows.filter(timed).sort((a, b) => (a.at[0] < b.at[0] ? -1 : 1));
  it.each(inOrder.map((row) => [nameOf(row), row] as const))('%s: done on its last day, it is done in time', async (_, row) => {
    const done = await walk().finish(row);
    expect(done).toMatchObject({ completedOn: row.at[0], late: false, progress: { percent: 100 } });
    expect(done.setBy).toBe(row.fact === 'plan' ? '9/KH-UBND' : null);
    if (row.product !== null || row.fact === 'report') expect(done.evidence.length).toBeGreaterThan(0);
  });
}

describe('Kon Rẫy 2022', () => {
  let walk: Walk;
  beforeAll(async () => {
    const client = await Client.of(service, 'officer', '614');
    const imported = await client.importSample<{ plan: PlanView }>('kon-ray-2022.docx', KON_RAY);
    const planId = imported.body.plan.id!;
    walk = new Walk(client, '614', '614.open', planId);
    const corrections = [
      { task: 'II.2', field: 'time', value: 'Trước ngày 28/02/2022' },
      { task: 'II.3', field: 'time', value: 'Trước ngày 30/6/2022' },
      { task: 'VII.2', field: 'title', value: 'Triển khai thực hiện đặt lịch hẹn giờ giải quyết thủ tục hành chính' },
    ];
    await client.post(`/plans/${planId}/issue`, {
      withhold: ['II.2', 'II.3', 'VII.2'],
      number: '21/KH-UBND',
      issued: '2021-12-20',
    });
    for (const one of corrections) {
      const answer = await client.post(`/plans/${planId}/corrections`, {
        ...one,
        reason: 'Đối chiếu bản gốc',
        demonstration: true,
      });
      expect(answer.status).toBe(200);
    }
    // The province's document names no subject, so everything that waits for one starts.
    clock.set(`${KON_RAY_FACTS.directiveOn}T02:00:00Z`);
    const directive = await client.post<DirectiveView>('/directives', {
      ...{ number: '88/UBND', issuer: '62', issuedOn: KON_RAY_FACTS.directiveOn, addressees: ['614'], asks: 'Đẩy mạnh năm 2022' },
      byDate: KON_RAY_FACTS.byDate,
    });
    walk.started.set('directive', directive.body.id);
    walk.started.set('feedback', FEEDBACK_ID);
    const after = {
      ...{ id: FEEDBACK_ID, unit: committee('23482.open'), handler: committee('23482.open'), kind: 'act', state: 'received' },
      ...{ fieldKey: null, fieldLabel: null, inCompetence: null, receivedOn: KON_RAY_FACTS.feedbackOn, forwardedOn: null },
      ...{ answeredOn: null, publishedOn: null, dueOn: null, aboutDossier: null, procedureCode: null },
      ...{ onHandling: true, harassment: false, proved: null },
    } as unknown as FeedbackState;
    await elsewhere[0]!.kit.unitOfWork.run(async (tx) => {
      tx.stamp(null);
      tx.emit(FeedbackReceived, {
        ...{ subject: FEEDBACK_ID, key: '23482.open' },
        data: { on: plainDate(KON_RAY_FACTS.feedbackOn), before: null, after },
      });
      return Promise.resolve();
    });
    await waitUntil(
      async () => {
        walk.forget();
        const tasks = await walk.tasks(KON_RAY_FACTS.directiveOn);
        return ['III.3', 'VII.1', 'VII.2', 'VII.3', 'VII.4', 'VII.7'].every((ref) =>
          tasks.find((one) => one.ref === ref)!.occurrences.some((one) => one.status === 'open'),
        );
      },
      { what: 'the waiting tasks are started', timeoutMs: 20_000 },
    );
    walk.forget();
  }, 60_000);

  walkEvery(KON_RAY_TASKS, 20, () => walk);
});

describe('Phường 2, 2024', () => {
  let walk: Walk;
  beforeAll(async () => {
    clock.set('2024-01-30T02:00:00Z');
    const client = await Client.of(service, 'officer', '19360');
    const imported = await client.importSample<{ plan: PlanView }>('phuong-2-2024.docx', PHUONG_2);
    walk = new Walk(client, '19360', '19360.open', imported.body.plan.id!);
    expect((await client.post(`/plans/${walk.planId}/issue`)).status).toBe(200);
    const january = PHUONG_2_TASKS.filter((row) => row.at[0] === '2024-01-31');
    expect(january.map((row) => row.ref)).toEqual(['I.1', 'IV.1']);
    // The days that other plans set are told between January and the quarters.
    clock.set('2024-01-31T02:00:00Z');
    const listed = await walk.tasks('2024-01-31');
    clock.set(`${PHUONG_2_FACTS.toldOn}T02:00:00Z`);
    for (const ref of ['III.1', 'III.2', 'III.3', 'IX.1']) {
      const { id } = listed.find((one) => one.ref === ref)!;
      expect((await client.post(`/tasks/${id!}/trigger`, { byDate: PHUONG_2_FACTS.byDate, plan: '9/KH-UBND' })).status).toBe(200);
    }
    clock.set('2024-01-31T02:00:00Z');
    walk.forget();
  }, 60_000);

  walkEvery(PHUONG_2_TASKS, 26, () => walk);
});
