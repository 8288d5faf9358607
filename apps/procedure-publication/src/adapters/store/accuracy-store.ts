import { createHash, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { AreaVersion } from '@thongsuot/areas';
import {
  AreaVersionId,
  PostingDrifted,
  Uuid,
  type AccuracyCheckView,
  type PlainDate,
  type PostingChannel,
} from '@thongsuot/contracts';
import { findEach, type CommandKey } from '@thongsuot/mongo-store';
import { Kit, type Caller } from '@thongsuot/service-kit';
import { binds } from '../../domain/duties';
import { driftsOf, type Drift } from '../../domain/ledger/drift';
import { readPublished } from '../../domain/ledger/read-published';
import { PageProblem, fetchPage } from '../web/safe-fetch';
import { takeBooks } from './books';
import { CHECKS, PAGES, VERSIONS } from './indexes';
import { RuleBook } from './ledger-reader';
import { versionKey } from './procedure-store';
import type { CheckDoc, PageDoc, VersionDoc } from './rows';

const DRIFTS_KEPT = 200;
const DRIFTS_TOLD = 20;

/** DI token of the hosts that may be private. */
export const PRIVATE_HOSTS = Symbol('private hosts');

type Finding = Pick<CheckDoc, 'outcome' | 'reason' | 'contentHash' | 'compared'> & { readonly drifts: readonly Drift[] };

/** Checks of what units publish against the versions in force. */
@Injectable()
export class AccuracyStore {
  constructor(
    private readonly kit: Kit,
    @Inject(PRIVATE_HOSTS) private readonly hosts: ReadonlySet<string>,
  ) {}

  /** Fetches what a unit publishes, compares it, records the outcome and tells of a drift that was not told yet. */
  async check(
    caller: Caller,
    key: CommandKey | null,
    { unit, channel, url }: { unit: AreaVersion; channel: PostingChannel; url: string },
  ): Promise<CheckDoc> {
    const on = this.kit.clock.today();
    const finding = await this.compare(unit, channel, url, on);
    const { drifts, ...rest } = finding;
    const lines = drifts.map(({ procedureCode, field, found }) => `${procedureCode}|${field}|${found ?? ''}`);
    const driftHash = drifts.length === 0 ? null : hash(lines.sort().join('\n'));
    const { answer } = await this.kit.commands.run(key, async (tx) => {
      await takeBooks(tx, [unit.id]);
      const checks = tx.collection<CheckDoc>(CHECKS);
      const pages = tx.collection<PageDoc>(PAGES);
      const pageId = `${unit.id}|${channel}|${hash(url)}`;
      const page = await pages.findOne({ _id: pageId }, { session: tx.session });
      const doc: CheckDoc = {
        _id: randomUUID(),
        ...{ areaVersion: unit.id, channel, url, on, ...rest },
        checkedAt: this.kit.clock.now().toISOString(),
        checkedBy: caller.subject,
        differences: drifts.length,
        drifts: drifts.slice(0, DRIFTS_KEPT),
      };
      await checks.insertOne(doc, { session: tx.session });
      await pages.replaceOne({ _id: pageId }, { driftHash }, { upsert: true, session: tx.session });
      tx.audit({ actor: caller.subject, action: 'procedure-publication.checkAccuracy', subject: doc._id });
      if (drifts.length > 0 && page?.driftHash !== driftHash)
        tx.emit(PostingDrifted, {
          subject: `${unit.id}:${channel}`,
          key: unit.id,
          data: {
            on,
            checkId: Uuid.parse(doc._id),
            unit: { areaVersion: AreaVersionId.parse(unit.id), agency: null },
            channel,
            procedures: new Set(drifts.map(({ procedureCode }) => procedureCode)).size,
            differences: drifts.length,
            first: drifts.slice(0, DRIFTS_TOLD).map(({ procedureCode, field }) => ({ procedureCode, field })),
          },
        });
      return doc;
    });
    return answer;
  }

  /** Checks of some units, latest first, from behind a place. */
  async list(
    units: ReadonlySet<string>,
    { outcome, after, limit }: { outcome?: AccuracyCheckView['outcome'] | undefined; after?: string | undefined; limit: number },
  ): Promise<CheckDoc[]> {
    const found: CheckDoc[] = [];
    const cursor = this.kit.store
      .collection<CheckDoc>(CHECKS)
      .find(after === undefined ? {} : { checkedAt: { $lte: after.slice(0, 24) } })
      .sort({ checkedAt: -1, _id: -1 });
    for await (const doc of cursor) {
      const isBehind = after === undefined || `${doc.checkedAt}|${doc._id}` < after;
      if (!isBehind || !units.has(doc.areaVersion) || (outcome !== undefined && doc.outcome !== outcome)) continue;
      found.push(doc);
      if (found.length >= limit) break;
    }
    return found;
  }

  private async compare(unit: AreaVersion, channel: PostingChannel, url: string, on: PlainDate): Promise<Finding> {
    const rules = (await RuleBook.read(this.kit, this.kit.areas.tree, [unit.id])).inForce(unit.id, on);
    const asked = [...rules.values()].filter((rule) => binds(rule, unit.level) && rule.channels.includes(channel));
    const ended = new Set(
      [...rules.values()].filter((rule) => !binds(rule, unit.level)).map(({ procedureCode }) => procedureCode),
    );
    const expected = await findEach(
      this.kit.store.collection<VersionDoc>(VERSIONS),
      '_id',
      asked.map(({ procedureCode, version }) => versionKey(procedureCode, version)),
    );
    const unreadable = (reason: string, contentHash: string | null = null): Finding => ({
      ...{ outcome: 'unreadable', reason, contentHash, compared: 0, drifts: [] },
    });
    try {
      const { content, mediaType } = await fetchPage(url, this.hosts);
      const contentHash = hash(content);
      const published = readPublished(content.toString('utf8'), mediaType);
      if (!published) return unreadable('JSON không có danh sách thủ tục / the JSON holds no list of procedures', contentHash);
      const drifts = driftsOf(published, expected, ended);
      const outcome = drifts.length > 0 ? 'drifted' : 'matches';
      return { outcome, reason: null, contentHash, compared: expected.length, drifts };
    } catch (error) {
      if (error instanceof PageProblem) return unreadable(error.message);
      throw error;
    }
  }
}

function hash(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}
