import { Controller } from '@nestjs/common';
import {
  ProblemError,
  getBulletin,
  getPlanMeasures,
  judgeTarget,
  setTaskMeasure,
  type AnswerOf,
  type InputOf,
  type MeasuresView,
  type PlainDate,
} from '@thongsuot/contracts';
import type { CommandKey } from '@thongsuot/mongo-store';
import { From, Handles, Input, Key, Kit, type Caller } from '@thongsuot/service-kit';
import { drawUpBulletin } from '../../domain/plan/bulletin';
import { measureTasks } from '../../features/measure-tasks/measure-tasks';
import { tellMeasure } from '../../features/measure-tasks/tell-measure';
import { loadPlan, savePlan } from '../../features/plan-aggregate';
import type { DirectiveDoc, PlanDoc, TaskDoc } from '../../features/records';
import { measureRules, wordsAMinute } from '../files/measure-rules';
import { DIRECTIVES, TASKS } from '../store/collections';
import { readPlans, workIn } from '../store/work';
import { assertMayUse } from './scope';
import { taskItem } from './views';

/** What makes continuous work done or late, targets in words, and what is read out to people. */
@Controller()
export class MeasuresController {
  constructor(private readonly kit: Kit) {}

  @Handles(getPlanMeasures)
  async measures(@Input() input: InputOf<typeof getPlanMeasures>, @From() caller: Caller): Promise<MeasuresView> {
    const plan = await this.plan(input.params.id, caller);
    return this.view(plan, input.query.on ?? this.kit.clock.today());
  }

  @Handles(setTaskMeasure)
  async set(
    @Input() input: InputOf<typeof setTaskMeasure>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<MeasuresView> {
    const { kit } = this;
    const { measure, reason } = input.body;
    const { answer: plan } = await kit.commands.run(key, async (tx) => {
      const work = workIn(tx, kit.areas.tree);
      const doc = await work.plans.findOfTask(input.params.id);
      const task = doc?.tasks.find((one) => one.id === input.params.id);
      if (!doc || task === undefined) throw new ProblemError('not-found');
      assertMayUse(kit, caller, doc.areaVersion);
      if (!task.deadlines.some((one) => one.kind === 'continuous')) {
        throw new ProblemError('rule-violated', {
          detail: 'Chỉ nhiệm vụ thường xuyên mới cần cách đo / Only continuous work is measured; other work has its day',
        });
      }
      const given = { measure, reason, by: caller.subject, at: kit.clock.now().toISOString() };
      const tasks = doc.tasks.map((one) => (one.id === task.id ? { ...one, measure: given } : one));
      work.audit({
        actor: caller.subject,
        action: setTaskMeasure.id,
        subject: `task ${task.id}`,
        detail: { kind: measure.kind },
      });
      const next = await savePlan(work, doc, { tasks });
      const changed = next.tasks.find((one) => one.id === task.id);
      if (next.state === 'issued' && changed) tellMeasure(work, next, changed, measureRules());
      return next._id;
    });
    return this.view(await this.plan(plan, caller), kit.clock.today());
  }

  @Handles(judgeTarget)
  async judge(
    @Input() input: InputOf<typeof judgeTarget>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<AnswerOf<typeof judgeTarget>> {
    const { kit } = this;
    const { key: name, period, met, reason } = input.body;
    const { answer } = await kit.commands.run(key, async (tx) => {
      const work = workIn(tx, kit.areas.tree);
      const doc = await loadPlan(work, input.params.id);
      assertMayUse(kit, caller, doc.areaVersion);
      const target = doc.source.targets.find((one) => one.key === name);
      if (target === undefined) throw new ProblemError('not-found');
      if (target.op !== 'text') {
        throw new ProblemError('rule-violated', {
          detail: 'Chỉ tiêu bằng số được đo từ số liệu, không đánh giá bằng tay / A target in numbers is measured, not judged',
        });
      }
      const judgement = {
        key: name,
        label: target.label,
        period,
        met,
        reason,
        by: caller.subject,
        at: kit.clock.now().toISOString(),
      };
      const judgements = [...(doc.judgements ?? []), judgement];
      await savePlan(work, doc, { judgements });
      work.audit({
        actor: caller.subject,
        action: judgeTarget.id,
        subject: `plan ${doc._id}`,
        detail: { key: name, period, met },
      });
      return { items: judgements };
    });
    return answer;
  }

  @Handles(getBulletin)
  async bulletin(@Input() input: InputOf<typeof getBulletin>, @From() caller: Caller): Promise<AnswerOf<typeof getBulletin>> {
    const plan = await this.plan(input.params.id, caller);
    const today = this.kit.clock.today();
    const on = input.query.on ?? today;
    const lines = await this.lines(plan._id);
    const next = lines
      .map((line) => taskItem(line, { today, on }))
      .flatMap(({ title, dueOn, status }) => (dueOn !== null && dueOn >= on && status !== 'completed' ? [{ title, dueOn }] : []));
    const { title, paragraphs, words } = drawUpBulletin({
      issuer: plan.source.issuer?.name ?? plan.areaName,
      ...{ number: plan.number, year: plan.year, tasks: plan.tasks.filter((one) => one.state === 'released').length },
      ...{ targets: plan.source.targets, next, on },
    });
    const minutes = Math.ceil((10 * words) / wordsAMinute()) / 10;
    return { planId: plan._id, asOf: on, title, paragraphs: [...paragraphs], words, minutes };
  }

  private async view(plan: PlanDoc, today: PlainDate): Promise<MeasuresView> {
    const unit = plan.agency === undefined ? plan.areaVersion : `${plan.areaVersion}/${plan.agency.slug}`;
    const lines = await this.lines(plan._id);
    const directives = await this.kit.store.collection<DirectiveDoc>(DIRECTIVES).find({ to: unit }).toArray();
    const items = measureTasks(plan, { lines, directives, rules: measureRules(), today });
    return { planId: plan._id, asOf: today, items };
  }

  private lines(planId: string): Promise<TaskDoc[]> {
    return this.kit.store.collection<TaskDoc>(TASKS).find({ planId }).sort({ sortDue: 1, _id: 1 }).toArray();
  }

  private async plan(id: string, caller: Caller): Promise<PlanDoc> {
    const plan = await readPlans(this.kit.store).find(id);
    if (plan === null) throw new ProblemError('not-found');
    assertMayUse(this.kit, caller, plan.areaVersion);
    return plan;
  }
}
