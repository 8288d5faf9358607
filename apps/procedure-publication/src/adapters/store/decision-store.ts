import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { AreaVersion } from '@thongsuot/areas';
import { vietnamCalendar } from '@thongsuot/calendar';
import {
  AreaVersionId,
  DecisionAnnounced,
  ProblemError,
  Uuid,
  type AreaLevel,
  type NewDecision,
  type PlainDate,
} from '@thongsuot/contracts';
import { isDuplicateKey, type CommandKey, type Tx } from '@thongsuot/mongo-store';
import { Kit, type Caller } from '@thongsuot/service-kit';
import { LAW } from '../../config/law-data';
import { clocksOf, postingDueOn, requiredChannels } from '../../domain/clocks';
import { assertCompetent } from '../../domain/competence';
import { decideItems, type DecidedItem } from '../../domain/decide';
import { isLater, type DutyRule } from '../../domain/duties';
import { DECISIONS, OPENINGS, RULES } from './indexes';
import { RuleBook } from './ledger-reader';
import { knownProcedures, markAnnounced } from './procedure-store';
import type { DecisionDoc, OpeningDoc, RuleDoc } from './rows';
import { SearchFeed } from './search-feed';

@Injectable()
export class DecisionStore {
  private readonly settings = LAW.clocks;
  private readonly calendar = vietnamCalendar();

  constructor(
    private readonly kit: Kit,
    private readonly search: SearchFeed,
  ) {}

  /** Records a decision of công bố and tells of it. @throws ProblemError where the issuer may not, or an item cannot stand */
  async announce(caller: Caller, key: CommandKey | null, issuer: AreaVersion, body: NewDecision): Promise<DecisionDoc> {
    assertCompetent(issuer, body.issuerAgency, body.delegation);
    const recordedOn = this.kit.clock.today();
    refuseDays(body, recordedOn);
    const id = randomUUID();
    const { signedOn, effectiveOn, textEffectiveOn, postingDays } = body;
    const clocks = clocksOf({ signedOn, effectiveOn, textEffectiveOn, postingDays }, this.settings, this.calendar);
    const run = this.kit.commands.run(key, async (tx) => {
      const standing = latestRules((await RuleBook.read(tx, this.kit.areas.tree, [issuer.id])).allOf(issuer.id));
      const codes = body.items.flatMap(({ procedureCode }) => [procedureCode]);
      const items = decideItems(
        body.items,
        await knownProcedures(tx, codes),
        standing,
        requiredChannels(this.settings, signedOn),
      );
      await markAnnounced(tx, items, effectiveOn);
      const doc: DecisionDoc = {
        _id: id,
        number: body.number,
        signedOn,
        effectiveOn,
        recordedOn,
        province: issuer.id,
        issuerAgency: body.issuerAgency,
        delegation: body.delegation,
        items,
        clocks,
        findings: findingsOf(signedOn, clocks),
      };
      await tx.collection<DecisionDoc>(DECISIONS).insertOne(doc, { session: tx.session });
      await tx.collection<RuleDoc>(RULES).insertMany(rulesOf(doc, tx.stamp(null)), { session: tx.session });
      tell(tx, doc, levelsBound(items, standing));
      tx.audit({ actor: caller.subject, action: 'procedure-publication.announceDecision', subject: id });
      return doc;
    });
    const { answer } = await run.catch((error: unknown) => {
      throw isDuplicateKey(error) ? new ProblemError('conflict', { detail: `${body.number}: đã có / exists already` }) : error;
    });
    this.search.markStale();
    return answer;
  }

  async byId(id: string): Promise<DecisionDoc> {
    const doc = await this.kit.store.collection<DecisionDoc>(DECISIONS).findOne({ _id: id });
    if (!doc) throw new ProblemError('not-found');
    return doc;
  }

  /** Decisions of a province, latest first. */
  async list(province: string, skip: number, limit: number): Promise<DecisionDoc[]> {
    const decisions = this.kit.store.collection<DecisionDoc>(DECISIONS);
    return decisions.find({ province }).sort({ signedOn: -1, number: 1 }).skip(skip).limit(limit).toArray();
  }

  /** How many units the decision binds, how many have their duties open, how many are late. */
  async progress(decisionId: string): Promise<{ bound: number; opened: number; late: number }> {
    const openings = this.kit.store.collection<OpeningDoc>(OPENINGS);
    const [bound, waiting, late] = await Promise.all([
      openings.countDocuments({ decisionId }),
      openings.countDocuments({ decisionId, state: 'waiting' }),
      openings.countDocuments({ decisionId, state: 'late' }),
    ]);
    return { bound, opened: bound - waiting, late };
  }
}

/** Rules that a decision makes; a replaced procedure ends by the item of the one that replaces it. */
function rulesOf(doc: DecisionDoc, order: string): RuleDoc[] {
  const base = { province: doc.province, effectiveOn: doc.effectiveOn, decisionId: doc._id, order };
  const ended = { ...base, kind: 'ended' as const, version: 1, levels: [], channels: [], dueOn: {} };
  return doc.items.flatMap(({ procedureCode, kind, version, levels, channels, replacesCode }): RuleDoc[] => {
    const dueOn = Object.fromEntries(channels.map((channel) => [channel, postingDueOn(channel, doc.clocks, doc.effectiveOn)]));
    const own: RuleDoc =
      kind === 'abolished'
        ? { _id: `${doc._id}:${procedureCode}`, ...ended, procedureCode, version }
        : { _id: `${doc._id}:${procedureCode}`, ...base, kind: 'required', procedureCode, version, levels, channels, dueOn };
    return replacesCode === null ? [own] : [own, { _id: `${doc._id}:${replacesCode}`, ...ended, procedureCode: replacesCode }];
  });
}

function tell(tx: Tx, doc: DecisionDoc, levels: AreaLevel[]): void {
  const province = AreaVersionId.parse(doc.province);
  tx.emit(DecisionAnnounced, {
    subject: doc._id,
    key: province,
    data: {
      decisionId: Uuid.parse(doc._id),
      number: doc.number,
      signedOn: doc.signedOn,
      effectiveOn: doc.effectiveOn,
      binds: { areaVersion: province, levels },
      items: doc.items.map(({ procedureCode, kind, version, replacesCode, levels: itemLevels, channels }) => ({
        procedureCode,
        kind,
        version,
        replacesCode,
        levels: [...itemLevels],
        channels: [...channels],
      })),
      postingDueOn: postingDueOn('desk', doc.clocks, doc.effectiveOn),
    },
  });
}

/** The rule that decides last on each procedure, also where it is not in force yet. */
function latestRules(rules: readonly DutyRule[]): Map<string, DutyRule> {
  const found = new Map<string, DutyRule>();
  for (const rule of rules) {
    const known = found.get(rule.procedureCode);
    if (!known || isLater(rule, known)) found.set(rule.procedureCode, rule);
  }
  return found;
}

/** Levels whose units have something to do: those that carry it out from now on, and those that did. */
function levelsBound(items: readonly DecidedItem[], standing: ReadonlyMap<string, DutyRule>): AreaLevel[] {
  const levels = items.flatMap((item) => [
    ...item.levels,
    ...(standing.get(item.procedureCode)?.levels ?? []),
    ...(item.replacesCode === null ? [] : (standing.get(item.replacesCode)?.levels ?? [])),
  ]);
  return [...new Set(levels)];
}

function refuseDays({ signedOn, effectiveOn }: NewDecision, today: PlainDate): void {
  const refuse = (pointer: string, code: string, message: string): never => {
    throw new ProblemError('rule-violated', { detail: message, errors: [{ pointer, code, message }] });
  };
  if (signedOn > today) refuse('/signedOn', 'signed-in-future', 'ngày ký sau hôm nay / signed after today');
  if (effectiveOn < signedOn)
    refuse('/effectiveOn', 'effective-before-signed', 'hiệu lực trước ngày ký / effective before it was signed');
}

function findingsOf(signedOn: PlainDate, clocks: DecisionDoc['clocks']): DecisionDoc['findings'] {
  const announce = clocks.find(({ key }) => key === 'announce');
  const late = announce && signedOn > announce.dueOn;
  const open = clocks.filter(({ confirmed }) => !confirmed);
  return [
    ...(late
      ? [
          {
            code: 'announced-late',
            severity: 'warning' as const,
            message: `công bố chậm, hạn ${announce.dueOn} / announced late, due ${announce.dueOn}`,
          },
        ]
      : []),
    ...open.map(({ key }) => ({
      code: 'clock-unconfirmed',
      severity: 'warning' as const,
      message: `${key}: số ngày chưa đối chiếu với văn bản / number of days not confirmed by a text`,
    })),
  ];
}
