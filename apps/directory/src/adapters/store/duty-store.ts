import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { AreaTree } from '@thongsuot/areas';
import { AreaVersionId, DutyAssigned, ProblemError, UnitRef, Uuid, type DutyView, type PlainDate } from '@thongsuot/contracts';
import type { CommandKey, Tx } from '@thongsuot/mongo-store';
import { Kit, passesOnOf, type Caller } from '@thongsuot/service-kit';
import { DUTIES } from './indexes';

/** A duty as it is stored. */
export interface DutyRow {
  _id: string;
  duty: string;
  unit: string;
  areaVersion: string;
  agency: string | null;
  position: string;
  subjectId: string | null;
  from: PlainDate;
  to: PlainDate | null;
  rev: number;
  lastPackId: string;
  /** While it would outlast its area: the day it passes to the heir; else null. */
  passesOn: PlainDate | null;
  /** The duty this one goes on for, and the act that passed it. */
  inherited?: { from: string; act: string | null };
}

export type NewDuty = Omit<DutyRow, '_id' | 'rev' | 'lastPackId' | 'passesOn' | 'inherited'>;

export function dutyView({ _id, duty, unit, areaVersion, position, subjectId, from, to, rev }: DutyRow): DutyView {
  const ids = { id: Uuid.parse(_id), unit: UnitRef.parse(unit), areaVersion: AreaVersionId.parse(areaVersion) };
  return { ...ids, duty, position, subjectId, from, to, revision: rev };
}

/** A duty to store. */
export function newRow(tree: AreaTree, duty: NewDuty, lastPackId: string, _id: string = randomUUID()): DutyRow {
  return { _id, ...duty, rev: 1, lastPackId, passesOn: passesOf(tree, duty) };
}

/** The day a duty passes on, where its area ends before the duty does. */
function passesOf(tree: AreaTree, { areaVersion, to }: Pick<DutyRow, 'areaVersion' | 'to'>): PlainDate | null {
  const on = passesOnOf(tree, areaVersion);
  return on !== null && (to === null || to >= on) ? on : null;
}

@Injectable()
export class DutyStore {
  constructor(private readonly kit: Kit) {}

  /** Duties held in `areaVersions` on the day, in order of their id. */
  async find(
    areaVersions: readonly string[],
    { on, duty, after, limit }: { on: PlainDate; duty?: string | undefined; after?: string | undefined; limit: number },
  ): Promise<DutyRow[]> {
    return this.kit.store
      .collection<DutyRow>(DUTIES)
      .find({
        areaVersion: { $in: [...areaVersions] },
        from: { $lte: on },
        $or: [{ to: null }, { to: { $gte: on } }],
        ...(duty === undefined ? {} : { duty }),
        ...(after === undefined ? {} : { _id: { $gt: after } }),
      })
      .sort({ _id: 1 })
      .limit(limit)
      .toArray();
  }

  async byId(id: string): Promise<DutyRow> {
    const row = await this.kit.store.collection<DutyRow>(DUTIES).findOne({ _id: id });
    if (!row) throw new ProblemError('not-found');
    return row;
  }

  async assign(caller: Caller, key: CommandKey | null, duty: NewDuty): Promise<DutyRow> {
    checkDays(duty);
    const _id = randomUUID();
    const { answer } = await this.kit.commands.run(key, async (tx) => {
      const row = newRow(this.kit.areas.tree, duty, tx.stamp(null), _id);
      await tx.collection<DutyRow>(DUTIES).insertOne(row, { session: tx.session });
      tellDuty(tx, row);
      tx.audit({ actor: caller.subject, action: 'directory.assignDuty', subject: row._id });
      return row;
    });
    return answer;
  }

  async change(
    caller: Caller,
    key: CommandKey | null,
    id: string,
    edit: { to?: PlainDate | null | undefined; subjectId?: string | null | undefined },
  ): Promise<DutyRow> {
    const { answer } = await this.kit.commands.run(key, async (tx) => {
      const duties = tx.collection<DutyRow>(DUTIES);
      const row = await duties.findOne({ _id: id }, { session: tx.session });
      if (!row) throw new ProblemError('not-found');
      const next: DutyRow = {
        ...row,
        ...(edit.to === undefined ? {} : { to: edit.to }),
        ...(edit.subjectId === undefined ? {} : { subjectId: edit.subjectId }),
        rev: row.rev + 1,
        lastPackId: tx.stamp(row.lastPackId),
      };
      next.passesOn = passesOf(this.kit.areas.tree, next);
      checkDays(next);
      const moved = await duties.replaceOne({ _id: id, rev: row.rev }, next, { session: tx.session });
      if (moved.matchedCount === 0) throw new ProblemError('conflict');
      tellDuty(tx, next);
      tx.audit({ actor: caller.subject, action: 'directory.endDuty', subject: id });
      return next;
    });
    return answer;
  }
}

/** Tells how a duty stands. */
export function tellDuty(tx: Tx, { _id, duty, areaVersion, agency, position, subjectId, from, to }: DutyRow): void {
  const key = AreaVersionId.parse(areaVersion);
  const data = { assignmentId: Uuid.parse(_id), duty, unit: { areaVersion: key, agency }, position, subjectId, from, to };
  tx.emit(DutyAssigned, { subject: _id, key, data });
}

function checkDays({ from, to }: Pick<DutyRow, 'from' | 'to'>): void {
  if (to === null || to >= from) return;
  const message = 'ngày cuối trước ngày đầu / its last day lies before its first';
  throw new ProblemError('rule-violated', {
    detail: message,
    errors: [{ pointer: '/to', code: 'ends-before-it-begins', message }],
  });
}
