import { Controller } from '@nestjs/common';
import {
  ProblemError,
  acknowledgeDirective,
  answerDirective,
  listDirectives,
  recordDirective,
  type AnswerOf,
  type AreaLevel,
  type DirectiveView,
  type InputOf,
  type PlainDate,
  type UnitRef,
} from '@thongsuot/contracts';
import type { CommandKey } from '@thongsuot/mongo-store';
import { From, Handles, Input, Key, Kit, sees, type Caller } from '@thongsuot/service-kit';
import { answer, standingOf } from '../../domain/directive/answer';
import { acknowledge, type Directive } from '../../domain/directive/directive';
import { daysInOrder, recordDirective as record } from '../../features/record-directive/record-directive';
import { DIRECTIVES, TASKS } from '../store/collections';
import type { DirectiveDoc, TaskDoc } from '../../features/records';
import { workIn } from '../store/work';
import { pageOfRows, placeOf } from './paging';
import { underRules } from './rules';
import { assertMayUse, dayOf, listedArea, unitNamed } from './scope';
import { directiveView } from './views';

/** Orders from above. */
@Controller()
export class DirectivesController {
  constructor(private readonly kit: Kit) {}

  @Handles(recordDirective)
  async record(
    @Input() input: InputOf<typeof recordDirective>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<DirectiveView> {
    const { kit } = this;
    const { tree } = kit.areas;
    const { number, issuedOn, asks } = input.body;
    const receivedOn = input.body.receivedOn ?? kit.clock.today();
    const byDate = input.body.byDate ?? null;
    if (!daysInOrder(issuedOn, receivedOn, byDate)) {
      throw new ProblemError('rule-violated', {
        detail:
          'Ngày nhận và thời hạn không thể trước ngày ký văn bản / Receipt and last day cannot lie before the day of signing',
      });
    }
    const issuer = unitNamed(tree, input.body.issuer, issuedOn);
    const addressees = input.body.addressees.map((ref) => unitNamed(tree, ref, receivedOn).unit);
    const involved = [issuer.unit, ...addressees].map((unit) => unit.areaVersion);
    const day = dayOf(kit, caller);
    if (!involved.some((areaVersion) => sees(caller, tree, areaVersion, day))) throw new ProblemError('forbidden');
    const { answer } = await kit.commands.run(key, async (tx) => {
      const doc = await record(
        workIn(tx, this.kit.areas.tree),
        {
          ...{ number, issuedOn, receivedOn, asks, byDate, addressees, by: caller.subject },
          issuer: { ...issuer.unit, level: issuer.version.level },
          startsTrigger: input.body.startsTrigger ?? null,
        },
        tree,
      );
      return directiveView(doc, [], kit.clock.today());
    });
    return answer;
  }

  @Handles(listDirectives)
  async list(@Input() input: InputOf<typeof listDirectives>, @From() caller: Caller): Promise<AnswerOf<typeof listDirectives>> {
    const { to, on, limit, cursor, unanswered } = input.query;
    const [code, agency] = to?.split('/') ?? [];
    const version = listedArea(this.kit, caller, code, on);
    const [after] = placeOf(cursor, 1) ?? [];
    const unit = agency === undefined ? version.id : `${version.id}/${agency}`;
    const today = on ?? this.kit.clock.today();
    const rows = await this.rows(
      {
        ...(to === undefined ? { areaPath: version.id } : { to: unit }),
        ...(after === undefined ? {} : { _id: { $lt: after } }),
      },
      limit + 1,
      (doc) =>
        !unanswered || (to === undefined ? doc.addressees : [{ ref: to }]).some(({ ref }) => isUnanswered(doc, ref, today)),
    );
    const page = pageOfRows(rows, limit, (row) => [row._id]);
    const started = await this.startedBy(page.rows.map((row) => row._id));
    const day = dayOf(this.kit, caller, on);
    const mine = (line: TaskDoc): boolean => sees(caller, this.kit.areas.tree, line.areaVersion, day);
    return {
      items: page.rows.map((row) =>
        directiveView(
          row,
          started.filter((line) => line.key === row._id && mine(line)),
          today,
        ),
      ),
      nextCursor: page.nextCursor,
    };
  }

  @Handles(acknowledgeDirective)
  receipt(
    @Input() input: InputOf<typeof acknowledgeDirective>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<DirectiveView> {
    const at = this.kit.clock.now().toISOString();
    return this.change(input.params.id, input.body.unit, caller, key, acknowledgeDirective.id, (doc, unit) => {
      const { receipts } = acknowledge(directiveOf(doc), { unit, by: caller.subject, at });
      return receipts.length > doc.receipts.length ? { ...doc, receipts } : doc;
    });
  }

  @Handles(answerDirective)
  answer(
    @Input() input: InputOf<typeof answerDirective>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<DirectiveView> {
    const { number, note, answeredOn } = input.body;
    const today = this.kit.clock.today();
    const who = { by: caller.subject, at: this.kit.clock.now().toISOString() };
    return underRules(() =>
      this.change(input.params.id, input.body.unit, caller, key, answerDirective.id, (doc, unit) => {
        const given = { unit, number: number ?? null, note: note ?? null, answeredOn: answeredOn ?? today, ...who };
        return { ...doc, answers: answer({ ...doc, answers: doc.answers ?? [] }, given, today) };
      }),
    );
  }

  /** What one addressee does about a directive; an unchanged one is not written. */
  private async change(
    id: string,
    named: UnitRef | undefined,
    caller: Caller,
    key: CommandKey | null,
    action: string,
    apply: (doc: DirectiveDoc, unit: string) => DirectiveDoc,
  ): Promise<DirectiveView> {
    const { kit } = this;
    const { answer: told } = await kit.commands.run(key, async (tx) => {
      const directives = tx.collection<DirectiveDoc>(DIRECTIVES);
      const doc = await directives.findOne({ _id: id }, { session: tx.session });
      if (doc === null) throw new ProblemError('not-found');
      const ref = named ?? caller.area;
      const unit = doc.addressees.find((one) => one.ref === ref);
      if (unit === undefined) throw new ProblemError('forbidden');
      assertMayUse(kit, caller, unit.areaVersion);
      const applied = apply(doc, unit.ref);
      const next = { ...applied, rev: doc.rev + 1 };
      if (applied !== doc) {
        const result = await directives.replaceOne({ _id: doc._id, rev: doc.rev }, next, { session: tx.session });
        if (result.matchedCount !== 1) throw new ProblemError('conflict');
        tx.audit({ actor: caller.subject, action, subject: `directive ${doc._id}` });
      }
      return directiveView(next, [], kit.clock.today());
    });
    return told;
  }

  /** Directives by age, newest first, as many as asked for that are wanted. */
  private async rows(filter: object, wanted: number, isWanted: (doc: DirectiveDoc) => boolean): Promise<DirectiveDoc[]> {
    const found: DirectiveDoc[] = [];
    const cursor = this.kit.store.collection<DirectiveDoc>(DIRECTIVES).find(filter).sort({ _id: -1 }).batchSize(100);
    for await (const doc of cursor) {
      if (isWanted(doc)) found.push(doc);
      if (found.length === wanted) break;
    }
    await cursor.close();
    return found;
  }

  private async startedBy(ids: readonly string[]): Promise<TaskDoc[]> {
    if (ids.length === 0) return [];
    return this.kit.store
      .collection<TaskDoc>(TASKS)
      .find({ key: { $in: [...ids] } })
      .toArray();
  }
}

function isUnanswered(doc: DirectiveDoc, unit: string, today: PlainDate): boolean {
  return !standingOf({ ...doc, answers: doc.answers ?? [] }, unit, today).startsWith('answered');
}

function directiveOf(doc: DirectiveDoc): Directive {
  return {
    ...{ id: doc._id, number: doc.number, issuedOn: doc.issuedOn, receivedOn: doc.receivedOn },
    ...{ asks: doc.asks, byDate: doc.byDate, receipts: doc.receipts },
    issuer: { name: doc.issuer.name, level: doc.issuer.level as AreaLevel },
    addressees: doc.addressees.map((one) => one.ref),
  };
}
