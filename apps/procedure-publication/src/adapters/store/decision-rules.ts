import { AreaVersionId, DecisionAnnounced, Uuid, type AreaLevel } from '@thongsuot/contracts';
import type { Tx } from '@thongsuot/mongo-store';
import { postingDueOn } from '../../domain/clocks';
import type { DecidedItem } from '../../domain/decide';
import { isLater, type DutyRule } from '../../domain/duties';
import type { DecisionDoc, RuleDoc } from './rows';

/** Rules that a decision makes; a replaced procedure ends by the item of the one that replaces it. */
export function rulesOf(doc: DecisionDoc, order: string): RuleDoc[] {
  const base = { province: doc.province, effectiveOn: doc.effectiveOn, decisionId: doc._id, order };
  const ended = { ...base, kind: 'ended' as const, version: 1, levels: [], channels: [], dueOn: {} };
  return doc.items.flatMap(({ procedureCode, kind, version, levels, channels, replacesCode }): RuleDoc[] => {
    const dueOn = Object.fromEntries(channels.map((channel) => [channel, postingDueOn(channel, doc.clocks, doc.effectiveOn)]));
    const own: RuleDoc =
      kind === 'abolished'
        ? { _id: `${doc._id}:${procedureCode}`, ...ended, procedureCode, version }
        : { _id: `${doc._id}:${procedureCode}`, ...base, kind: 'required', procedureCode, version, levels, channels, dueOn };
    return replacesCode === null ? [own] : [own, { _id: `${doc._id}:${replacesCode}`, ...ended, procedureCode: replacesCode }];
  });
}

/** Tells of a decision that binds units. */
export function tellAnnounced(tx: Tx, doc: DecisionDoc, levels: AreaLevel[]): void {
  const province = AreaVersionId.parse(doc.province);
  tx.emit(DecisionAnnounced, {
    subject: doc._id,
    key: province,
    data: {
      decisionId: Uuid.parse(doc._id),
      number: doc.number,
      signedOn: doc.signedOn,
      effectiveOn: doc.effectiveOn,
      binds: { areaVersion: province, levels },
      items: doc.items.map(({ procedureCode, kind, version, replacesCode, levels: itemLevels, channels }) => ({
        procedureCode,
        kind,
        version,
        replacesCode,
        levels: [...itemLevels],
        channels: [...channels],
      })),
      postingDueOn: postingDueOn('desk', doc.clocks, doc.effectiveOn),
    },
  });
}

/** The rule that decides last on each procedure, also where it is not in force yet. */
export function latestRules(rules: readonly DutyRule[]): Map<string, DutyRule> {
  const found = new Map<string, DutyRule>();
  for (const rule of rules) {
    const known = found.get(rule.procedureCode);
    if (!known || isLater(rule, known)) found.set(rule.procedureCode, rule);
  }
  return found;
}

/** Levels whose units have something to do: those that carry it out from now on, and those that did. */
export function levelsBound(items: readonly DecidedItem[], standing: ReadonlyMap<string, DutyRule>): AreaLevel[] {
  const levels = items.flatMap((item) => [
    ...item.levels,
    ...(standing.get(item.procedureCode)?.levels ?? []),
    ...(item.replacesCode === null ? [] : (standing.get(item.replacesCode)?.levels ?? [])),
  ]);
  return [...new Set(levels)];
}
