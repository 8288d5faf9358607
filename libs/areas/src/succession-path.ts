import { AreaVersionId, PlainDate } from '@thongsuot/contracts';
import type { AreaTree } from './area-tree';
import { AreaVersion, SuccessionLink, isValidOn } from './area-version';
import { dayAfter } from './days';
import { defaultRule, namedHeir } from './inheritance';

/** As-now place of an area's facts. */
export interface Mapped {
  readonly id: AreaVersionId;
  /** True when a division or an inheritance rule was passed on the way. */
  readonly estimated: boolean;
}

/** Who answers for an area's open items, and on what ground. */
export interface Heir extends Mapped {
  /** `itself`: still in force; `succession`: successors all the way; `rule`: an inheritance rule was needed. */
  readonly basis: 'itself' | 'succession' | 'rule';
  /** False when a rule was used that no act in our records confirms. */
  readonly confirmed: boolean;
}

/** See {@link AreaTree.heirOf}. Each step goes to a later version, so the walk ends. */
export function findHeir(tree: AreaTree, version: AreaVersion, on: PlainDate): Heir | undefined {
  let at = version;
  let heir: Heir = { id: at.id, estimated: false, basis: 'itself', confirmed: true };
  while (!isValidOn(at, on)) {
    if (at.validTo === null || at.validTo >= on) return undefined;
    const link = mainSuccessor(tree.successorsOf(at.id));
    if (link) {
      const basis = heir.basis === 'rule' ? 'rule' : 'succession';
      heir = { ...heir, id: link.id, estimated: heir.estimated || link.extent === 'part', basis };
      at = tree.byId(link.id);
      continue;
    }
    const step = heirByRule(tree, at, dayAfter(at.validTo));
    if (!step) return undefined;
    heir = { id: step.heir.id, estimated: true, basis: 'rule', confirmed: heir.confirmed && step.confirmed };
    at = step.heir;
  }
  return heir;
}

function mainSuccessor(links: readonly SuccessionLink[]): SuccessionLink | undefined {
  return links.find((link) => link.isDefault) ?? links[0];
}

function heirByRule(
  tree: AreaTree,
  abolished: AreaVersion,
  from: PlainDate,
): { heir: AreaVersion; confirmed: boolean } | undefined {
  const rules = tree.parts.inheritanceRules;
  const named = namedHeir(rules, abolished.code, from);
  const rule = named ?? defaultRule(rules, abolished.level, from);
  const heir = named ? tree.findByCode(named.heirCode, from) : successorOfProvince(tree, abolished, from);
  return rule && heir && { heir, confirmed: rule.confirmed };
}

function successorOfProvince(tree: AreaTree, abolished: AreaVersion, from: PlainDate): AreaVersion | undefined {
  const province = tree.ancestors(abolished.id).find((area) => area.level === 'province');
  const heir = province && findHeir(tree, province, from);
  return heir && tree.byId(heir.id);
}
