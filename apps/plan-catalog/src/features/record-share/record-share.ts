import type { AreaTree } from '@thongsuot/areas';
import { ProblemError, type UnitAt } from '@thongsuot/contracts';
import { addEvidence, complete, type Act } from '../../domain/task/transitions';
import {
  allLeadsDone,
  blankShare,
  changeShare,
  progressOf,
  type Share,
  type ShareChange,
  type ShareRole,
} from '../../domain/task/shares';
import { areaWithBelow, unitsOf } from '../areas-of-plans';
import type { Work } from '../ports';
import type { ShareDoc, TaskDoc } from '../records';

/** What is told about one unit's part. */
export interface ShareOrder {
  readonly unit: UnitAt;
  readonly role: ShareRole;
  readonly change: ShareChange;
}

const sameUnit = (a: UnitAt, b: UnitAt): boolean => a.areaVersion === b.areaVersion && a.agency === b.agency;

/** Everyone who has a part in a line: groups opened up, what was told filled in. */
export function sharesOf(line: TaskDoc, told: readonly ShareDoc[], tree: AreaTree): Share[] {
  const area = areaWithBelow(tree, tree.byId(line.areaVersion), line.year);
  const nameOf = new Map(unitsOf([...line.leads, ...line.coordinators], area).map((unit) => [keyOf(unit), unit.name]));
  const leads = line.leadUnits.map((unit) => ({ unit, role: 'lead' as const }));
  const coordinators = unitsOf(line.coordinators, area)
    .filter((unit) => !line.leadUnits.some((lead) => sameUnit(lead, unit)))
    .map(({ areaVersion, agency }) => ({ unit: { areaVersion, agency }, role: 'coordinator' as const }));
  return [...leads, ...coordinators].map(({ unit, role }) => {
    const known = told.find((one) => one.role === role && sameUnit(one.unit, unit));
    const name = nameOf.get(keyOf(unit)) ?? tree.findById(unit.areaVersion)?.name ?? unit.areaVersion;
    return known === undefined ? blankShare(unit, name, role) : shareIn(known);
  });
}

function keyOf(unit: UnitAt): string {
  return `${unit.areaVersion}/${unit.agency ?? ''}`;
}

function shareIn({ _id, rev: _rev, lastPackId: _pack, lineId: _line, taskId: _task, ...share }: ShareDoc): Share {
  return share;
}

/**
 * Records how far a unit is with its part. When the last lead is done the whole occurrence is: with the proofs that the leads
 * gave, where the plan asks for a product; without any it stays open until one is added.
 *
 * @throws RuleBroken `occurrence-closed`, `share-contradicts-itself`
 * @throws ProblemError `not-found` for a unit that has no part in the task
 */
export async function recordShare(work: Work, line: TaskDoc, order: ShareOrder, act: Act, tree: AreaTree): Promise<TaskDoc> {
  if (line.occurrence === null) throw new ProblemError('task-state-conflict');
  const told = await work.shares.ofLine(line._id);
  const shares = sharesOf(line, told, tree);
  const before = shares.find((one) => one.role === order.role && sameUnit(one.unit, order.unit));
  if (before === undefined) {
    throw new ProblemError('not-found', {
      detail: 'Đơn vị không có phần việc ở nhiệm vụ này / The unit has no part in this task',
    });
  }
  const share = changeShare(before, order.change, act);
  const known = told.find((one) => one.role === order.role && sameUnit(one.unit, order.unit));
  await work.shares.keep({
    ...share,
    ...{ _id: known?._id ?? `${line._id}/${keyOf(order.unit)}/${order.role}`, rev: (known?.rev ?? 0) + 1, lastPackId: null },
    ...{ lineId: line._id, taskId: line.taskId },
  });
  const after = shares.map((one) => (one === before ? share : one));
  const progress = progressOf(after);
  const proofs = after.flatMap((one) => (one.role === 'lead' && one.evidence !== null ? [one.evidence] : []));
  const proven = line.products.length === 0 || line.occurrence.evidence.length > 0 || proofs.length > 0;
  const finished = line.status === 'completed' || line.status === 'cancelled';
  if (finished || !allLeadsDone(after) || !proven) return work.tasks.note(line, progress);
  let occurrence = proofs.reduce(
    (one, reference) => addEvidence(one, { kind: 'document', reference, by: act.by, at: act.at }),
    line.occurrence,
  );
  while (occurrence.state !== 'completed') occurrence = complete(occurrence, act, { needsEvidence: false }).occurrence;
  const change = { type: 'task.completed', on: act.on, before: line.occurrence, after: occurrence } as const;
  const moved = { occurrence, changes: [change] };
  const [saved = line] = await work.tasks.save([{ line: { ...line, shareProgress: progress }, moved }]);
  return saved;
}
