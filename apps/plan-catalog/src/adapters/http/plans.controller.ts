import { Controller, Res } from '@nestjs/common';
import {
  ProblemError,
  correctPlan,
  getPlan,
  getPlanCoverage,
  importPlan,
  issuePlan,
  listPlanTasks,
  listPlans,
  type AnswerOf,
  type InputOf,
} from '@thongsuot/contracts';
import { hashOf, isDuplicateKey, type CommandKey } from '@thongsuot/mongo-store';
import { From, Handles, Input, Key, Kit, Raw, assertIfMatch, type Caller, type KitRequest } from '@thongsuot/service-kit';
import type { Change } from '../../domain/plan/plan';
import { applyCorrection } from '../../features/correct-plan/correct-plan';
import { waitsOf } from '../../domain/task/sequence';
import { coverageMatrix } from '../../features/cover-plan/coverage-matrix';
import { draftOf, readPlanFor, storeDraft } from '../../features/import-plan/import-plan';
import { putInForce } from '../../features/issue-plan/issue-plan';
import { loadPlan } from '../../features/plan-aggregate';
import type { Work } from '../../features/ports';
import { measureRules } from '../files/measure-rules';
import { columnHeadings } from '../files/column-headings';
import { readUploaded } from '../files/read-uploaded';
import { PLANS, TASKS } from '../store/collections';
import type { PlanDoc, TaskDoc } from '../../features/records';
import { workIn } from '../store/work';
import { pageOfRows, placeOf } from './paging';
import { previewOf } from './plan-preview';
import { readUpload } from './plan-upload';
import { underRules } from './rules';
import { assertMayUse, dayOf, listedArea } from './scope';
import { findingsView, planSummary, planView, taskItem } from './views';

/** What sets the revision of an answer. */
interface Reply {
  header(name: string, value: string): unknown;
}

/** Yearly plans: import, corrections, issue, coverage below. */
@Controller()
export class PlansController {
  constructor(private readonly kit: Kit) {}

  @Handles(importPlan)
  importPlan(
    @Input() input: InputOf<typeof importPlan>,
    @Raw() request: KitRequest,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<AnswerOf<typeof importPlan>> {
    return underRules(async () => {
      const upload = await readUpload(request);
      const { query } = input;
      const file = await readUploaded(upload);
      const { tree } = this.kit.areas;
      const placed = readPlanFor(
        file,
        {
          issuerArea: query.issuerArea ?? upload.issuerArea,
          year: query.year ?? upload.year,
          today: dayOf(this.kit, caller),
          headings: columnHeadings(),
        },
        tree,
      );
      assertMayUse(this.kit, caller, placed.version.id);
      const draft = draftOf(placed, upload.content, { by: caller.subject, at: this.kit.clock.now() }, tree);
      if (query.dryRun)
        return {
          plan: planView(draft, false),
          findings: findingsView(draft),
          preview: previewOf(draft, false),
          unchanged: false,
        };
      const { id, unchanged } = await this.store(draft, key);
      const plan = await this.planById(id);
      return { plan: planView(plan), findings: findingsView(plan), preview: null, unchanged };
    });
  }

  @Handles(listPlans)
  async list(@Input() input: InputOf<typeof listPlans>, @From() caller: Caller): Promise<AnswerOf<typeof listPlans>> {
    const { area, on, year, state, limit, cursor } = input.query;
    const version = listedArea(this.kit, caller, area, on);
    const [after] = placeOf(cursor, 1) ?? [];
    const shown = caller.role === 'portal' ? 'issued' : state;
    const rows = await this.kit.store
      .collection<PlanDoc>(PLANS)
      .find({
        areaPath: version.id,
        ...(year === undefined ? {} : { year }),
        ...(shown === undefined ? {} : { state: shown }),
        ...(after === undefined ? {} : { _id: { $lt: after } }),
      })
      .sort({ _id: -1 })
      .limit(limit + 1)
      .toArray();
    const page = pageOfRows(rows, limit, (row) => [row._id]);
    return { items: page.rows.map(planSummary), nextCursor: page.nextCursor };
  }

  @Handles(getPlan)
  async get(
    @Input() input: InputOf<typeof getPlan>,
    @From() caller: Caller,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<AnswerOf<typeof getPlan>> {
    const plan = await this.visiblePlan(input.params.id, caller);
    reply.header('etag', `"${plan.rev}"`);
    return { plan: planView(plan), findings: findingsView(plan) };
  }

  @Handles(listPlanTasks)
  async tasks(@Input() input: InputOf<typeof listPlanTasks>, @From() caller: Caller): Promise<AnswerOf<typeof listPlanTasks>> {
    const plan = await this.visiblePlan(input.params.id, caller);
    const lines = await this.linesOf([plan._id]);
    const shown = { today: this.kit.clock.today(), on: input.query.on };
    const tasks = planView(plan).sections.flatMap((section) =>
      section.tasks.map((task) => ({
        ...task,
        occurrences: lines.filter((line) => line.taskId === task.id).map((line) => taskItem(line, shown)),
      })),
    );
    const waits = waitsOf(tasks);
    const items = tasks.map((task) => ({ ...task, waitsFor: (waits.get(task.ref) ?? []).map((one) => ({ ...one })) }));
    return { items };
  }

  @Handles(correctPlan)
  correct(
    @Input() input: InputOf<typeof correctPlan>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
    @Raw() request: KitRequest,
  ): Promise<AnswerOf<typeof correctPlan>> {
    return this.change(input.params.id, caller, key, request, (work, plan) =>
      applyCorrection(
        work,
        plan,
        {
          ...{ task: input.body.task, reason: input.body.reason, demonstration: input.body.demonstration },
          change: { field: input.body.field, value: input.body.value } as Change,
          ...{ by: caller.subject, at: this.kit.clock.now().toISOString(), today: this.kit.clock.today() },
        },
        this.kit.areas.tree,
      ),
    );
  }

  @Handles(issuePlan)
  issue(
    @Input() input: InputOf<typeof issuePlan>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
    @Raw() request: KitRequest,
  ): Promise<AnswerOf<typeof issuePlan>> {
    const { withhold, number, issued } = input.body;
    const order = {
      ...{ withhold, by: caller.subject, today: this.kit.clock.today(), rules: measureRules() },
      ...(number === undefined ? {} : { number }),
      ...(issued === undefined ? {} : { issued }),
    };
    return this.change(input.params.id, caller, key, request, (work, plan) => putInForce(work, plan, order, this.kit.areas.tree));
  }

  @Handles(getPlanCoverage)
  async coverage(
    @Input() input: InputOf<typeof getPlanCoverage>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof getPlanCoverage>> {
    const plan = await this.visiblePlan(input.params.id, caller);
    const { tree } = this.kit.areas;
    const asOf = dayOf(this.kit, caller, input.query.on);
    const { areaVersion, year } = plan;
    const plans = await this.kit.store.collection<PlanDoc>(PLANS).find({ areaPath: areaVersion, year }).toArray();
    const below = plans.filter((one) => one._id !== plan._id && (one.areaVersion !== areaVersion || one.agency !== undefined));
    const statuses = new Map<string, TaskDoc['status'][]>();
    for (const line of await this.linesOf([plan._id, ...below.map((one) => one._id)])) {
      statuses.set(line.taskId, [
        ...(statuses.get(line.taskId) ?? []),
        taskItem(line, { today: this.kit.clock.today(), on: input.query.on }).status,
      ]);
    }
    return { planId: plan._id, asOf, ...coverageMatrix(plan, below, statuses, tree) };
  }

  private change(
    id: string,
    caller: Caller,
    key: CommandKey | null,
    request: KitRequest,
    apply: (work: Work, plan: PlanDoc) => Promise<PlanDoc>,
  ): Promise<AnswerOf<typeof getPlan>> {
    return underRules(async () => {
      const { answer } = await this.kit.commands.run(key, async (tx) => {
        const work = workIn(tx, this.kit.areas.tree);
        const plan = await loadPlan(work, id);
        assertMayUse(this.kit, caller, plan.areaVersion);
        if (request.headers['if-match'] !== undefined) assertIfMatch(request, plan.rev);
        const next = await apply(work, plan);
        return { plan: planView(next), findings: findingsView(next) };
      });
      return answer;
    });
  }

  private async store(draft: PlanDoc, key: CommandKey | null): Promise<{ id: string; unchanged: boolean }> {
    const bodyHash = hashOf(`${draft.areaVersion}\n${String(draft.year)}\n${draft.fileHash}`);
    try {
      const { answer } = await this.kit.commands.run(key && { ...key, bodyHash }, (tx) =>
        storeDraft(workIn(tx, this.kit.areas.tree), draft),
      );
      return answer;
    } catch (error) {
      // Two imports of one file at once: the later one finds the plan of the first.
      if (!isDuplicateKey(error)) throw error;
      return this.kit.unitOfWork.run((tx) => storeDraft(workIn(tx, this.kit.areas.tree), draft));
    }
  }

  private linesOf(planIds: readonly string[]): Promise<TaskDoc[]> {
    return this.kit.store
      .collection<TaskDoc>(TASKS)
      .find({ planId: { $in: [...planIds] } })
      .sort({ sortDue: 1, _id: 1 })
      .toArray();
  }

  private async planById(id: string): Promise<PlanDoc> {
    const plan = await this.kit.store.collection<PlanDoc>(PLANS).findOne({ _id: id });
    if (plan === null) throw new ProblemError('not-found');
    return plan;
  }

  private async visiblePlan(id: string, caller: Caller): Promise<PlanDoc> {
    const plan = await this.planById(id);
    assertMayUse(this.kit, caller, plan.areaVersion);
    if (caller.role === 'portal' && plan.state !== 'issued') throw new ProblemError('not-found');
    return plan;
  }
}
