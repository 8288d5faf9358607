import type { DirectiveIssued, PlanIssued, TaskDue, TaskOverdue, TaskState, UnitAt } from '@thongsuot/contracts';
import { committee, dayVi, shortened, type Message } from './message';

/** Those who lead a task, each once; the issuing committee where the plan names nobody. */
function readers(task: TaskState): UnitAt[] {
  const leads = task.leads.length > 0 ? task.leads : [committee(task.planAreaVersion)];
  return [...new Map(leads.map((unit) => [`${unit.areaVersion}/${unit.agency ?? ''}`, unit])).values()];
}

const refOf = (task: TaskState): string => `${task.sectionNumber}.${task.number}`;
const titleOf = (task: TaskState): string => (task.title === undefined ? refOf(task) : `${refOf(task)} ${shortened(task.title)}`);

/** A task opened, or an open one has another day. Work that only lies ahead bothers nobody yet. */
export function taskDueMessages({ on, before, after }: TaskDue): Message[] {
  if (after?.state !== 'open') return [];
  const moved = before?.state === 'open' || before?.state === 'overdue';
  const until = after.dueOn === null ? { vi: '', en: '' } : { vi: `, hạn ${dayVi(after.dueOn)}`, en: `, due ${after.dueOn}` };
  return readers(after).map((unit) => ({
    key: `task.due:${after.taskId}:${after.occurrence}:${after.dueOn ?? ''}`,
    unit,
    kind: 'task.due',
    severity: 'info',
    title: {
      vi: `${moved ? 'Hạn mới' : 'Đến kỳ thực hiện'}: ${titleOf(after)}${until.vi}`,
      en: `${moved ? 'New day' : 'Task opened'}: ${titleOf(after)}${until.en}`,
    },
    on,
    dueOn: after.dueOn,
    link: `/plans/${after.planId}/tasks`,
  }));
}

/** A task is late: told to those who lead it and to the committee that issued the plan. */
export function taskOverdueMessages({ on, after }: TaskOverdue): Message[] {
  if (after === null) return [];
  const units = new Map(
    [...readers(after), committee(after.planAreaVersion)].map((unit) => [`${unit.areaVersion}/${unit.agency ?? ''}`, unit]),
  );
  const day = after.dueOn === null ? { vi: '', en: '' } : { vi: `, hạn ${dayVi(after.dueOn)}`, en: `, was due ${after.dueOn}` };
  return [...units.values()].map((unit) => ({
    key: `task.overdue:${after.taskId}:${after.occurrence}:${after.dueOn ?? ''}`,
    unit,
    kind: 'task.overdue',
    severity: 'danger',
    title: { vi: `Quá hạn: ${titleOf(after)}${day.vi}`, en: `Overdue: ${titleOf(after)}${day.en}` },
    on,
    dueOn: after.dueOn,
    link: `/plans/${after.planId}/tasks`,
  }));
}

/** A plan came into force: told to its issuer. */
export function planIssuedMessages(plan: PlanIssued, on: PlanIssued['issuedOn'] & string): Message[] {
  const name = plan.number ?? String(plan.year);
  const held = plan.withheldTaskIds.length;
  return [
    {
      key: `plan.issued:${plan.planId}`,
      unit: plan.issuer,
      kind: 'plan.issued',
      severity: held > 0 ? 'warning' : 'info',
      title: {
        vi: `Đã ban hành kế hoạch ${name}: ${plan.taskIds.length} nhiệm vụ${held > 0 ? `, ${held} nhiệm vụ chờ đính chính` : ''}`,
        en: `Plan ${name} issued: ${plan.taskIds.length} tasks${held > 0 ? `, ${held} wait for correction` : ''}`,
      },
      on,
      dueOn: null,
      link: `/plans/${plan.planId}`,
    },
  ];
}

/** An order from above: told to each unit it is addressed to. */
export function directiveMessages(directive: DirectiveIssued): Message[] {
  const { directiveId, number, asks, byDate, receivedOn } = directive;
  return directive.addressees.map((unit) => ({
    key: `directive.issued:${directiveId}`,
    unit,
    kind: 'directive.issued',
    severity: byDate === null ? 'info' : 'warning',
    title: {
      vi: `Văn bản chỉ đạo ${number}: ${shortened(asks)}${byDate === null ? '' : `, hạn ${dayVi(byDate)}`}`,
      en: `Directive ${number}: ${shortened(asks)}${byDate === null ? '' : `, due ${byDate}`}`,
    },
    on: receivedOn,
    dueOn: byDate,
    link: '/directives',
  }));
}
