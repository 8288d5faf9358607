import { AreaCode, AreaLevel, AreaVersionId, PlainDate } from '@thongsuot/contracts';
import type { AreaTree } from './area-tree';
import { AreaAct, AreaChange } from './area-act';
import { AreaError, AreaErrorCode } from './area-error';
import { AreaVersion, SuccessionExtent, areaVersionId, isValidOn } from './area-version';
import { dayBefore } from './days';
import { InheritanceRule } from './inheritance';

/** An area that begins with the act. */
export interface Target {
  readonly code: AreaCode;
  readonly name: string;
  readonly level: AreaLevel;
  readonly parentCode: AreaCode | undefined;
  readonly validTo: PlainDate | null;
  readonly predecessors: { version: AreaVersion; extent: SuccessionExtent; isDefault: boolean }[];
}

type Edit = { name?: string; parentCode?: AreaCode; newCode?: AreaCode };

/** What an act ends and begins, before parents are looked up. */
export class ActPlan {
  readonly targets = new Map<string, Target>();
  /** Ended version → code of the area that takes what lies below it. */
  readonly ended = new Map<AreaVersionId, string | undefined>();
  /** Heirs that the act names among areas it leaves as they are. */
  readonly namedHeirs: InheritanceRule[] = [];

  constructor(
    private readonly tree: AreaTree,
    readonly act: AreaAct,
  ) {}

  isAliveAcross(version: AreaVersion): boolean {
    return isValidOn(version, this.act.effectiveOn) && isValidOn(version, dayBefore(this.act.effectiveOn));
  }

  /** Version id of a code from the act on. */
  idAfter(code: string): AreaVersionId | undefined {
    if (this.targets.has(code)) return areaVersionId(code, this.act.effectiveOn);
    const version = this.tree.findByCode(code, this.act.effectiveOn);
    return version && !this.ended.has(version.id) ? version.id : undefined;
  }

  /** An area that only goes on below a changed one. */
  carryOver(version: AreaVersion): void {
    if (this.targets.has(version.code))
      throw refusal('area-code-in-use', version.code, 'mã đang được dùng', 'the code is in use');
    this.end(version, version.code);
    this.begin(version, { code: version.code, name: version.name }, { extent: 'whole', isDefault: true });
  }

  /** The area of a code the day before the act, which the act may end. */
  before(code: string): AreaVersion {
    const version = this.tree.resolve(code, dayBefore(this.act.effectiveOn));
    if (!isValidOn(version, this.act.effectiveOn))
      throw refusal('area-act-same-day', code, 'đã đổi đúng ngày này theo văn bản khác', 'another act changes it that day');
    if (version.parentId === null) throw refusal('area-act-invalid', code, 'không đổi được cả nước', 'the country cannot change');
    return version;
  }

  end(version: AreaVersion, childrenTo: string | undefined): void {
    if (this.ended.has(version.id))
      throw refusal('area-changed-twice', version.code, 'được nêu hai lần trong văn bản', 'the act changes it twice');
    this.ended.set(version.id, childrenTo);
  }

  /** Begins `outcome` from `version`, or adds `version` to what it is made of. */
  begin(
    version: AreaVersion,
    outcome: { code: string; name: string; level?: AreaLevel | undefined; parentCode?: AreaCode | undefined },
    link: { extent: SuccessionExtent; isDefault: boolean },
  ): void {
    const known = this.targets.get(outcome.code);
    if (!known) {
      const level = outcome.level ?? version.level;
      const { name, parentCode } = outcome;
      const predecessors = [{ version, ...link }];
      this.targets.set(outcome.code, {
        code: outcome.code as AreaCode,
        name,
        level,
        parentCode,
        validTo: version.validTo,
        predecessors,
      });
      return;
    }
    if (known.name !== outcome.name || known.predecessors.length === 0)
      throw refusal('area-changed-twice', outcome.code, 'được nêu hai lần trong văn bản', 'the act begins it twice');
    if (known.validTo !== version.validTo)
      throw refusal(
        'area-lives-differ',
        outcome.code,
        'các địa bàn kết thúc khác ngày',
        'its predecessors end on different days',
      );
    known.predecessors.push({ version, ...link });
  }
}

/** Reads the act's changes. @throws AreaError */
export function planAct(tree: AreaTree, act: AreaAct): ActPlan {
  const plan = new ActPlan(tree, act);
  const edits = new Map<string, Edit>();
  for (const change of act.changes) {
    if (change.kind === 'rename' || change.kind === 're-parent') collectEdit(edits, change);
    else planChange(plan, change);
  }
  for (const [code, edit] of edits) {
    const version = plan.before(code);
    const next = edit.newCode ?? version.code;
    plan.end(version, next);
    plan.begin(
      version,
      { code: next, name: edit.name ?? version.name, parentCode: edit.parentCode },
      { extent: 'whole', isDefault: true },
    );
  }
  // Last, because an heir may be an area that a later change of the same act begins.
  for (const change of act.changes) if (change.kind === 'abolish') planHeir(plan, change);
  return plan;
}

function collectEdit(edits: Map<string, Edit>, change: Extract<AreaChange, { kind: 'rename' | 're-parent' }>): void {
  const { code } = change;
  const given: Edit = {};
  if (change.kind === 'rename') given.name = change.name;
  else given.parentCode = change.parentCode;
  if (change.newCode !== undefined) given.newCode = change.newCode;
  const known = edits.get(code) ?? {};
  if (Object.keys(given).some((key) => key in known))
    throw refusal('area-changed-twice', code, 'được nêu hai lần trong văn bản', 'the act changes it twice');
  edits.set(code, { ...known, ...given });
}

function planChange(plan: ActPlan, change: Exclude<AreaChange, { kind: 'rename' | 're-parent' }>): void {
  switch (change.kind) {
    case 'create': {
      const { code, name, level, parentCode } = change;
      if (plan.targets.has(code)) throw refusal('area-changed-twice', code, 'được lập hai lần', 'the act begins it twice');
      plan.targets.set(code, { code, name, level, parentCode, validTo: null, predecessors: [] });
      return;
    }
    case 'merge':
      for (const code of change.codes) {
        const version = plan.before(code);
        plan.end(version, change.into.code);
        plan.begin(version, change.into, { extent: 'whole', isDefault: true });
      }
      return;
    case 'split': {
      const codes = new Set(change.into.map((part) => part.code));
      if (codes.size < change.into.length || !codes.has(change.defaultCode))
        throw refusal(
          'area-act-invalid',
          change.code,
          'các phần trùng mã hoặc không có phần mặc định',
          'its parts share a code, or the default part is not among them',
        );
      const version = plan.before(change.code);
      plan.end(version, change.defaultCode);
      for (const part of change.into) plan.begin(version, part, { extent: 'part', isDefault: part.code === change.defaultCode });
      return;
    }
    case 'abolish':
      plan.end(plan.before(change.code), change.childrenTo ?? change.heirCode);
  }
}

function planHeir(plan: ActPlan, { code, heirCode }: Extract<AreaChange, { kind: 'abolish' }>): void {
  if (heirCode === undefined) return;
  const version = plan.before(code);
  const target = plan.targets.get(heirCode);
  if (target) {
    plan.begin(version, target, { extent: 'whole', isDefault: true });
    return;
  }
  if (plan.idAfter(heirCode) === undefined)
    throw refusal('area-not-valid-on', heirCode, 'không có hiệu lực để kế thừa', 'is not in force to take over');
  const assignments = [{ code, heirCode }];
  plan.namedHeirs.push({
    validFrom: plan.act.effectiveOn,
    levels: [version.level],
    target: 'named',
    assignments,
    confirmed: true,
  });
}

export function refusal(code: AreaErrorCode, subject: string, vietnamese: string, english: string): AreaError {
  return new AreaError(code, subject, `Địa bàn ${subject}: ${vietnamese} / Area ${subject}: ${english}`);
}
