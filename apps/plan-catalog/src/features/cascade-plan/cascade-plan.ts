import { createHash } from 'node:crypto';
import type { AreaTree } from '@thongsuot/areas';
import { ProblemError } from '@thongsuot/contracts';
import type { ImportedPlan, ImportedSection } from '../../domain/import/imported-plan';
import { descend, type Descent } from '../../domain/lineage/descend';
import type { PlanTask } from '../../domain/plan/plan';
import type { ResponsibleUnit } from '../../domain/plan/responsible';
import { areaWithBelow, placedIn, unitsOf } from '../areas-of-plans';
import { newId } from '../new-id';
import type { Work } from '../ports';
import type { PlanDoc } from '../records';

/** The draft that a unit below starts from. */
export interface Cascaded {
  readonly unit: ResponsibleUnit;
  readonly plan: PlanDoc;
  /** The unit had its draft from this plan before; nothing was changed. */
  readonly unchanged: boolean;
}

/**
 * Hands an issued plan down: each unit gets a draft with the tasks it has a part in, every one adopted until the unit adapts or
 * omits it. Areas take the targets over as well; an agency answers for tasks, not for its area's targets.
 *
 * @param isAsked picks the units; by default every area below that the plan names
 * @throws ProblemError `conflict` for a draft, `not-found` where the plan names none of the units asked for
 */
export async function cascadePlan(
  work: Work,
  parent: PlanDoc,
  isAsked: (unit: ResponsibleUnit) => boolean,
  who: { readonly by: string; readonly at: Date },
  tree: AreaTree,
): Promise<Cascaded[]> {
  if (parent.state !== 'issued') {
    throw new ProblemError('conflict', { detail: 'Chỉ giao kế hoạch đã ban hành / Only an issued plan is handed down' });
  }
  const area = areaWithBelow(tree, tree.byId(parent.areaVersion), parent.year);
  const named = unitsOf(
    parent.tasks.flatMap((task) => [...task.leads, ...task.coordinators]),
    area,
  );
  const units = named.filter(isAsked);
  if (units.length === 0) {
    throw new ProblemError('not-found', {
      detail: 'Kế hoạch không giao việc cho đơn vị nào được nêu / The plan names none of the units asked for',
    });
  }
  const at = who.at.toISOString();
  const before = await work.plans.ofAreas(
    units.map((unit) => unit.areaVersion),
    parent.year,
  );
  const handed: Cascaded[] = [];
  for (const unit of units) {
    const fileHash = cascadeHash(parent, unit);
    const known = before.find((plan) => plan.areaVersion === unit.areaVersion && plan.fileHash === fileHash);
    if (known !== undefined) {
      handed.push({ unit, plan: known, unchanged: true });
      continue;
    }
    const descent = descend(parent.tasks, unit, (names) => unitsOf(names, area), { by: who.by, at, newId });
    const plan = draftBelow(parent, unit, descent, fileHash, who, tree);
    await work.plans.insert(plan);
    handed.push({ unit, plan, unchanged: false });
  }
  const drawn = handed.filter((one) => !one.unchanged).length;
  if (drawn > 0) {
    work.audit({ actor: who.by, action: 'plan-catalog.cascadePlan', subject: `plan ${parent._id}`, detail: { units: drawn } });
  }
  return handed;
}

/** A draft handed down has no file; this stands for one, so that handing down twice changes nothing. */
function cascadeHash(parent: PlanDoc, unit: ResponsibleUnit): string {
  return createHash('sha256')
    .update(`${parent._id}/${unit.areaVersion}/${unit.agency ?? ''}`)
    .digest('hex');
}

function draftBelow(
  parent: PlanDoc,
  unit: ResponsibleUnit,
  descent: Descent,
  fileHash: string,
  who: { readonly by: string; readonly at: Date },
  tree: AreaTree,
): PlanDoc {
  const version = tree.byId(unit.areaVersion);
  return {
    ...{ _id: newId(), rev: 1, lastPackId: null, ...placedIn(tree, version), year: parent.year, fileHash, state: 'draft' },
    ...{ number: null, issued: null, source: sourceBelow(parent, unit, descent.tasks, tree), findings: [] },
    ...{ tasks: descent.tasks, corrections: [], lineage: descent.lineage, parentPlanId: parent._id },
    ...(unit.agency === null ? {} : { agency: { slug: unit.agency, name: unit.name } }),
    ...{ importedBy: who.by, importedAt: who.at },
  };
}

/** What the draft would have been imported as. */
function sourceBelow(parent: PlanDoc, unit: ResponsibleUnit, tasks: readonly PlanTask[], tree: AreaTree): ImportedPlan['plan'] {
  const { source } = parent;
  const version = tree.byId(unit.areaVersion);
  const parents = tree.ancestors(version.id).filter((one) => one.level !== 'country');
  const taken = { leadAndCoordinatorMerged: false, withheld: false, confidence: 1, findings: [] };
  const sections = source.sections.map((section): ImportedSection => ({
    ...{ number: section.number, name: section.name },
    tasks: section.tasks.flatMap((imported) => {
      const task = tasks.find((one) => one.ref === imported.ref);
      return task === undefined ? [] : [{ ...imported, leads: task.leads, coordinators: [], ...taken }];
    }),
  }));
  return {
    ...{ number: null, issued: null, year: parent.year, title: source.title, signer: null, bases: [], recipients: [] },
    ...{ prose: [], duties: [], targets: unit.agency === null ? source.targets : [] },
    issuer: {
      name: unit.agency === null ? `UBND ${unit.name}` : unit.name,
      area: version.code,
      parents: parents.map((one) => one.code),
    },
    follows: { number: parent.number, issued: parent.issued, issuer: source.issuer?.name ?? null, area: parent.areaCode },
    sections: sections.filter((section) => section.tasks.length > 0),
  };
}
