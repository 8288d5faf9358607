import { Injectable } from '@nestjs/common';
import { ProblemError, type PlainDate, type ProcedureRow, type ProcedureView } from '@thongsuot/contracts';
import { findEach, type CommandKey, type Tx } from '@thongsuot/mongo-store';
import { Kit, type Caller } from '@thongsuot/service-kit';
import { LAW } from '../../config/law-data';
import { sameContent } from '../../domain/catalogue/content';
import { textNumbers } from '../../domain/catalogue/legal-texts';
import { partFindings } from '../../domain/catalogue/parts';
import type { ReadProcedures } from '../../domain/catalogue/read-procedures';
import { validToOf, versionOn } from '../../domain/catalogue/versions';
import type { DecidedItem, KnownProcedure } from '../../domain/decide';
import { PROCEDURES, VERSIONS } from './indexes';
import type { ProcedureDoc, VersionDoc } from './rows';
import { SearchFeed } from './search-feed';

const ROWS_A_STEP = 200;
const AGENCY_SHOWN = 200;

/** What an import did. */
export interface ImportCounts {
  accepted: number;
  unchanged: number;
  corrected: number;
}

export const versionKey = (code: string, version: number): string => `${code}#${version}`;

/** A version as it is answered. @param all versions of the same procedure, for the day this one ends */
export function procedureView(doc: VersionDoc, all: readonly VersionDoc[], on: PlainDate): ProcedureView {
  const { code, name, field, levels, lifeEvents = [], parts, version, announced, validFrom } = doc;
  const findings = partFindings(parts, LAW.parts, on);
  const missingParts = findings.map(({ part }) => part);
  const validTo = announced ? validToOf(doc, all) : null;
  return {
    code,
    name,
    field,
    levels,
    lifeEvents,
    parts,
    version,
    announced,
    validFrom,
    validTo,
    missingParts,
    partFindings: findings,
  };
}

@Injectable()
export class ProcedureStore {
  constructor(
    private readonly kit: Kit,
    private readonly search: SearchFeed,
  ) {}

  /**
   * Takes procedures in: a new one as its first version, another content as a correction or, once announced, as the next.
   * Some rows a transaction, each with the command's key and its own number: a repeat goes on where it stopped.
   */
  async import(caller: Caller, key: CommandKey | null, { taken }: ReadProcedures): Promise<ImportCounts> {
    const rows = [...taken.values()];
    const sum: ImportCounts = { accepted: 0, unchanged: 0, corrected: 0 };
    for (let at = 0; at < rows.length; at += ROWS_A_STEP) {
      const some = rows.slice(at, at + ROWS_A_STEP);
      const { answer } = await this.kit.commands.run(key && { ...key, key: `${key.key}#${at}` }, async (tx) => {
        const plan = await planOf(tx.collection.bind(tx), some, { session: tx.session });
        await write(tx, plan);
        if (plan.changes.length > 0)
          tx.audit({ actor: caller.subject, action: 'procedure-publication.importProcedures', subject: `${some.length}` });
        return plan.counts;
      });
      addCounts(sum, answer);
    }
    this.search.markStale();
    return sum;
  }

  /** What {@link import} would do. */
  async rehearse({ taken }: ReadProcedures): Promise<ImportCounts> {
    const sum: ImportCounts = { accepted: 0, unchanged: 0, corrected: 0 };
    const { counts } = await planOf((name) => this.kit.store.collection(name), [...taken.values()], {});
    addCounts(sum, counts);
    return sum;
  }

  /** Versions of some procedures, oldest first. */
  async versionsOf(codes: readonly string[]): Promise<VersionDoc[]> {
    const found = await findEach(this.kit.store.collection<VersionDoc>(VERSIONS), 'code', codes);
    return found.sort((a, b) => (a.code === b.code ? a.version - b.version : a.code < b.code ? -1 : 1));
  }

  /** Versions of some procedures, oldest first, by code. */
  async historiesOf(codes: readonly string[]): Promise<Map<string, VersionDoc[]>> {
    const histories = new Map<string, VersionDoc[]>();
    for (const version of await this.versionsOf(codes)) {
      const known = histories.get(version.code);
      if (known) known.push(version);
      else histories.set(version.code, [version]);
    }
    return histories;
  }

  /** Codes of procedures of which some version rests on a legal text. */
  async codesRestingOn(text: string): Promise<string[]> {
    const docs = await this.kit.store
      .collection<VersionDoc>(VERSIONS)
      .find({ texts: text })
      .project<{ code: string }>({ code: 1 })
      .toArray();
    return [...new Set(docs.map(({ code }) => code))].sort();
  }

  /** The version to show on a day. @throws ProblemError `procedure-unknown` */
  pick(versions: readonly VersionDoc[], on: PlainDate, insider: boolean): VersionDoc {
    const chosen = versionOn(versions, on, insider);
    if (!chosen) throw new ProblemError('procedure-unknown');
    return chosen;
  }
}

/** What is known of procedures about to be decided on. */
export async function knownProcedures(tx: Tx, codes: readonly string[]): Promise<Map<string, KnownProcedure>> {
  const docs = await findEach(tx.collection<ProcedureDoc>(PROCEDURES), '_id', codes, { session: tx.session });
  const versions = await findEach(
    tx.collection<VersionDoc>(VERSIONS),
    '_id',
    docs.map(({ _id, latest }) => versionKey(_id, latest)),
    { session: tx.session },
  );
  const partsOf = new Map(versions.map(({ code, parts }) => [code, parts]));
  return new Map(
    docs.map(({ _id, name, levels, latest }): [string, KnownProcedure] => [
      _id,
      { code: _id, name, levels, latest, parts: partsOf.get(_id) ?? {} },
    ]),
  );
}

/** Marks what a decision announced; makes the version that an amendment without an import of its own begins. */
export async function markAnnounced(tx: Tx, items: readonly DecidedItem[], effectiveOn: PlainDate): Promise<void> {
  const { session } = tx;
  const shown = items.filter(({ kind }) => kind !== 'abolished');
  if (shown.length === 0) return;
  const baseKey = ({ procedureCode, version, copies }: DecidedItem): string =>
    versionKey(procedureCode, copies ? version - 1 : version);
  const codes = shown.map((item) => item.procedureCode);
  const procedures = byId(await findEach(tx.collection<ProcedureDoc>(PROCEDURES), '_id', codes, { session }));
  const versions = byId(await findEach(tx.collection<VersionDoc>(VERSIONS), '_id', shown.map(baseKey), { session }));
  const stamp = tx.stamp(null);
  const next = shown.map((item) => {
    const { procedureCode: code, version, copies, levels } = item;
    const [procedure, base] = [procedures.get(code), versions.get(baseKey(item))];
    if (!procedure || !base) throw new ProblemError('conflict', { detail: code });
    const validFrom = !copies && base.validFrom !== null && base.validFrom < effectiveOn ? base.validFrom : effectiveOn;
    const doc: VersionDoc = { ...base, _id: versionKey(code, version), version, levels: [...levels], announced: true, validFrom };
    return { doc, procedure };
  });
  await tx.collection<VersionDoc>(VERSIONS).bulkWrite(
    next.map(({ doc }) => ({ replaceOne: { filter: { _id: doc._id }, replacement: doc, upsert: true } })),
    { session },
  );
  const moved = await tx.collection<ProcedureDoc>(PROCEDURES).bulkWrite(
    next.map(({ doc, procedure: { _id, rev, latest } }) => ({
      updateOne: {
        filter: { _id, rev },
        update: { $set: { announced: true, latest: Math.max(latest, doc.version), rev: rev + 1, stamp } },
      },
    })),
    { session },
  );
  if (moved.matchedCount !== next.length) throw new ProblemError('conflict');
}

interface Change {
  readonly row: ProcedureRow;
  readonly version: number;
  readonly before: ProcedureDoc | undefined;
}

interface Plan {
  readonly changes: Change[];
  readonly counts: ImportCounts;
}

async function planOf(
  collection: Tx['collection'],
  rows: readonly ProcedureRow[],
  options: { session?: Tx['session'] },
): Promise<Plan> {
  const codes = rows.map(({ code }) => code);
  const known = byId(await findEach(collection<ProcedureDoc>(PROCEDURES), '_id', codes, options));
  const ids = [...known.values()].map(({ _id, latest }) => versionKey(_id, latest));
  const versions = byId(await findEach(collection<VersionDoc>(VERSIONS), '_id', ids, options));
  const plan: Plan = { changes: [], counts: { accepted: 0, unchanged: 0, corrected: 0 } };
  for (const row of rows) {
    const before = known.get(row.code);
    const latest = before && versions.get(versionKey(row.code, before.latest));
    if (latest && sameContent(latest, row)) {
      plan.counts.unchanged += 1;
      continue;
    }
    // What was announced never changes: another content is the next version.
    const version = !latest ? 1 : latest.announced ? latest.version + 1 : latest.version;
    plan.changes.push({ row, version, before });
    plan.counts[latest ? 'corrected' : 'accepted'] += 1;
  }
  return plan;
}

async function write(tx: Tx, { changes }: Plan): Promise<void> {
  if (changes.length === 0) return;
  const { session } = tx;
  const stamp = tx.stamp(null);
  const versions = changes.map(({ row, version }): VersionDoc => {
    const texts = textNumbers(row.parts.legalBasis ?? '');
    return { _id: versionKey(row.code, version), ...row, version, announced: false, validFrom: null, texts };
  });
  await tx.collection<VersionDoc>(VERSIONS).bulkWrite(
    versions.map((doc) => ({ replaceOne: { filter: { _id: doc._id }, replacement: doc, upsert: true } })),
    { session },
  );
  const procedures = changes.map(({ row, version, before }) => summaryOf(row, version, before, stamp));
  const fresh = procedures.filter(({ rev }) => rev === 1);
  const moved = procedures.filter(({ rev }) => rev > 1);
  const collection = tx.collection<ProcedureDoc>(PROCEDURES);
  if (fresh.length > 0) await collection.insertMany(fresh, { session });
  if (moved.length === 0) return;
  const done = await collection.bulkWrite(
    moved.map((doc) => ({ replaceOne: { filter: { _id: doc._id, rev: doc.rev - 1 }, replacement: doc } })),
    { session },
  );
  if (done.matchedCount !== moved.length) throw new ProblemError('conflict');
}

function summaryOf(row: ProcedureRow, latest: number, before: ProcedureDoc | undefined, stamp: string): ProcedureDoc {
  const { code, name, field, levels, lifeEvents = [], parts } = row;
  const agency = (parts.agency ?? '').slice(0, AGENCY_SHOWN);
  const announced = before?.announced ?? false;
  return { _id: code, name, field, agency, lifeEvents, levels, latest, announced, rev: (before?.rev ?? 0) + 1, stamp };
}

function addCounts(sum: ImportCounts, part: ImportCounts): void {
  sum.accepted += part.accepted;
  sum.unchanged += part.unchanged;
  sum.corrected += part.corrected;
}

function byId<Doc extends { _id: string }>(docs: readonly Doc[]): Map<string, Doc> {
  return new Map(docs.map((doc) => [doc._id, doc]));
}
