import { AreaVersionId, type AreaLevel, type PlainDate, type PostingChannel, type PostingState } from '@thongsuot/contracts';

/** What one decision says of one procedure. Duties are never stored: they follow from these and from who is bound. */
export interface DutyRule {
  readonly province: string;
  readonly procedureCode: string;
  readonly version: number;
  /** `ended`: abolished, or replaced by another procedure. */
  readonly kind: 'required' | 'ended';
  readonly levels: readonly AreaLevel[];
  readonly channels: readonly PostingChannel[];
  readonly effectiveOn: PlainDate;
  readonly decisionId: string;
  /** Later decisions win over earlier ones of the same day. */
  readonly order: string;
  readonly dueOn: Partial<Record<PostingChannel, PlainDate | null>>;
}

/** A posting as it is stored; `history` lets any day be asked for. */
export interface Posting {
  readonly areaVersion: string;
  readonly procedureCode: string;
  readonly channel: PostingChannel;
  readonly version: number;
  readonly state: 'posted' | 'withdrawn';
  readonly postedOn: PlainDate | null;
  readonly withdrawnOn: PlainDate | null;
  readonly decisionId: string;
  readonly history: readonly { version: number; postedOn: PlainDate; withdrawnOn: PlainDate | null }[];
}

/** The rule that decides on each procedure on a day: the last in force. */
export function rulesInForce(rules: readonly DutyRule[], on: PlainDate): Map<string, DutyRule> {
  const found = new Map<string, DutyRule>();
  for (const rule of rules) {
    if (rule.effectiveOn > on) continue;
    const known = found.get(rule.procedureCode);
    if (!known || isLater(rule, known)) found.set(rule.procedureCode, rule);
  }
  return found;
}

export function isLater(a: DutyRule, b: DutyRule): boolean {
  return a.effectiveOn > b.effectiveOn || (a.effectiveOn === b.effectiveOn && a.order > b.order);
}

/** True where the rule asks units of `level` to post. */
export function binds(rule: DutyRule | undefined, level: AreaLevel): rule is DutyRule {
  return rule?.kind === 'required' && rule.levels.includes(level);
}

/** Key of one cell of the ledger, which is also the subject of its events. */
export function cellKey(areaVersion: string, procedureCode: string, channel: PostingChannel): string {
  return `${areaVersion}:${procedureCode}:${channel}`;
}

/** True where the posting, as it stood on `on`, showed at least `version`. */
export function wasPostedOn(posting: Pick<Posting, 'history'> | undefined, version: number, on: PlainDate): boolean {
  return (
    posting?.history.some(
      (each) => each.version >= version && each.postedOn <= on && (each.withdrawnOn === null || each.withdrawnOn > on),
    ) ?? false
  );
}

/** One cell: who, what, where. */
export interface Cell {
  readonly areaVersion: string;
  readonly level: AreaLevel;
  readonly procedureCode: string;
  readonly channel: PostingChannel;
}

/**
 * Where a cell stands on a day, null where nothing was ever asked or done.
 * @param rule what decides on the procedure that day
 * @param lateTold true once `posting.overdue` named this cell
 */
export function cellState(
  cell: Cell,
  rule: DutyRule | undefined,
  posting: Posting | undefined,
  on: PlainDate,
  lateTold = false,
): PostingState | null {
  const unit = { areaVersion: AreaVersionId.parse(cell.areaVersion), agency: null };
  const base = { procedureCode: cell.procedureCode, unit, channel: cell.channel };
  const required = binds(rule, cell.level) && rule.channels.includes(cell.channel);
  if (required) {
    const dueOn = rule.dueOn[cell.channel] ?? null;
    const asked = { ...base, version: rule.version, dueOn, decisionId: rule.decisionId };
    if (posting && wasPostedOn(posting, rule.version, on)) {
      const shown = posting.history.find((each) => each.version >= rule.version && each.postedOn <= on);
      return {
        ...asked,
        version: shown?.version ?? rule.version,
        state: 'posted',
        postedOn: shown?.postedOn ?? null,
        withdrawnOn: null,
      };
    }
    return { ...asked, state: lateTold ? 'overdue' : 'required', postedOn: null, withdrawnOn: null };
  }
  if (!posting) return null;
  const shown = {
    ...base,
    version: posting.version,
    postedOn: posting.postedOn,
    dueOn: null,
    decisionId: rule?.decisionId ?? posting.decisionId,
  };
  if (!wasPostedOn(posting, 1, on)) return { ...shown, state: 'withdrawn', withdrawnOn: posting.withdrawnOn };
  // Posted of one's own will, where no rule asks for it, is simply posted; what a decision ended must come down.
  const mustGo = rule?.kind === 'ended' || (rule !== undefined && !rule.levels.includes(cell.level));
  return { ...shown, state: mustGo ? 'to-withdraw' : 'posted', withdrawnOn: null };
}

/** Same standing of a cell, whatever decision it rests on. */
export function sameStanding(a: PostingState | null, b: PostingState | null): boolean {
  if (a === null || b === null) return a === b;
  return a.state === b.state && a.version === b.version && a.dueOn === b.dueOn && a.decisionId === b.decisionId;
}
