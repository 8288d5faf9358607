import { yearOf, vietnamCalendar, type WorkingCalendar } from '@thongsuot/calendar';
import type { AreaTree } from '@thongsuot/areas';
import type { PlainDate, PostingDrifted } from '@thongsuot/contracts';
import { isNear } from '../../domain/task/near';
import { addTask } from '../add-task/add-task';
import type { Work } from '../ports';

/** Working days in which what is posted must be put right. Timely is all that the law says, so it is taken as a week. */
const MEND_WORKING_DAYS = 5;
const CHANNELS: Readonly<Record<string, string>> = {
  desk: 'nơi tiếp nhận hồ sơ',
  screen: 'màn hình điện tử',
  website: 'trang thông tin điện tử',
  'national-db': 'Cơ sở dữ liệu quốc gia về thủ tục hành chính',
};
const calendar: WorkingCalendar = vietnamCalendar();

/**
 * What a unit publishes differs from the version in force: a task to put it right enters its plan of the year, once a check.
 * A unit without a plan in force has nowhere to put it; the drift stays listed where it was found.
 *
 * @returns whether a task was added
 */
export async function mendDrift(
  work: Work,
  drift: PostingDrifted,
  context: { readonly today: PlainDate; readonly at: string; readonly tree: AreaTree },
): Promise<boolean> {
  if (!isNear(drift.on, context.today)) return false;
  const { areaVersion, agency } = drift.unit;
  const dueOn = calendar.addWorkingDays(drift.on, MEND_WORKING_DAYS);
  const plans = await work.plans.ofAreas([areaVersion], yearOf(dueOn));
  const inForce = plans.filter((one) => one.state === 'issued');
  const plan = inForce.find((one) => (one.agency?.slug ?? null) === agency) ?? inForce.find((one) => one.agency === undefined);
  if (plan === undefined) return false;
  const [year = '', month = '', day = ''] = dueOn.split('-');
  const { plan: next } = await addTask(
    work,
    plan,
    {
      title: `Sửa nội dung công khai sai khác ở ${drift.procedures} thủ tục trên ${CHANNELS[drift.channel] ?? drift.channel}`,
      leads: [plan.agency?.name ?? `UBND ${plan.areaName}`],
      ...{ coordinators: [], products: ['Nội dung đã sửa'], time: `Chậm nhất ngày ${day}/${month}/${year}` },
      origin: { kind: 'drift', id: drift.checkId, by: 'procedure-publication', at: context.at },
    },
    context,
  );
  return next !== plan;
}
