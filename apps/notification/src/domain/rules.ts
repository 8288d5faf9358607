import type { AreaTree } from '@thongsuot/areas';
import type { AreaVersionId, MessageChannel, PlainDate, RuleContent, RuleRecipient, UnitAt } from '@thongsuot/contracts';
import { committee, unitKey, uniqueUnits, type Fact, type Message } from './message';

/** A rule and the area it is laid down for; null is everywhere. */
export interface ScopedRule {
  readonly id: string;
  readonly area: string | null;
  readonly content: RuleContent;
}

/** The area version and all above it, nearest first; the version alone where the tree does not know it yet. */
export function pathOf(tree: AreaTree, areaVersion: string): string[] {
  return tree.findById(areaVersion) === undefined
    ? [areaVersion]
    : [areaVersion, ...tree.ancestors(areaVersion).map((area) => area.id)];
}

/**
 * The rules that hold in an area on a day: of each key the nearest one in force that day, switched off or not. Of two laid
 * down for the same area the one that began later holds.
 */
export function rulesInForce(rules: readonly ScopedRule[], path: readonly string[], on: PlainDate): ScopedRule[] {
  const nearest = new Map<string, { readonly rule: ScopedRule; readonly distance: number }>();
  for (const rule of rules) {
    const { key, validFrom, validTo } = rule.content;
    if (on < validFrom || (validTo !== null && validTo < on)) continue;
    const distance = rule.area === null ? path.length : path.indexOf(rule.area);
    if (distance < 0) continue;
    const known = nearest.get(key);
    if (known && !stepsIn({ rule, distance }, known)) continue;
    nearest.set(key, { rule, distance });
  }
  return [...nearest.values()].map(({ rule }) => rule);
}

interface Placed {
  readonly rule: ScopedRule;
  readonly distance: number;
}

function stepsIn(one: Placed, other: Placed): boolean {
  if (one.distance !== other.distance) return one.distance < other.distance;
  const shipped = (id: string): boolean => id.startsWith('shipped:');
  if (shipped(one.rule.id) !== shipped(other.rule.id)) return shipped(other.rule.id);
  return one.rule.content.validFrom >= other.rule.content.validFrom;
}

/** Who is meant by a role of a rule. */
export function recipientsOf(
  role: RuleRecipient,
  responsible: readonly UnitAt[],
  owner: AreaVersionId,
  tree: AreaTree,
): readonly UnitAt[] {
  if (role === 'responsible') return responsible;
  if (role === 'committee') return [committee(owner)];
  const parent = tree.findById(owner)?.parentId;
  return parent === undefined || parent === null ? [] : [committee(parent)];
}

/** The inbox is the record that the other ways point to. */
export function channelsOf(named: readonly MessageChannel[]): MessageChannel[] {
  return [...new Set<MessageChannel>(['inbox', ...named])];
}

/** What the rules make of a fact: one message a unit, by all the ways that any of them names. */
export function messagesOf(fact: Fact, rules: readonly ScopedRule[], tree: AreaTree): Message[] {
  const owners = new Map<AreaVersionId, UnitAt[]>();
  for (const unit of uniqueUnits(fact.units)) {
    const owner = fact.owner ?? unit.areaVersion;
    owners.set(owner, [...(owners.get(owner) ?? []), unit]);
  }
  const messages = new Map<string, Message>();
  for (const [owner, units] of owners) {
    for (const { content } of rulesInForce(rules, pathOf(tree, owner), fact.on)) {
      if (!content.enabled || content.when.type !== 'fact' || !content.when.kinds.includes(fact.kind)) continue;
      for (const { to, channels } of content.deliver) {
        for (const unit of recipientsOf(to, units, owner, tree)) {
          const known = messages.get(unitKey(unit));
          const { key, kind, severity, on, dueOn, link, variables } = fact;
          messages.set(unitKey(unit), {
            ...{ key, unit, kind, severity, on, dueOn, link, variables },
            channels: channelsOf([...(known?.channels ?? []), ...channels]),
            urgent: content.urgent || (known?.urgent ?? false),
          });
        }
      }
    }
  }
  return [...messages.values()];
}
