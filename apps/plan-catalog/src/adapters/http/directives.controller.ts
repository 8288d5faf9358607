import { Controller } from '@nestjs/common';
import {
  ProblemError,
  acknowledgeDirective,
  listDirectives,
  recordDirective,
  type AnswerOf,
  type AreaLevel,
  type DirectiveView,
  type InputOf,
} from '@thongsuot/contracts';
import type { CommandKey } from '@thongsuot/mongo-store';
import { From, Handles, Input, Key, Kit, sees, type Caller } from '@thongsuot/service-kit';
import { acknowledge } from '../../domain/directive/directive';
import { daysInOrder, recordDirective as record } from '../../features/record-directive/record-directive';
import { DIRECTIVES, TASKS } from '../store/collections';
import type { DirectiveDoc, TaskDoc } from '../../features/records';
import { workIn } from '../store/work';
import { pageOfRows, placeOf } from './paging';
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
      return directiveView(doc, []);
    });
    return answer;
  }

  @Handles(listDirectives)
  async list(@Input() input: InputOf<typeof listDirectives>, @From() caller: Caller): Promise<AnswerOf<typeof listDirectives>> {
    const { to, on, limit, cursor } = input.query;
    const [code, agency] = to?.split('/') ?? [];
    const version = listedArea(this.kit, caller, code, on);
    const [after] = placeOf(cursor, 1) ?? [];
    const unit = agency === undefined ? version.id : `${version.id}/${agency}`;
    const rows = await this.kit.store
      .collection<DirectiveDoc>(DIRECTIVES)
      .find({
        ...(to === undefined ? { areaPath: version.id } : { to: unit }),
        ...(after === undefined ? {} : { _id: { $lt: after } }),
      })
      .sort({ _id: -1 })
      .limit(limit + 1)
      .toArray();
    const page = pageOfRows(rows, limit, (row) => [row._id]);
    const started = await this.startedBy(page.rows.map((row) => row._id));
    const day = dayOf(this.kit, caller, on);
    const mine = (line: TaskDoc): boolean => sees(caller, this.kit.areas.tree, line.areaVersion, day);
    return {
      items: page.rows.map((row) =>
        directiveView(
          row,
          started.filter((line) => line.key === row._id && mine(line)),
        ),
      ),
      nextCursor: page.nextCursor,
    };
  }

  @Handles(acknowledgeDirective)
  async receipt(
    @Input() input: InputOf<typeof acknowledgeDirective>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<DirectiveView> {
    const { kit } = this;
    const { answer } = await kit.commands.run(key, async (tx) => {
      const directives = tx.collection<DirectiveDoc>(DIRECTIVES);
      const doc = await directives.findOne({ _id: input.params.id }, { session: tx.session });
      if (doc === null) throw new ProblemError('not-found');
      const ref = input.body.unit ?? caller.area;
      const unit = doc.addressees.find((one) => one.ref === ref);
      if (unit === undefined) throw new ProblemError('forbidden');
      assertMayUse(kit, caller, unit.areaVersion);
      const known = {
        ...{ id: doc._id, number: doc.number, issuedOn: doc.issuedOn, receivedOn: doc.receivedOn },
        ...{ asks: doc.asks, byDate: doc.byDate, receipts: doc.receipts },
        issuer: { name: doc.issuer.name, level: doc.issuer.level as AreaLevel },
        addressees: doc.addressees.map((one) => one.ref),
      };
      const { receipts } = acknowledge(known, { unit: unit.ref, by: caller.subject, at: kit.clock.now().toISOString() });
      const next = { ...doc, receipts, rev: doc.rev + 1 };
      if (receipts.length > doc.receipts.length) {
        const result = await directives.replaceOne({ _id: doc._id, rev: doc.rev }, next, { session: tx.session });
        if (result.matchedCount !== 1) throw new ProblemError('conflict');
        tx.audit({ actor: caller.subject, action: acknowledgeDirective.id, subject: `directive ${doc._id}` });
      }
      return directiveView(next, []);
    });
    return answer;
  }

  private async startedBy(ids: readonly string[]): Promise<TaskDoc[]> {
    if (ids.length === 0) return [];
    return this.kit.store
      .collection<TaskDoc>(TASKS)
      .find({ key: { $in: [...ids] } })
      .toArray();
  }
}
