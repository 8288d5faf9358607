import { Injectable } from '@nestjs/common';
import type { AreaVersion } from '@thongsuot/areas';
import {
  ProblemError,
  ProcedurePosted,
  ProcedureWithdrawn,
  type PlainDate,
  type PostingChange,
  type PostingChannel,
} from '@thongsuot/contracts';
import type { CommandKey, Tx } from '@thongsuot/mongo-store';
import { Kit, type Caller } from '@thongsuot/service-kit';
import { binds, cellKey, cellState, isLater, type DutyRule } from '../../domain/duties';
import { takeBooks } from './books';
import { CoverageFeed } from './coverage-feed';
import { OPENINGS } from './indexes';
import { PostingBook, RuleBook } from './ledger-reader';
import type { OpeningDoc, PostingDoc } from './rows';
import { writeSheets } from './sheets';

/** One posting to be recorded, placed. */
export interface PostingCommand extends PostingChange {
  readonly area: AreaVersion;
  readonly procedureCode: string;
  readonly channel: PostingChannel;
}

@Injectable()
export class PostingStore {
  constructor(
    private readonly kit: Kit,
    private readonly coverage: CoverageFeed,
  ) {}

  /** Records postings, all or none. @throws ProblemError naming every row at fault */
  async record(caller: Caller, key: CommandKey | null, commands: readonly PostingCommand[]): Promise<{ changed: number }> {
    const today = this.kit.clock.today();
    const { answer } = await this.kit.commands.run(key, async (tx) => {
      const by = { recordedBy: caller.subject, recordedAt: this.kit.clock.now().toISOString() };
      const changed = await applyPostings(tx, this.kit, commands, today, by);
      tx.audit({ actor: caller.subject, action: 'procedure-publication.postProcedure', subject: subjectOf(commands) });
      return { changed };
    });
    this.coverage.markStale();
    return answer;
  }
}

async function applyPostings(
  tx: Tx,
  kit: Kit,
  commands: readonly PostingCommand[],
  today: PlainDate,
  by: Required<Pick<PostingDoc, 'recordedBy' | 'recordedAt'>>,
): Promise<number> {
  const { tree } = kit.areas;
  const areas = [...new Set(commands.map(({ area }) => area.id))];
  const codes = [...new Set(commands.map(({ procedureCode }) => procedureCode))];
  await takeBooks(tx, areas);
  const rules = await RuleBook.read(tx, tree, areas, codes);
  const postings = await PostingBook.read(tx, tree, areas);
  const lateTold = await lateCells(tx, areas);
  const own = new Map<string, PostingDoc>();
  const errors: { pointer: string; code: string; message: string }[] = [];
  const emit: (() => void)[] = [];
  commands.forEach((command, index) => {
    const { area, procedureCode, channel } = command;
    const id = cellKey(area.id, procedureCode, channel);
    const before = own.get(id) ?? postings.find(area.id, procedureCode, channel);
    const rule = announcedRule(rules.allOf(area.id), procedureCode);
    const wrong = refusalOf(command, rule, before, today);
    if (wrong || !rule) {
      errors.push({ pointer: `/postings/${index}`, ...(wrong ?? NOT_ANNOUNCED) });
      return;
    }
    const after = nextPosting(id, command, rule, before);
    if (!after) return;
    own.set(id, { ...after, ...by });
    const cell = { areaVersion: area.id, level: area.level, procedureCode, channel };
    const present = rules.inForce(area.id, today).get(procedureCode);
    const data = {
      on: command.postedOn,
      before: cellState(cell, present, before, today, lateTold.has(id)),
      after: cellState(cell, present ?? rule, after, today),
    };
    emit.push(() => {
      tx.emit(command.state === 'posted' ? ProcedurePosted : ProcedureWithdrawn, { subject: id, key: area.id, data });
    });
  });
  if (errors.length > 0) {
    const unknown = errors.every(({ code }) => code === 'procedure-unknown');
    throw new ProblemError(unknown ? 'procedure-unknown' : 'rule-violated', { detail: errors[0]?.message ?? '', errors });
  }
  if (own.size > 0) {
    const stamp = tx.stamp(null);
    const cellsOfUnit = (id: string): PostingDoc[] => [...own.values()].filter(({ areaVersion }) => areaVersion === id);
    const changed = new Set([...own.values()].map(({ areaVersion }) => areaVersion));
    await writeSheets(
      tx,
      [...changed].map((id) => postings.sheetWith(id, cellsOfUnit(id), stamp)),
    );
  }
  for (const each of emit) each();
  return own.size;
}

const NOT_ANNOUNCED = {
  code: 'procedure-unknown',
  message: 'thủ tục chưa được công bố cho đơn vị này / the procedure was not announced for this unit',
};

/** The last decision on a procedure that was announced, in force or about to be: it may be posted ahead of its day. */
function announcedRule(rules: readonly DutyRule[], code: string): DutyRule | undefined {
  return rules
    .filter((rule) => rule.procedureCode === code)
    .reduce<DutyRule | undefined>((last, rule) => (!last || isLater(rule, last) ? rule : last), undefined);
}

function refusalOf(
  command: PostingCommand,
  rule: DutyRule | undefined,
  before: PostingDoc | undefined,
  today: PlainDate,
): { code: string; message: string } | undefined {
  const { state, proof, postedOn, area } = command;
  if (!rule) return NOT_ANNOUNCED;
  if (postedOn > today) return { code: 'in-future', message: `ngày ${postedOn} sau hôm nay / ${postedOn} lies after today` };
  if (state === 'withdrawn') {
    if (before?.state !== 'posted') return { code: 'not-posted', message: 'chưa niêm yết nên không gỡ được / it is not posted' };
    if (before.postedOn !== null && postedOn < before.postedOn)
      return { code: 'before-posted', message: 'gỡ trước ngày niêm yết / taken down before it was posted' };
    return undefined;
  }
  if (command.recheckOn !== null && command.recheckOn <= postedOn)
    return {
      code: 'recheck-before-posted',
      message: 'ngày kiểm tra lại phải sau ngày niêm yết / the re-check lies before the posting',
    };
  if (proof === null) return { code: 'proof-missing', message: 'cần minh chứng: ảnh, liên kết hoặc mã băm / proof is needed' };
  if (!binds(rule, area.level))
    return { code: 'not-required', message: 'đơn vị này không phải niêm yết thủ tục đó / this unit does not carry it out' };
  return undefined;
}

/** The posting after the command; undefined where nothing changes. */
function nextPosting(
  _id: string,
  command: PostingCommand,
  rule: DutyRule,
  before: PostingDoc | undefined,
): PostingDoc | undefined {
  const { state, proof, postedOn, recheckOn, area, procedureCode, channel } = command;
  const base = { _id, areaVersion: area.id, procedureCode, channel, rev: (before?.rev ?? 0) + 1 };
  if (state === 'withdrawn') {
    if (!before) return undefined;
    const history = before.history.map((each) => (each.withdrawnOn === null ? { ...each, withdrawnOn: postedOn } : each));
    return { ...before, ...base, state, withdrawnOn: postedOn, history, proof: proof ?? before.proof };
  }
  const same = before?.state === 'posted' && before.version === rule.version && before.postedOn === postedOn;
  if (same && before.areaVersion === area.id && JSON.stringify(before.proof) === JSON.stringify(proof))
    if ((before.recheckOn ?? null) === recheckOn) return undefined;
  // The same version again corrects its day; a newer one is added, so that any day before can still be asked for.
  const kept = (before?.history ?? []).filter((each) => each.version !== rule.version || each.withdrawnOn !== null);
  return {
    ...base,
    version: rule.version,
    state,
    postedOn,
    withdrawnOn: null,
    decisionId: rule.decisionId,
    proof,
    recheckOn,
    history: [...kept, { version: rule.version, postedOn, withdrawnOn: null }],
  };
}

async function lateCells(tx: Tx, areas: readonly string[]): Promise<Set<string>> {
  const query = { state: 'late' as const, areaVersion: { $in: [...areas] } };
  const rows = await tx.collection<OpeningDoc>(OPENINGS).find(query, { session: tx.session }).toArray();
  return new Set(rows.flatMap(({ lateCell }) => lateCell ?? []));
}

function subjectOf(commands: readonly PostingCommand[]): string {
  const [first] = commands;
  return first && commands.length === 1
    ? cellKey(first.area.id, first.procedureCode, first.channel)
    : `${commands.length} postings`;
}
