import { randomUUID } from 'node:crypto';
import { AreaAct, AreaError, COUNTRY_ID, type AreaTree, areaDifference } from '@thongsuot/areas';
import { AreaChanged, Uuid, ProblemError, type AreaActView, type PlainDate } from '@thongsuot/contracts';
import type { CommandKey } from '@thongsuot/mongo-store';
import type { Caller, Kit } from '@thongsuot/service-kit';
import { ACTS, ACTS_HEAD } from './indexes';

/** An act as it is stored; `seq` is the order of recording, which is the order of applying. */
export interface ActRow {
  _id: string;
  seq: number;
  act: AreaAct;
  recordedOn: PlainDate;
}

interface HeadRow {
  _id: 'acts';
  seq: number;
  lastPackId: string | null;
}

/** The acts recorded here and the tree they make of the reference one. Each replica keeps its own and catches up. */
export class AreaRegister {
  private applied = 0;
  private turn: Promise<void> = Promise.resolve();

  constructor(private readonly kit: Kit) {}

  /** Makes the head row that acts are ordered by. */
  async prepare(): Promise<void> {
    await this.kit.store
      .collection<HeadRow>(ACTS_HEAD)
      .updateOne({ _id: 'acts' }, { $setOnInsert: { seq: 0, lastPackId: null } }, { upsert: true });
    await this.refresh();
  }

  /** Applies acts that were recorded since, by whichever replica. */
  refresh(): Promise<void> {
    this.turn = this.turn.then(
      () => this.catchUp(),
      () => this.catchUp(),
    );
    return this.turn;
  }

  /** Records an act, or only shows what it would do. @throws ProblemError `rule-violated` naming what is wrong with it */
  async record(caller: Caller, key: CommandKey | null, body: Omit<AreaAct, 'id'>, dryRun: boolean): Promise<AreaActView> {
    const recordedOn = this.kit.clock.today();
    await this.refresh();
    const act: AreaAct = { ...body, id: randomUUID() };
    if (dryRun) return { ...viewOf(act, recordedOn, this.kit.areas.tree).view, id: null, dryRun: true };
    const { answer } = await this.kit.commands.run(key, async (tx) => {
      const head = await tx.collection<HeadRow>(ACTS_HEAD).findOne({ _id: 'acts' }, { session: tx.session });
      if (!head) throw new Error('the head of the acts is missing');
      const known = { tree: this.kit.areas.tree, applied: this.applied };
      const rows = await tx
        .collection<ActRow>(ACTS)
        .find({ seq: { $gt: known.applied } }, { session: tx.session })
        .sort({ seq: 1 })
        .toArray();
      const tree = rows.reduce((at, row) => at.withAct(AreaAct.parse(row.act)), known.tree);
      const { view } = viewOf(act, recordedOn, tree);
      const lastPackId = tx.stamp(head.lastPackId);
      const moved = await tx
        .collection<HeadRow>(ACTS_HEAD)
        .updateOne({ _id: 'acts', seq: head.seq }, { $set: { seq: head.seq + 1, lastPackId } }, { session: tx.session });
      if (moved.matchedCount === 0) throw new ProblemError('conflict');
      await tx.collection<ActRow>(ACTS).insertOne({ _id: act.id, seq: head.seq + 1, act, recordedOn }, { session: tx.session });
      const { before, after, successions } = view;
      tx.emit(AreaChanged, {
        subject: act.id,
        // One key for all acts: whoever follows the areas must apply them in one order.
        key: COUNTRY_ID,
        data: {
          actId: Uuid.parse(act.id),
          actNumber: view.number,
          effectiveOn: act.effectiveOn,
          recordedOn,
          before,
          after,
          successions,
        },
      });
      tx.audit({ actor: caller.subject, action: 'directory.recordAreaAct', subject: act.id });
      return view;
    });
    await this.refresh();
    return answer;
  }

  private async catchUp(): Promise<void> {
    const rows = await this.kit.store
      .collection<ActRow>(ACTS)
      .find({ seq: { $gt: this.applied } })
      .sort({ seq: 1 })
      .toArray();
    for (const row of rows) {
      this.kit.areas.replace(this.kit.areas.tree.withAct(AreaAct.parse(row.act)));
      this.applied = row.seq;
    }
  }
}

const registers = new WeakMap<Kit, AreaRegister>();

/** The one register of a running service. */
export function registerOf(kit: Kit): AreaRegister {
  const known = registers.get(kit);
  if (known) return known;
  const made = new AreaRegister(kit);
  registers.set(kit, made);
  return made;
}

function viewOf(act: AreaAct, recordedOn: PlainDate, tree: AreaTree): { view: AreaActView } {
  try {
    const kinds = new Map(act.changes.flatMap((change) => codesOf(change).map((code) => [code, kindOf(change.kind)] as const)));
    const difference = areaDifference(tree, tree.withAct(act), (code) => kinds.get(code) ?? undefined);
    const view = { id: Uuid.parse(act.id), number: act.number ?? '', effectiveOn: act.effectiveOn, recordedOn, dryRun: false };
    return { view: { ...view, ...difference } };
  } catch (error) {
    if (!(error instanceof AreaError)) throw error;
    throw new ProblemError('rule-violated', {
      detail: error.message,
      errors: [{ pointer: '/changes', code: error.code, message: error.message }],
    });
  }
}

function codesOf(change: AreaAct['changes'][number]): string[] {
  return change.kind === 'merge' ? change.codes : [change.code];
}

function kindOf(kind: AreaAct['changes'][number]['kind']): AreaActView['successions'][number]['kind'] | null {
  return kind === 're-parent' ? 'reparent' : kind === 'create' ? null : kind;
}
