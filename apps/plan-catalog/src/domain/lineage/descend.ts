import type { Instant } from '@thongsuot/contracts';
import type { PlanTarget } from '../import/plan-reading';
import type { PlanTask } from '../plan/plan';
import type { ResponsibleUnit } from '../plan/responsible';
import type { Lineage } from './lineage';

/** What a unit below starts from: the tasks of the plan above that name it, each adopted until it says otherwise. */
export interface Descent {
  /** In the order of the plan above. */
  readonly tasks: readonly PlanTask[];
  readonly lineage: readonly Lineage[];
}

const same = (a: Pick<ResponsibleUnit, 'areaVersion' | 'agency'>, b: Pick<ResponsibleUnit, 'areaVersion' | 'agency'>): boolean =>
  a.areaVersion === b.areaVersion && a.agency === b.agency;

/**
 * The tasks of a plan above that a unit has a part in, led or coordinated, as tasks of its own plan: led by itself, with the
 * wording, products and days from above. Tasks held back above are left out until they are released there.
 *
 * @param unitsOf the units behind a list of names in the plan above, groups opened up
 */
export function descend(
  parentTasks: readonly PlanTask[],
  unit: ResponsibleUnit,
  unitsOf: (names: readonly string[]) => readonly ResponsibleUnit[],
  who: { readonly by: string; readonly at: Instant; readonly newId: () => string },
): Descent {
  const concerned = parentTasks.filter(
    (task) => task.state === 'released' && unitsOf([...task.leads, ...task.coordinators]).some((one) => same(one, unit)),
  );
  const refs = new Set(concerned.map((task) => task.ref));
  const { by, at } = who;
  const pairs = concerned.map((parent) => {
    const task: PlanTask = {
      id: who.newId(),
      ...{ ref: parent.ref, title: parent.title, products: parent.products, time: parent.time, deadlines: parent.deadlines },
      leads: [unit.name],
      coordinators: [],
      dependsOn: parent.dependsOn.filter((ref) => refs.has(ref)),
      findings: [],
      state: 'draft',
    };
    const line: Lineage = {
      ...{ parentTaskId: parent.id, parentRef: parent.ref, stance: 'adopted', taskId: task.id, reason: null, by, at },
    };
    return { task, line };
  });
  return { tasks: pairs.map(({ task }) => task), lineage: pairs.map(({ line }) => line) };
}

/** How a target below stands to the one above. `different`: they cannot be compared (words, another measure). */
export type TargetStanding = 'same' | 'stricter' | 'weaker' | 'different' | 'missing';

const goal = (target: PlanTarget): number | undefined => (target.op === 'text' ? undefined : (target.percent ?? target.count));
const DIRECTION = { '>=': 1, '>': 1, '<=': -1, '<': -1, '=': 0 } as const;

/** Compares a target of a plan below with that of the plan above, by the measure they share. */
export function targetStanding(above: PlanTarget, below: readonly PlanTarget[]): TargetStanding {
  const own = below.find((one) => one.key === above.key);
  if (own === undefined) return 'missing';
  if (above.op === 'text' || own.op === 'text') {
    return above.op === 'text' && own.op === 'text' && above.text === own.text ? 'same' : 'different';
  }
  const [wanted, given] = [goal(above), goal(own)];
  if (wanted === undefined || given === undefined || (above.percent === undefined) !== (own.percent === undefined))
    return 'different';
  const direction = DIRECTION[above.op] || (wanted === 0 ? -1 : 1);
  const ownDirection = DIRECTION[own.op] || direction;
  if (ownDirection !== direction) return 'different';
  if (wanted === given) return 'same';
  return (given - wanted) * direction > 0 ? 'stricter' : 'weaker';
}
