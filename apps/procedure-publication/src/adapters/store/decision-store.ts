import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { AreaVersion } from '@thongsuot/areas';
import { vietnamCalendar } from '@thongsuot/calendar';
import { ProblemError, type NewDecision, type PlainDate } from '@thongsuot/contracts';
import { isDuplicateKey, type CommandKey } from '@thongsuot/mongo-store';
import { Kit, type Caller } from '@thongsuot/service-kit';
import { LAW } from '../../config/law-data';
import { partFindings } from '../../domain/catalogue/parts';
import { clocksOf, requiredChannels } from '../../domain/clocks';
import { assertCompetent } from '../../domain/competence';
import { decideItems, ministryItems } from '../../domain/decide';
import type { DutyRule } from '../../domain/duties';
import { CoverageFeed } from './coverage-feed';
import { latestRules, levelsBound, rulesOf, tellAnnounced } from './decision-rules';
import { DECISIONS, OPENINGS, RULES } from './indexes';
import { RuleBook } from './ledger-reader';
import { knownProcedures, markAnnounced } from './procedure-store';
import type { DecisionDoc, OpeningDoc, RuleDoc } from './rows';
import { SearchFeed } from './search-feed';

@Injectable()
export class DecisionStore {
  private readonly calendar = vietnamCalendar();

  constructor(
    private readonly kit: Kit,
    private readonly search: SearchFeed,
    private readonly coverage: CoverageFeed,
  ) {}

  /** Records a decision of công bố and tells of it. @throws ProblemError where the issuer may not, or an item cannot stand */
  async announce(caller: Caller, key: CommandKey | null, issuer: AreaVersion, body: NewDecision): Promise<DecisionDoc> {
    const { number, signedOn, effectiveOn, textEffectiveOn, postingDays, issuerAgency, delegation, ministry, form, shortened } =
      body;
    assertCompetent(issuer, { agency: issuerAgency, delegation, ministry });
    const recordedOn = this.kit.clock.today();
    refuseDays(body, recordedOn);
    const id = randomUUID();
    const days = { signedOn, effectiveOn, textEffectiveOn, postingDays, shortened };
    const clocks = clocksOf(days, LAW.clocks, this.calendar, ministry === null ? 'province' : 'ministry').filter(
      // A ministry's decision binds no unit: nothing is posted on its account.
      (clock) => ministry === null || clock.key !== 'posting',
    );
    const run = this.kit.commands.run(key, async (tx) => {
      const standing =
        ministry === null
          ? latestRules((await RuleBook.read(tx, this.kit.areas.tree, [issuer.id])).allOf(issuer.id))
          : new Map<string, DutyRule>();
      const known = await knownProcedures(
        tx,
        body.items.map(({ procedureCode }) => procedureCode),
      );
      const items =
        ministry === null
          ? decideItems(body.items, known, standing, requiredChannels(LAW.clocks, signedOn), ({ parts }) =>
              partFindings(parts, LAW.parts, signedOn, form).map(({ message }) => message),
            )
          : ministryItems(body.items, known);
      const doc: DecisionDoc = {
        _id: id,
        ...{ number, signedOn, effectiveOn, recordedOn, issuerAgency, delegation, ministry, form, shortened, items, clocks },
        province: issuer.id,
        textEffectiveOn: textEffectiveOn ?? null,
        findings: findingsOf(signedOn, clocks),
        rev: 1,
      };
      await tx.collection<DecisionDoc>(DECISIONS).insertOne(doc, { session: tx.session });
      if (ministry === null) {
        await markAnnounced(tx, items, effectiveOn);
        await tx.collection<RuleDoc>(RULES).insertMany(rulesOf(doc, tx.stamp(null)), { session: tx.session });
        tellAnnounced(tx, doc, levelsBound(items, standing));
      }
      tx.audit({ actor: caller.subject, action: 'procedure-publication.announceDecision', subject: id });
      return doc;
    });
    const { answer } = await run.catch((error: unknown) => {
      throw isDuplicateKey(error) ? new ProblemError('conflict', { detail: `${number}: đã có / exists already` }) : error;
    });
    this.search.markStale();
    this.coverage.markStale();
    return answer;
  }

  /** Records when procedures of a decision were put into the national database. @throws ProblemError `rule-violated` */
  async recordEntries(
    caller: Caller,
    key: CommandKey | null,
    id: string,
    { enteredOn, procedureCodes }: { enteredOn: PlainDate; procedureCodes?: readonly string[] | undefined },
  ): Promise<DecisionDoc> {
    const { answer } = await this.kit.commands.run(key, async (tx) => {
      const decisions = tx.collection<DecisionDoc>(DECISIONS);
      const doc = await decisions.findOne({ _id: id }, { session: tx.session });
      if (!doc) throw new ProblemError('not-found');
      const wanted = new Set(procedureCodes ?? doc.items.map(({ procedureCode }) => procedureCode));
      refuseEntries(doc, wanted, enteredOn, this.kit.clock.today());
      const items = doc.items.map((item) => (wanted.has(item.procedureCode) ? { ...item, enteredOn } : item));
      const filter = doc.rev === undefined ? { _id: id } : { _id: id, rev: doc.rev };
      const next = { items, rev: (doc.rev ?? 0) + 1 };
      const moved = await decisions.updateOne(filter, { $set: next }, { session: tx.session });
      if (moved.matchedCount === 0) throw new ProblemError('conflict');
      tx.audit({ actor: caller.subject, action: 'procedure-publication.recordEntries', subject: id });
      return { ...doc, ...next };
    });
    return answer;
  }

  /** Every decision of an issuer: some hundreds a province and year. */
  async allOf(issuer: string): Promise<DecisionDoc[]> {
    return this.kit.store.collection<DecisionDoc>(DECISIONS).find({ province: issuer }).sort({ signedOn: 1 }).toArray();
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

function refuseDays({ signedOn, effectiveOn }: NewDecision, today: PlainDate): void {
  const refuse = (pointer: string, code: string, message: string): never => {
    throw new ProblemError('rule-violated', { detail: message, errors: [{ pointer, code, message }] });
  };
  if (signedOn > today) refuse('/signedOn', 'signed-in-future', 'ngày ký sau hôm nay / signed after today');
  if (effectiveOn < signedOn)
    refuse('/effectiveOn', 'effective-before-signed', 'hiệu lực trước ngày ký / effective before it was signed');
}

function refuseEntries(doc: DecisionDoc, codes: ReadonlySet<string>, enteredOn: PlainDate, today: PlainDate): void {
  const refuse = (pointer: string, code: string, message: string): never => {
    throw new ProblemError('rule-violated', { detail: message, errors: [{ pointer, code, message }] });
  };
  if (enteredOn > today) refuse('/enteredOn', 'in-future', `ngày ${enteredOn} sau hôm nay / ${enteredOn} lies after today`);
  if (enteredOn < doc.signedOn)
    refuse('/enteredOn', 'before-signed', 'trước ngày ký quyết định / before the decision was signed');
  const own = new Set(doc.items.map(({ procedureCode }) => procedureCode));
  const other = [...codes].find((code) => !own.has(code));
  if (other !== undefined)
    refuse('/procedureCodes', 'not-of-decision', `${other} không có trong quyết định / ${other} is not of this decision`);
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
