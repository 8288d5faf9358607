import type { AreaTree } from '@thongsuot/areas';
import type { AnswerOf, TaskStateName, UnitRef, getPlanCoverage } from '@thongsuot/contracts';
import { targetStanding } from '../../domain/lineage/descend';
import { coverageOf, type PlanBelow } from '../../domain/plan/coverage';
import type { ResponsibleUnit } from '../../domain/plan/responsible';
import { areaWithBelow, unitsOf } from '../areas-of-plans';
import type { PlanDoc } from '../records';

/** What the matrix tells. */
export type CoverageMatrix = Pick<AnswerOf<typeof getPlanCoverage>, 'items' | 'targets'>;

/** How a unit is named outside: the code of its area, and its agency. */
export function unitRef(tree: AreaTree, unit: { readonly areaVersion: string; readonly agency: string | null }): UnitRef {
  const { code } = tree.byId(unit.areaVersion);
  return (unit.agency === null ? code : `${code}/${unit.agency}`) as UnitRef;
}

/**
 * Parent task × unit below, and parent target × area below.
 *
 * @param below plans of the same year in the area, the plan itself left out
 * @param statuses the states of a task's occurrences by its id
 */
export function coverageMatrix(
  plan: PlanDoc,
  below: readonly PlanDoc[],
  statuses: ReadonlyMap<string, readonly TaskStateName[]>,
  tree: AreaTree,
): CoverageMatrix {
  const { areaVersion } = plan;
  const area = areaWithBelow(tree, tree.byId(areaVersion), plan.year);
  const plans = below.map(planBelow);
  const items = plan.tasks.map((task) => ({
    ...{ taskId: task.id, ref: task.ref, title: task.title, state: task.state },
    units: (['lead', 'coordinator'] as const).flatMap((role) =>
      unitsOf(role === 'lead' ? task.leads : task.coordinators, area).map((unit) => {
        const { unit: _, later, ...cell } = coverageOf(task, unit, role, { areaVersion, plans }, statuses);
        return { unit: unitRef(tree, unit), name: unit.name, ...cell, later: [...later] };
      }),
    ),
  }));
  const areas = unitsOf(
    plan.tasks.flatMap((task) => [...task.leads, ...task.coordinators]),
    area,
  ).filter((unit) => unit.agency === null && unit.areaVersion !== areaVersion);
  const targets = plan.source.targets.map((target) => ({
    ...{ key: target.key, label: target.label },
    units: areas.map((unit) => ({ unit: unitRef(tree, unit), name: unit.name, state: standing(target, unit, below) })),
  }));
  return { items, targets };
}

function standing(
  target: PlanDoc['source']['targets'][number],
  unit: ResponsibleUnit,
  below: readonly PlanDoc[],
): CoverageMatrix['targets'][number]['units'][number]['state'] {
  const own = below.filter((plan) => plan.areaVersion === unit.areaVersion && plan.agency === undefined);
  const counted = own.find((plan) => plan.state === 'issued') ?? own[0];
  return counted === undefined ? 'no-plan' : targetStanding(target, counted.source.targets);
}

function planBelow({ _id, areaVersion, agency, state, tasks, lineage = [] }: PlanDoc): PlanBelow {
  return { id: _id, areaVersion, agency: agency?.slug ?? null, state, tasks, lineage };
}
