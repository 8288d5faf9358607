import { Controller } from '@nestjs/common';
import {
  ProblemError,
  assignRemedy,
  getChecklist,
  listInspections,
  planInspections,
  recordInspection,
  recordResults,
  verifyRemedy,
  type AnswerOf,
  type InputOf,
  type InspectionView,
  type PlainDate,
  type UnitRef,
} from '@thongsuot/contracts';
import type { CommandKey } from '@thongsuot/mongo-store';
import { From, Handles, Input, Key, Kit, type Caller } from '@thongsuot/service-kit';
import { HEADS, headsOf, recordResults as results, verifyRemedy as verify } from '../../domain/inspection/inspection';
import { newId } from '../../features/new-id';
import type { Work } from '../../features/ports';
import type { InspectionDoc } from '../../features/records';
import { proveByInspection } from '../../features/prove-by-inspection/prove-by-inspection';
import { remedyFinding } from '../../features/remedy-finding/remedy-finding';
import { tellInspection } from '../../features/tell-inspection';
import { checklistOn } from '../files/checklist';
import { INSPECTIONS } from '../store/collections';
import { workIn } from '../store/work';
import { inspectionView } from './inspection-view';
import { pageOfRows, placeOf } from './paging';
import { underRules } from './rules';
import { assertMayUse, listedArea, unitNamed } from './scope';

/** Inspections: planned, recorded, remedied, looked at again. */
@Controller()
export class InspectionsController {
  constructor(private readonly kit: Kit) {}

  @Handles(getChecklist)
  checklist(@Input() input: InputOf<typeof getChecklist>): AnswerOf<typeof getChecklist> {
    const found = checklistOn(input.query.on ?? this.kit.clock.today());
    if (found === undefined) throw new ProblemError('not-found');
    return found;
  }

  @Handles(recordInspection)
  record(
    @Input() input: InputOf<typeof recordInspection>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<InspectionView> {
    const { body } = input;
    return this.run(key, async (work) => {
      const doc: InspectionDoc = {
        ...this.blank(caller, body.inspector, body.inspected, body.from),
        ...{ kind: body.kind, from: body.from, to: body.to, state: 'recorded', heads: headsOf(body.heads) },
        ...{ remediesDueOn: body.remediesDueOn ?? null, taskId: body.taskId ?? null, feedbackId: body.feedbackId ?? null },
        lastPackId: work.stamp(null),
      };
      await work.inspections.insert([doc]);
      await this.tell(work, doc, caller);
      return inspectionView(doc);
    });
  }

  @Handles(planInspections)
  plan(
    @Input() input: InputOf<typeof planInspections>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<AnswerOf<typeof planInspections>> {
    const { inspector, items } = input.body;
    return this.run(key, async (work) => {
      const docs = items.map(({ inspected, from, to, heads, reason, taskId }): InspectionDoc => {
        const readings = (heads ?? HEADS).map((head) => ({ head, checked: [], findings: [] }));
        return {
          ...this.blank(caller, inspector, inspected, from),
          ...{ from, to, heads: headsOf(readings), reason: reason ?? null, taskId: taskId ?? null },
        };
      });
      await work.inspections.insert(docs);
      work.audit({
        actor: caller.subject,
        action: planInspections.id,
        subject: `unit ${inspector}`,
        detail: { planned: docs.length },
      });
      return { items: docs.map(inspectionView) };
    });
  }

  @Handles(recordResults)
  results(
    @Input() input: InputOf<typeof recordResults>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<InspectionView> {
    return this.run(key, async (work) => {
      const doc = await this.inspectorsOwn(work, input.params.id, caller);
      const next = await work.inspections.save(doc, {
        ...results(doc, { ...input.body, remediesDueOn: input.body.remediesDueOn ?? null }),
        recordedBy: caller.subject,
      });
      await this.tell(work, next, caller);
      return inspectionView(next);
    });
  }

  @Handles(assignRemedy)
  remedy(
    @Input() input: InputOf<typeof assignRemedy>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<InspectionView> {
    const { finding, dueOn, leads } = input.body;
    const { clock, areas } = this.kit;
    return this.run(key, async (work) => {
      const doc = await this.inspectorsOwn(work, input.params.id, caller);
      const order = { finding, dueOn, leads, by: caller.subject, at: clock.now().toISOString() };
      const next = await remedyFinding(work, doc, order, { today: clock.today(), tree: areas.tree });
      work.audit({ actor: caller.subject, action: assignRemedy.id, subject: `inspection ${doc._id}`, detail: { finding } });
      return inspectionView(next);
    });
  }

  @Handles(verifyRemedy)
  verify(
    @Input() input: InputOf<typeof verifyRemedy>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<InspectionView> {
    const { finding, remedied, note } = input.body;
    const look = { remedied, note: note ?? null, by: caller.subject, at: this.kit.clock.now().toISOString() };
    return this.run(key, async (work) => {
      const doc = await this.inspectorsOwn(work, input.params.id, caller);
      const next = await work.inspections.save(doc, verify(doc, finding, look));
      await this.tell(work, next, caller);
      return inspectionView(next);
    });
  }

  @Handles(listInspections)
  async list(@Input() input: InputOf<typeof listInspections>, @From() caller: Caller): Promise<AnswerOf<typeof listInspections>> {
    const { area, on, year, state, limit, cursor } = input.query;
    const version = listedArea(this.kit, caller, area, on);
    const [after] = placeOf(cursor, 1) ?? [];
    const days = year === undefined ? {} : { from: { $gte: `${year}-01-01` as PlainDate, $lte: `${year}-12-31` as PlainDate } };
    const rows = await this.kit.store
      .collection<InspectionDoc>(INSPECTIONS)
      .find({
        ...{ areaPath: version.id, ...days },
        ...(state === undefined ? {} : { state }),
        ...(after === undefined ? {} : { _id: { $lt: after } }),
      })
      .sort({ _id: -1 })
      .limit(limit + 1)
      .toArray();
    const page = pageOfRows(rows, limit, (row) => [row._id]);
    return { items: page.rows.map(inspectionView), nextCursor: page.nextCursor };
  }

  private run<T>(key: CommandKey | null, apply: (work: Work) => Promise<T>): Promise<T> {
    return underRules(async () => {
      const { answer } = await this.kit.commands.run(key, (tx) => apply(workIn(tx, this.kit.areas.tree)));
      return answer;
    });
  }

  private async tell(work: Work, doc: InspectionDoc, caller: Caller): Promise<void> {
    tellInspection(work, doc);
    const act = { by: caller.subject, at: this.kit.clock.now().toISOString() };
    await proveByInspection(work, doc, act);
    work.audit({ actor: caller.subject, action: recordInspection.id, subject: `inspection ${doc._id}` });
  }

  /** A planned inspection without results. */
  private blank(caller: Caller, inspectorRef: UnitRef, inspectedRef: UnitRef, on: PlainDate): InspectionDoc {
    const { tree } = this.kit.areas;
    const inspector = unitNamed(tree, inspectorRef, on).unit;
    const inspected = unitNamed(tree, inspectedRef, on).unit;
    assertMayUse(this.kit, caller, inspector.areaVersion);
    const path = [inspector.areaVersion, inspected.areaVersion].flatMap((id) => [id, ...tree.ancestors(id).map((one) => one.id)]);
    return {
      ...{ _id: newId(), rev: 1, lastPackId: null, areaPath: [...new Set(path)], kind: 'periodic', inspector, inspected },
      ...{ state: 'planned', from: on, to: on, heads: [], remediesDueOn: null, reason: null, taskId: null, feedbackId: null },
      recordedBy: caller.subject,
    };
  }

  /** An inspection that the caller's side made. @throws ProblemError `not-found`, `forbidden` */
  private async inspectorsOwn(work: Work, id: string, caller: Caller): Promise<InspectionDoc> {
    const doc = await work.inspections.find(id);
    if (doc === null) throw new ProblemError('not-found');
    assertMayUse(this.kit, caller, doc.inspector.areaVersion);
    return doc;
  }
}
