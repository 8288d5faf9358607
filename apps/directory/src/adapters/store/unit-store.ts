import type { AreaVersion } from '@thongsuot/areas';
import { searchPrefixes, searchTerms } from '@thongsuot/areas';
import { AreaVersionId, ProblemError, UnitChanged, type PlainDate, type UnitEdit, type UnitKind } from '@thongsuot/contracts';
import { isDuplicateKey, type CommandKey, type Tx } from '@thongsuot/mongo-store';
import { Kit, type Caller } from '@thongsuot/service-kit';
import { Injectable } from '@nestjs/common';
import type { Filter } from 'mongodb';
import { agencyState, checkUnit, isUnitValidOn, unitKey, type Unit } from '../../domain/unit';
import { UNITS } from './indexes';

/** A unit as it is stored. */
export interface UnitRow extends Unit {
  _id: string;
  prefixes: string[];
  rev: number;
  lastPackId: string;
}

/** Which units are asked for. */
export interface UnitFilter {
  readonly on: PlainDate;
  readonly kind?: UnitKind | undefined;
  readonly q?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

const AREAS_IN_QUERY_MAX = 2000;

/** Inserts a unit and tells of it. */
export async function insertUnit(tx: Tx, unit: Unit): Promise<UnitRow> {
  const _id = unitKey(unit.areaVersion, unit.agency);
  const row: UnitRow = { _id, ...unit, prefixes: searchPrefixes(unit.name), rev: 1, lastPackId: tx.stamp(null) };
  await tx.collection<UnitRow>(UNITS).insertOne(row, { session: tx.session });
  const key = AreaVersionId.parse(unit.areaVersion);
  tx.emit(UnitChanged, { subject: _id, key, data: { before: null, after: agencyState(unit) } });
  return row;
}

@Injectable()
export class UnitStore {
  constructor(private readonly kit: Kit) {}

  /** Units recorded in `areas`, in force on the day, in order of their key. */
  async find(areas: ReadonlyMap<string, AreaVersion>, filter: UnitFilter): Promise<UnitRow[]> {
    const { on, kind, q, after, limit } = filter;
    const terms = searchTerms(q ?? '');
    const query: Filter<UnitRow> = {
      ...(areas.size <= AREAS_IN_QUERY_MAX ? { areaVersion: { $in: [...areas.keys()] } } : {}),
      ...(after === undefined ? {} : { _id: { $gt: after } }),
      ...(kind === undefined || kind === 'committee' ? {} : { kind }),
      ...(terms.length > 0 ? { prefixes: { $all: terms } } : {}),
    };
    const found: UnitRow[] = [];
    for await (const row of this.kit.store.collection<UnitRow>(UNITS).find(query).sort({ _id: 1 })) {
      if (!areas.has(row.areaVersion) || !isUnitValidOn(row, on)) continue;
      found.push(row);
      if (found.length >= limit) break;
    }
    return found;
  }

  async findOne(areaVersions: readonly string[], agency: string): Promise<UnitRow | null> {
    const ids = areaVersions.map((areaVersion) => unitKey(areaVersion, agency));
    return this.kit.store.collection<UnitRow>(UNITS).findOne({ _id: { $in: ids } });
  }

  async add(caller: Caller, key: CommandKey | null, unit: Unit): Promise<UnitRow> {
    checkUnit(unit);
    const run = this.kit.commands.run(key, async (tx) => {
      const row = await insertUnit(tx, unit);
      tx.audit({ actor: caller.subject, action: 'directory.addUnit', subject: row._id });
      return row;
    });
    return (await run.catch(refuseTwice)).answer;
  }

  async edit(caller: Caller, key: CommandKey | null, id: string, edit: UnitEdit): Promise<UnitRow> {
    const given = Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined)) as Partial<Unit>;
    const { answer } = await this.kit.commands.run(key, async (tx) => {
      const units = tx.collection<UnitRow>(UNITS);
      const row = await units.findOne({ _id: id }, { session: tx.session });
      if (!row) throw new ProblemError('unit-unknown');
      const next: UnitRow = { ...row, ...given, rev: row.rev + 1, lastPackId: tx.stamp(row.lastPackId) };
      next.prefixes = searchPrefixes(next.name);
      checkUnit(next);
      const moved = await units.replaceOne({ _id: id, rev: row.rev }, next, { session: tx.session });
      if (moved.matchedCount === 0) throw new ProblemError('conflict');
      const areaKey = AreaVersionId.parse(row.areaVersion);
      tx.emit(UnitChanged, { subject: id, key: areaKey, data: { before: agencyState(row), after: agencyState(next) } });
      tx.audit({ actor: caller.subject, action: 'directory.editUnit', subject: id });
      return next;
    });
    return answer;
  }
}

function refuseTwice(error: unknown): never {
  if (isDuplicateKey(error)) throw new ProblemError('conflict', { detail: 'đơn vị đã có / the unit exists already' });
  throw error;
}
