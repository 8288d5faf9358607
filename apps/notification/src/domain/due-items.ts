import { levelRank, type AreaTree } from '@thongsuot/areas';
import type { WorkingCalendar } from '@thongsuot/calendar';
import type { AreaVersionId, DueSubject, MessageKind, PlainDate, RuleContent, UnitAt } from '@thongsuot/contracts';
import { committee, same, unitKey, type Message, type Severity, type Variables, type Words } from './message';
import { channelsOf, recipientsOf } from './rules';

/** Something open that has a due day. */
export interface DueItem {
  readonly id: string;
  readonly subject: Exclude<DueSubject, 'dossier'>;
  /** Whoever has to act. */
  readonly units: readonly UnitAt[];
  /** Area whose rules hold. */
  readonly owner: AreaVersionId;
  readonly dueOn: PlainDate;
  /** Last day on which everything due was told. */
  readonly evaluated: PlainDate;
  readonly variables: Variables;
  readonly link: string | null;
}

/** A moment that a rule names for an item. */
interface Occurrence {
  readonly rule: RuleContent;
  readonly label: string;
  readonly on: PlainDate;
  /** Levels climbed; 0 is a reminder. */
  readonly level: number;
}

/** What an item's day makes of it. */
export interface Evaluation {
  readonly messages: Message[];
  /** Next day on which a rule has something to say; null where none has. */
  readonly nextOn: PlainDate | null;
}

/** A directive is not known to be answered: nothing is said of it after its day. */
const CLOSES_ON_DUE_DAY: ReadonlySet<DueSubject> = new Set(['directive']);

function occurrencesOf(item: DueItem, rules: readonly RuleContent[], calendar: WorkingCalendar): Occurrence[] {
  const found: Occurrence[] = [];
  const dayOf = (offset: number): PlainDate => (offset === 0 ? item.dueOn : calendar.addWorkingDays(item.dueOn, offset));
  for (const rule of rules) {
    const { when } = rule;
    if (!rule.enabled || when.type === 'fact' || when.subject !== item.subject) continue;
    if (when.type === 'due-day') {
      for (const n of when.before) found.push({ rule, label: `before-${n}`, on: dayOf(-n), level: 0 });
      if (when.on) found.push({ rule, label: 'on', on: item.dueOn, level: 0 });
      if (CLOSES_ON_DUE_DAY.has(item.subject)) continue;
      for (const n of when.after) found.push({ rule, label: `after-${n}`, on: dayOf(n), level: 0 });
    } else if (!CLOSES_ON_DUE_DAY.has(item.subject)) {
      for (let level = 1; level <= when.levelsMax; level += 1) {
        found.push({ rule, label: `level-${level}`, on: dayOf(when.everyWorkingDays * level), level });
      }
    }
  }
  return found.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

/**
 * What is to be told of an item by `asOf`, and when to look again. Of the reminders of one rule that a pause let pass only
 * the newest is told, with the days that are left now; each level of an escalation is told to whoever stands on it.
 */
export function evaluate(
  item: DueItem,
  rules: readonly RuleContent[],
  asOf: PlainDate,
  { tree, calendar }: { readonly tree: AreaTree; readonly calendar: WorkingCalendar },
): Evaluation {
  const occurrences = occurrencesOf(item, rules, calendar);
  const passed = occurrences.filter(({ on }) => item.evaluated < on && on <= asOf);
  const newest = new Map(passed.filter(({ level }) => level === 0).map((one) => [one.rule.key, one]));
  const told = passed.filter((one) => one.level > 0 || newest.get(one.rule.key) === one);
  return {
    messages: told.flatMap((one) => messagesAt(item, one, asOf, { tree, calendar })),
    nextOn: occurrences.find(({ on }) => on > asOf)?.on ?? null,
  };
}

function messagesAt(
  item: DueItem,
  { rule, label, level }: Occurrence,
  asOf: PlainDate,
  { tree, calendar }: { readonly tree: AreaTree; readonly calendar: WorkingCalendar },
): Message[] {
  const left = calendar.workingDaysBetween(asOf, item.dueOn);
  const kind: MessageKind = level === 0 ? `${item.subject}.reminder` : escalatedKind(item.subject);
  const base = {
    key: `${rule.key}:${label}:${item.id}:${item.dueOn}`,
    ...{ kind, severity: severityOf(item.dueOn, asOf, left), on: asOf, dueOn: item.dueOn, link: item.link },
    variables: {
      ...item.variables,
      when: whenWords(item.dueOn, asOf, left),
      days: same(Math.abs(left)),
      ...(level === 0 ? {} : { level: same(level), responsible: same(item.units.map((unit) => nameOf(unit, tree)).join(', ')) }),
    },
    urgent: rule.urgent,
  };
  const messages = new Map<string, Message>();
  for (const { to, channels } of rule.deliver) {
    const units = level === 0 ? recipientsOf(to, item.units, item.owner, tree) : levelAbove(item.units, level, rule, tree);
    for (const unit of units) {
      const known = messages.get(unitKey(unit))?.channels ?? [];
      messages.set(unitKey(unit), { ...base, unit, channels: channelsOf([...known, ...channels]) });
    }
  }
  return [...messages.values()];
}

function escalatedKind(subject: DueItem['subject']): MessageKind {
  return subject === 'feedback' ? 'feedback.escalated' : 'task.escalated';
}

/** Whoever stands `level` steps above each unit: an agency's own committee first, then the committees above. */
function levelAbove(units: readonly UnitAt[], level: number, { when }: RuleContent, tree: AreaTree): UnitAt[] {
  const highest = when.type === 'late' ? levelRank(when.highest) : 0;
  return units.flatMap((unit) => {
    const area = tree.findById(unit.areaVersion);
    if (area === undefined) return [];
    const areas = [...(unit.agency === null ? [] : [area]), ...tree.ancestors(area.id)];
    const found = areas.filter(({ level: of }) => levelRank(of) >= highest)[level - 1];
    return found === undefined ? [] : [committee(found.id)];
  });
}

function nameOf({ areaVersion, agency }: UnitAt, tree: AreaTree): string {
  const area = tree.findById(areaVersion)?.name ?? areaVersion;
  return agency === null ? area : `${agency}, ${area}`;
}

function whenWords(dueOn: PlainDate, asOf: PlainDate, left: number): Words {
  if (asOf === dueOn) return { vi: 'Hôm nay đến hạn', en: 'Due today' };
  if (asOf > dueOn) {
    const days = Math.abs(left);
    if (days === 0) return { vi: 'Đã quá hạn', en: 'Overdue' };
    return { vi: `Quá hạn ${days} ngày làm việc`, en: `Overdue by ${days} working ${days === 1 ? 'day' : 'days'}` };
  }
  if (left === 0) return { vi: 'Sắp đến hạn', en: 'Due soon' };
  return { vi: `Còn ${left} ngày làm việc`, en: `${left} working ${left === 1 ? 'day' : 'days'} left` };
}

function severityOf(dueOn: PlainDate, asOf: PlainDate, left: number): Severity {
  if (asOf > dueOn) return 'danger';
  return left <= 1 ? 'warning' : 'info';
}
