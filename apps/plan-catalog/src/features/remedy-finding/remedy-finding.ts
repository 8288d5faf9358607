import { yearOf } from '@thongsuot/calendar';
import type { AreaTree } from '@thongsuot/areas';
import { ProblemError, type PlainDate, type TaskCompleted } from '@thongsuot/contracts';
import { assignRemedy, findingOf, remedyDone } from '../../domain/inspection/inspection';
import { RuleBroken } from '../../domain/rule-broken';
import { addTask } from '../add-task/add-task';
import type { InspectionRecords, Work } from '../ports';
import type { InspectionDoc } from '../records';

/** What is asked of the unit inspected. */
export interface RemedyOrder {
  readonly finding: number;
  readonly dueOn: PlainDate | undefined;
  readonly leads: readonly string[] | undefined;
  readonly by: string;
  readonly at: string;
}

/**
 * Sets a remedial task for a finding in the plan in force of the unit inspected, so that it falls due, is reminded of and
 * escalates like any other task.
 *
 * @throws RuleBroken `day-missing`, and as the domain's `assignRemedy` and `addTask`
 * @throws ProblemError `not-found` where the unit has no plan in force that year
 */
export async function remedyFinding(
  work: Work,
  doc: InspectionDoc,
  order: RemedyOrder,
  context: { readonly today: PlainDate; readonly tree: AreaTree },
): Promise<InspectionDoc> {
  const dueOn = order.dueOn ?? doc.remediesDueOn;
  if (dueOn === null) throw new RuleBroken('day-missing', 'Phải nêu hạn khắc phục', 'Say by when it is to be remedied');
  if (dueOn < context.today) throw new RuleBroken('day-past', 'Hạn khắc phục ở quá khứ', 'The day for the remedy is past');
  const finding = findingOf(doc, order.finding);
  const { areaVersion, agency } = doc.inspected;
  const plans = await work.plans.ofAreas([areaVersion], yearOf(dueOn));
  const inForce = plans.filter((one) => one.state === 'issued');
  const plan = inForce.find((one) => (one.agency?.slug ?? null) === agency) ?? inForce.find((one) => one.agency === undefined);
  if (plan === undefined) {
    throw new ProblemError('not-found', {
      detail: `${doc.inspected.name} chưa có kế hoạch năm ${yearOf(dueOn)} / No plan of ${yearOf(dueOn)} is in force there`,
    });
  }
  const attempts = finding.looks.length;
  const { task } = await addTask(
    work,
    plan,
    {
      title: `Khắc phục tồn tại qua kiểm tra: ${finding.text}`.slice(0, 4000),
      leads: order.leads ?? [agency === null ? `UBND ${doc.inspected.name}` : doc.inspected.name],
      ...{ coordinators: [], products: ['Báo cáo kết quả khắc phục'] },
      time: `Chậm nhất ngày ${inWords(dueOn)}`,
      origin: { kind: 'inspection', id: `${doc._id}/${order.finding}/${attempts}`, by: order.by, at: order.at },
    },
    context,
  );
  return work.inspections.save(doc, assignRemedy(doc, order.finding, { planId: plan._id, taskId: task.id, dueOn }));
}

function inWords(day: PlainDate): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${date}/${month}/${year}`;
}

/** A remedial task was completed: its finding waits for the inspector to look. */
export async function noteRemedy(
  work: Pick<Work, 'plans'> & { readonly inspections: InspectionRecords },
  { after }: TaskCompleted,
): Promise<boolean> {
  if (after?.sectionNumber !== 'KP') return false;
  const plan = await work.plans.find(after.planId);
  const origin = plan?.tasks.find((task) => task.id === after.taskId)?.origin;
  if (origin?.kind !== 'inspection') return false;
  const [id = '', number = ''] = origin.id.split('/');
  const doc = await work.inspections.find(id);
  const finding = doc && findingOf(doc, Number(number));
  if (!doc || finding?.taskId !== after.taskId) return false;
  const next = remedyDone(doc, Number(number));
  if (next === doc) return false;
  await work.inspections.save(doc, next);
  return true;
}
