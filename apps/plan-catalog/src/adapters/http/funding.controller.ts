import { createHash } from 'node:crypto';
import { Controller } from '@nestjs/common';
import { ProblemError, getFunding, recordFunding, type FundingView, type InputOf, type UnitRef } from '@thongsuot/contracts';
import type { CommandKey } from '@thongsuot/mongo-store';
import { From, Handles, Input, Key, Kit, type Caller } from '@thongsuot/service-kit';
import { sumsBy, totalOf, type Funding } from '../../domain/plan/funding';
import type { FundingDoc, PlanDoc } from '../../features/records';
import { FUNDING, PLANS } from '../store/collections';
import { assertMayUse, dayOf, unitNamed } from './scope';

/** Money for tasks. */
@Controller()
export class FundingController {
  constructor(private readonly kit: Kit) {}

  @Handles(getFunding)
  async get(@Input() input: InputOf<typeof getFunding>, @From() caller: Caller): Promise<FundingView> {
    const plan = await this.kit.store.collection<PlanDoc>(PLANS).findOne({ _id: input.params.id });
    if (plan === null) throw new ProblemError('not-found');
    assertMayUse(this.kit, caller, plan.areaVersion);
    const rows = await this.kit.store.collection<FundingDoc>(FUNDING).find({ planId: plan._id }).sort({ _id: 1 }).toArray();
    return fundingView(plan, rows);
  }

  @Handles(recordFunding)
  async record(
    @Input() input: InputOf<typeof recordFunding>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<FundingView> {
    const { kit } = this;
    const { source, note } = input.body;
    const { answer } = await kit.commands.run(key, async (tx) => {
      const { session } = tx;
      const plan = await tx.collection<PlanDoc>(PLANS).findOne({ 'tasks.id': input.params.id } as object, { session });
      if (plan === null) throw new ProblemError('not-found');
      assertMayUse(kit, caller, plan.areaVersion);
      const unit = unitNamed(kit.areas.tree, input.body.unit ?? plan.areaCode, dayOf(kit, caller)).unit;
      const rows = tx.collection<FundingDoc>(FUNDING);
      const known = await rows.find({ planId: plan._id }, { session }).sort({ _id: 1 }).toArray();
      const _id = `${input.params.id}/${createHash('sha256').update(`${unit.ref}/${source}`).digest('hex').slice(0, 24)}`;
      const before = known.find((one) => one._id === _id);
      const planned = input.body.planned ?? before?.planned ?? 0;
      const spent = input.body.spent ?? before?.spent ?? 0;
      const change = { planned, spent, note: note ?? null, by: caller.subject, at: kit.clock.now().toISOString() };
      const next: FundingDoc = {
        ...{ _id, rev: (before?.rev ?? 0) + 1, lastPackId: null, planId: plan._id, taskId: input.params.id },
        ...{ unit: unit.ref, unitName: unit.name, source, planned, spent, changes: [...(before?.changes ?? []), change] },
      };
      if (before === undefined) await rows.insertOne(next, { session });
      else {
        const result = await rows.replaceOne({ _id, rev: before.rev }, next, { session });
        if (result.matchedCount !== 1) throw new ProblemError('conflict');
      }
      tx.audit({
        actor: caller.subject,
        action: recordFunding.id,
        subject: `task ${input.params.id}`,
        detail: { planned, spent },
      });
      return fundingView(plan, [...known.filter((one) => one._id !== _id), next]);
    });
    return answer;
  }
}

function fundingView(plan: PlanDoc, docs: readonly FundingDoc[]): FundingView {
  const nameOf = new Map(plan.source.sections.map((section) => [section.number, section.name]));
  const rows = docs.flatMap((doc) => {
    const task = plan.tasks.find((one) => one.id === doc.taskId);
    return task === undefined ? [] : [{ doc, task, section: task.ref.split('.')[0] ?? '' }];
  });
  const money = rows.map(({ doc, section }): Funding => ({ ...doc, section }));
  return {
    planId: plan._id,
    currency: 'VND',
    items: rows.map(({ doc, task }) => ({
      ...{ id: doc._id, taskId: task.id, ref: task.ref, title: task.title, unit: doc.unit as UnitRef, name: doc.unitName },
      ...{ source: doc.source, planned: doc.planned, spent: doc.spent, over: doc.spent > doc.planned },
      changes: doc.changes.map((one) => ({ ...one })),
    })),
    total: totalOf(money),
    bySource: sumsBy(money, ({ source }) => ({ key: source, label: source })),
    byUnit: sumsBy(money, ({ unit, unitName }) => ({ key: unit, label: unitName })),
    bySection: sumsBy(money, ({ section }) => ({ key: section, label: nameOf.get(section) ?? section })),
  };
}
