import { Injectable } from '@nestjs/common';
import { foldVietnamese, searchPrefixes, searchTerms } from '@thongsuot/areas';
import {
  ProblemError,
  type AnswerOf,
  type PlainDate,
  type ProcedureRow,
  type ProcedureView,
  type importProcedures,
} from '@thongsuot/contracts';
import type { CommandKey, Tx } from '@thongsuot/mongo-store';
import { Kit, type Caller } from '@thongsuot/service-kit';
import type { Filter } from 'mongodb';
import type { DecidedItem, KnownProcedure } from '../../domain/decide';
import { missingParts, readRows, sameContent } from '../../domain/procedure';
import { PROCEDURES, VERSIONS } from './indexes';
import type { ProcedureDoc, VersionDoc } from './rows';

export const versionKey = (code: string, version: number): string => `${code}#${version}`;

export function procedureView({ code, name, field, levels, parts, version, announced, validFrom }: VersionDoc): ProcedureView {
  return { code, name, field, levels, parts, version, announced, validFrom, missingParts: missingParts(parts) };
}

@Injectable()
export class ProcedureStore {
  constructor(private readonly kit: Kit) {}

  /** Takes procedures in: a new one as its first version, another content as a correction or, once announced, as the next. */
  async import(caller: Caller, key: CommandKey | null, rows: readonly unknown[]): Promise<AnswerOf<typeof importProcedures>> {
    const { taken, refused, findings } = readRows(rows);
    const { answer } = await this.kit.commands.run(key, async (tx) => {
      const result = { received: rows.length, accepted: 0, unchanged: 0, corrected: 0, refused, findings };
      const codes = [...taken.keys()];
      const known = await readByIds<ProcedureDoc>(tx, PROCEDURES, codes);
      const ids = [...known.values()].map(({ _id, latest }) => versionKey(_id, latest));
      const versions = await readByIds<VersionDoc>(tx, VERSIONS, ids);
      for (const row of taken.values()) {
        const procedure = known.get(row.code);
        const latest = procedure && versions.get(versionKey(row.code, procedure.latest));
        if (latest && sameContent(latest, row)) {
          result.unchanged += 1;
          continue;
        }
        const version = !latest ? 1 : latest.announced ? latest.version + 1 : latest.version;
        await writeVersion(tx, row, version, procedure);
        if (latest) result.corrected += 1;
        else result.accepted += 1;
      }
      tx.audit({ actor: caller.subject, action: 'procedure-publication.importProcedures', subject: `${rows.length}` });
      return result;
    });
    return answer;
  }

  /** Procedures found by words and field, in order of their code. */
  async find(query: {
    q?: string | undefined;
    field?: string | undefined;
    codes?: readonly string[] | undefined;
    announcedOnly: boolean;
    after?: string | undefined;
    limit: number;
  }): Promise<ProcedureDoc[]> {
    const terms = searchTerms(query.q ?? '');
    const filter: Filter<ProcedureDoc> = {
      ...(terms.length > 0 ? { prefixes: { $all: terms } } : {}),
      ...(query.field === undefined ? {} : { fieldFolded: foldVietnamese(query.field) }),
      ...(query.announcedOnly ? { announced: true } : {}),
    };
    const codes = query.codes && new Set(query.codes);
    const after = query.after === undefined ? {} : { _id: { $gt: query.after } };
    const found: ProcedureDoc[] = [];
    for await (const doc of this.kit.store
      .collection<ProcedureDoc>(PROCEDURES)
      .find({ ...filter, ...after })
      .sort({ _id: 1 })) {
      if (codes && !codes.has(doc._id)) continue;
      found.push(doc);
      if (found.length >= query.limit) break;
    }
    return found;
  }

  /** Versions of some procedures, oldest first. */
  async versionsOf(codes: readonly string[]): Promise<VersionDoc[]> {
    return this.kit.store
      .collection<VersionDoc>(VERSIONS)
      .find({ code: { $in: [...codes] } })
      .sort({ code: 1, version: 1 })
      .toArray();
  }

  /** The version to show on a day: the last in force, else the last announced, else (insiders) the latest. */
  pick(versions: readonly VersionDoc[], on: PlainDate, insider: boolean): VersionDoc {
    const announced = versions.filter((each) => each.announced);
    const inForce = announced.filter(({ validFrom }) => validFrom !== null && validFrom <= on);
    const chosen = inForce.at(-1) ?? announced.at(-1) ?? (insider ? versions.at(-1) : undefined);
    if (!chosen) throw new ProblemError('procedure-unknown');
    return chosen;
  }
}

/** What is known of procedures about to be decided on. */
export async function knownProcedures(tx: Tx, codes: readonly string[]): Promise<Map<string, KnownProcedure>> {
  const docs = await readByIds<ProcedureDoc>(tx, PROCEDURES, codes);
  return new Map(
    [...docs.values()].map(({ _id, name, levels, latest }): [string, KnownProcedure] => [
      _id,
      { code: _id, name, levels, latest },
    ]),
  );
}

/** Marks what a decision announced; makes the version that an amendment without an import of its own begins. */
export async function markAnnounced(tx: Tx, items: readonly DecidedItem[], effectiveOn: PlainDate): Promise<void> {
  const { session } = tx;
  const shown = items.filter(({ kind }) => kind !== 'abolished');
  const procedures = await readByIds<ProcedureDoc>(
    tx,
    PROCEDURES,
    shown.map((item) => item.procedureCode),
  );
  const ids = shown.map(({ procedureCode, version, copies }) => versionKey(procedureCode, copies ? version - 1 : version));
  const versions = await readByIds<VersionDoc>(tx, VERSIONS, ids);
  for (const { procedureCode: code, version, copies, levels } of shown) {
    const procedure = procedures.get(code);
    const base = versions.get(versionKey(code, copies ? version - 1 : version));
    if (!procedure || !base) throw new ProblemError('conflict', { detail: code });
    const validFrom = !copies && base.validFrom !== null && base.validFrom < effectiveOn ? base.validFrom : effectiveOn;
    const next: VersionDoc = {
      ...base,
      _id: versionKey(code, version),
      version,
      levels: [...levels],
      announced: true,
      validFrom,
    };
    await tx.collection<VersionDoc>(VERSIONS).replaceOne({ _id: next._id }, next, { upsert: true, session });
    const moved = await tx
      .collection<ProcedureDoc>(PROCEDURES)
      .updateOne(
        { _id: code, rev: procedure.rev },
        { $set: { announced: true, latest: Math.max(procedure.latest, version) }, $inc: { rev: 1 } },
        { session },
      );
    if (moved.matchedCount === 0) throw new ProblemError('conflict', { detail: code });
  }
}

async function writeVersion(tx: Tx, row: ProcedureRow, version: number, before: ProcedureDoc | undefined): Promise<void> {
  const { session } = tx;
  const _id = versionKey(row.code, version);
  const doc: VersionDoc = { _id, ...row, version, announced: false, validFrom: null };
  await tx.collection<VersionDoc>(VERSIONS).replaceOne({ _id }, doc, { upsert: true, session });
  const procedure: ProcedureDoc = {
    _id: row.code,
    name: row.name,
    field: row.field,
    fieldFolded: foldVietnamese(row.field),
    levels: row.levels,
    latest: version,
    announced: before?.announced ?? false,
    prefixes: searchPrefixes(row.name, row.field, row.code),
    rev: (before?.rev ?? 0) + 1,
  };
  const procedures = tx.collection<ProcedureDoc>(PROCEDURES);
  if (!before) await procedures.insertOne(procedure, { session });
  else {
    const moved = await procedures.replaceOne({ _id: row.code, rev: before.rev }, procedure, { session });
    if (moved.matchedCount === 0) throw new ProblemError('conflict', { detail: row.code });
  }
}

async function readByIds<Doc extends { _id: string }>(tx: Tx, name: string, ids: readonly string[]): Promise<Map<string, Doc>> {
  const filter = { _id: { $in: [...ids] } } as Filter<Doc>;
  const docs = await tx.collection<Doc>(name).find(filter, { session: tx.session }).toArray();
  return new Map(docs.map((doc) => [doc._id, doc as unknown as Doc]));
}
