import type { AreaTree } from '@thongsuot/areas';
import { PlanIssued, ProblemError, type PlainDate } from '@thongsuot/contracts';
import type { PlanReader, Work } from '../ports';
import type { PlanDoc } from '../records';
import { fold } from '../../domain/import/text';
import type { MeasureRule } from '../../domain/task/measure';
import { tellMeasure } from '../measure-tasks/tell-measure';
import { lineageFindings } from '../../domain/lineage/later-than-parent';
import { issuePlan as issue } from '../../domain/plan/plan';
import { publishedTarget } from '../../domain/plan/published-targets';
import { planOf, savePlan } from '../plan-aggregate';
import { linesOf } from './release-tasks';

/** What the request gives where the draft leaves it blank, and the tasks that stay behind. */
export interface IssueOrder {
  readonly withhold: readonly string[];
  readonly number?: string;
  readonly issued?: PlainDate;
  readonly by: string;
  readonly today: PlainDate;
  /** What measures continuous tasks where nobody has said. */
  readonly rules: readonly MeasureRule[];
}

/**
 * Puts a draft in force: its tasks enter the list, `plan.issued` and the first `task.due` of each occurrence are told.
 *
 * @throws RuleBroken as the domain's `issuePlan`
 * @throws ProblemError `conflict` where the same plan of that area and year is in force already
 */
export async function putInForce(work: Work, doc: PlanDoc, order: IssueOrder, tree: AreaTree): Promise<PlanDoc> {
  const { withhold, number, issued } = order;
  const parent = doc.parentPlanId === undefined ? null : await work.plans.find(doc.parentPlanId);
  const plan = issue(planOf(doc), withhold, {
    findings: lineageFindings(doc.lineage ?? [], doc.tasks, parent?.tasks ?? []),
    ...(number === undefined ? {} : { number }),
    ...(issued === undefined ? {} : { issued }),
  });
  await refuseTwin(work, doc);
  const next = await savePlan(work, doc, { state: plan.state, number: plan.number, issued: plan.issued, tasks: plan.tasks });
  const follows = next.source.follows;
  work.emit(PlanIssued, {
    subject: next._id,
    key: next.areaVersion,
    data: {
      planId: next._id,
      number: next.number,
      issuer: { areaVersion: next.areaVersion, agency: next.agency?.slug ?? null },
      year: next.year,
      issuedOn: next.issued,
      followsPlanId: next.parentPlanId ?? (await findFollowed(work.plans, next)),
      followsNumber: follows?.number ?? null,
      targets: next.source.targets.map(publishedTarget),
      taskIds: next.tasks.filter((task) => task.state === 'released').map((task) => task.id),
      withheldTaskIds: next.tasks.filter((task) => task.state === 'withheld').map((task) => task.id),
    },
  });
  await work.tasks.insert(linesOf(work, next, next.tasks, tree), order.today);
  for (const task of next.tasks) tellMeasure(work, next, task, order.rules);
  work.audit({
    actor: order.by,
    action: 'plan-catalog.issuePlan',
    subject: `plan ${next._id}`,
    detail: { withhold: [...withhold] },
  });
  return next;
}

async function refuseTwin(work: Work, doc: PlanDoc): Promise<void> {
  const { areaVersion, year } = doc;
  const plans = await work.plans.ofAreas([areaVersion], year);
  const title = (one: PlanDoc): string => fold(one.source.title ?? '');
  const twin = plans.find(
    (one) => one._id !== doc._id && one.state === 'issued' && one.agency?.slug === doc.agency?.slug && title(one) === title(doc),
  );
  if (twin === undefined) return;
  throw new ProblemError('conflict', {
    detail: `Kế hoạch này của năm ${year} đã ban hành (${twin._id}) / This plan of ${year} is in force already (${twin._id})`,
  });
}

/** The plan of a level above whose number the draft names. */
export async function findFollowed(stored: PlanReader, doc: PlanDoc): Promise<string | null> {
  const number = doc.source.follows?.number ?? null;
  const above = doc.areaPath.slice(1);
  if (number === null) return null;
  const plans = await stored.ofAreas(above, doc.year);
  return plans.find((one) => one.state === 'issued' && one.number === number)?._id ?? null;
}
