import { AreaVersionId } from '@thongsuot/contracts';
import type { AreaTree, AreaTreeParts } from './area-tree';
import { AreaAct } from './area-act';
import { AreaError } from './area-error';
import { AreaVersion, Succession, areaVersionId, levelRank } from './area-version';
import { dayBefore } from './days';
import { ActPlan, Target, planAct, refusal } from './plan-act';

/**
 * The parts of the tree after an act. Every changed area and everything below it ends the day before the act and begins
 * anew on its date; later versions (of acts already applied, where this one is backdated) keep their ids and are hung
 * under the new ones.
 */
export function applyAct(tree: AreaTree, act: AreaAct): AreaTreeParts {
  const plan = planAct(tree, act);
  const born = bearByLevel(tree, plan);
  const survivors = tree.parts.versions.map((version): AreaVersion => {
    if (plan.ended.has(version.id)) return { ...version, validTo: dayBefore(act.effectiveOn) };
    const startsLater = version.validFrom !== null && version.validFrom >= act.effectiveOn;
    const parentEnds = version.parentId !== null && plan.ended.has(version.parentId);
    return startsLater && parentEnds ? { ...version, parentId: heirForChildren(plan, version) } : version;
  });
  refuseUsedCodes(survivors, born);
  const versions = survivors.concat(born);
  refuseParentsThatEndFirst(versions);
  return {
    versions,
    successions: [...movedSuccessions(tree, plan), ...newSuccessions(plan)],
    inheritanceRules: [...tree.parts.inheritanceRules, ...plan.namedHeirs],
  };
}

/** Makes the new versions from the top down, since each needs the one above it, and carries over what lies below. */
function bearByLevel(tree: AreaTree, plan: ActPlan): AreaVersion[] {
  const { act } = plan;
  const born = new Map<AreaVersionId, AreaVersion>();
  for (const rank of [1, 2, 3]) {
    for (const endedId of [...plan.ended.keys()]) {
      for (const child of tree.childrenOfAllDates(endedId)) {
        const goesOn = levelRank(child.level) === rank && plan.isAliveAcross(child) && !plan.ended.has(child.id);
        if (goesOn) plan.carryOver(child);
      }
    }
    for (const target of plan.targets.values()) {
      if (levelRank(target.level) !== rank) continue;
      const parentId = parentIdOf(plan, target);
      const parent = born.get(parentId) ?? tree.findById(parentId);
      if (!parent || levelRank(parent.level) >= rank) throw parentInvalid(target.code, parentId);
      const { code, name, level, validTo } = target;
      const id = areaVersionId(code, act.effectiveOn);
      born.set(id, { id, code, name, level, parentId, validFrom: act.effectiveOn, validTo, act: act.id });
    }
  }
  return [...born.values()];
}

function parentIdOf(plan: ActPlan, target: Target): AreaVersionId {
  if (target.parentCode !== undefined) {
    const named = plan.idAfter(target.parentCode);
    if (!named) throw parentInvalid(target.code, target.parentCode);
    return named;
  }
  const first = target.predecessors[0]?.version;
  if (!first || first.parentId === null) throw parentInvalid(target.code, '?');
  return plan.ended.has(first.parentId) ? heirForChildren(plan, first) : first.parentId;
}

/** Where an area below an ended one goes. */
function heirForChildren(plan: ActPlan, child: AreaVersion): AreaVersionId {
  const heirCode = child.parentId === null ? undefined : plan.ended.get(child.parentId);
  const heirId = heirCode === undefined ? undefined : plan.idAfter(heirCode);
  if (heirId) return heirId;
  throw refusal('area-children-unassigned', child.id, 'văn bản chưa nói về đâu', 'the act does not say where it goes');
}

function newSuccessions(plan: ActPlan): Succession[] {
  return [...plan.targets.values()].flatMap((target) => {
    const to = areaVersionId(target.code, plan.act.effectiveOn);
    return target.predecessors.map(({ version, extent, isDefault }) => ({ from: version.id, to, extent, isDefault }));
  });
}

/**
 * Successions that left an ended version at its old end now leave those that took its place. Where a backdated merger
 * gives an area several later successors, it is divided among them.
 */
function movedSuccessions(tree: AreaTree, plan: ActPlan): Succession[] {
  const moved: Succession[] = [];
  for (const target of plan.targets.values()) {
    const links = new Map(
      target.predecessors.flatMap(({ version }) => tree.successorsOf(version.id)).map((link) => [link.id, link]),
    );
    const chosen = [...links.values()].find((link) => link.isDefault)?.id;
    const from = areaVersionId(target.code, plan.act.effectiveOn);
    for (const { id, extent } of links.values())
      moved.push({ from, to: id, extent: links.size > 1 ? 'part' : extent, isDefault: id === chosen });
  }
  return tree.parts.successions.filter((succession) => !plan.ended.has(succession.from)).concat(moved);
}

function refuseUsedCodes(survivors: readonly AreaVersion[], born: readonly AreaVersion[]): void {
  const bornByCode = new Map(born.map((version) => [version.code, version]));
  for (const version of survivors) {
    const other = bornByCode.get(version.code);
    const startsBefore = other?.validTo === null || version.validFrom === null || version.validFrom <= (other?.validTo ?? '');
    const endsAfter = version.validTo === null || version.validTo >= (other?.validFrom ?? '');
    if (other && startsBefore && endsAfter)
      throw refusal('area-code-in-use', version.code, 'mã đang được dùng', 'the code is in use');
  }
}

/** A parent that ends before its child, or begins after it, would leave the child hanging. */
function refuseParentsThatEndFirst(versions: readonly AreaVersion[]): void {
  const byId = new Map(versions.map((version) => [version.id, version]));
  for (const version of versions) {
    const parent = version.parentId === null ? undefined : byId.get(version.parentId);
    if (parent && !covers(parent, version)) throw parentInvalid(version.id, parent.id);
  }
}

function covers(parent: AreaVersion, child: AreaVersion): boolean {
  const endsFirst = parent.validTo !== null && (child.validTo === null || parent.validTo < child.validTo);
  const beginsLater = parent.validFrom !== null && (child.validFrom === null || child.validFrom < parent.validFrom);
  return !endsFirst && !beginsLater;
}

function parentInvalid(subject: string, parent: string): AreaError {
  return refusal('area-parent-invalid', subject, `không thể trực thuộc ${parent}`, `cannot lie in ${parent}`);
}
