import { Controller } from '@nestjs/common';
import {
  InspectionRecorded,
  listInspections,
  recordInspection,
  type AnswerOf,
  type InputOf,
  type InspectionView,
} from '@thongsuot/contracts';
import type { CommandKey } from '@thongsuot/mongo-store';
import { From, Handles, Input, Key, Kit, type Caller } from '@thongsuot/service-kit';
import { newId } from '../../features/new-id';
import { INSPECTIONS } from '../store/collections';
import type { InspectionDoc } from '../../features/records';
import { pageOfRows, placeOf } from './paging';
import { assertMayUse, listedArea, unitNamed } from './scope';

/** Inspections with their seven heads; the wording of findings stays here, counts are told. */
@Controller()
export class InspectionsController {
  constructor(private readonly kit: Kit) {}

  @Handles(recordInspection)
  async record(
    @Input() input: InputOf<typeof recordInspection>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<InspectionView> {
    const { kit } = this;
    const { tree } = kit.areas;
    const { body } = input;
    const inspector = unitNamed(tree, body.inspector, body.from).unit;
    const inspected = unitNamed(tree, body.inspected, body.from).unit;
    assertMayUse(kit, caller, inspector.areaVersion);
    const { answer } = await kit.commands.run(key, async (tx) => {
      const id = newId();
      const view: InspectionView = {
        ...body,
        ...{ id, inspectorName: inspector.name, inspectedName: inspected.name, recordedBy: caller.subject },
      };
      const path = [inspector.areaVersion, inspected.areaVersion].flatMap((one) => [
        one,
        ...tree.ancestors(one).map((area) => area.id),
      ]);
      const doc: InspectionDoc = {
        ...{ _id: id, rev: 1, lastPackId: tx.stamp(null), from: body.from, view: { ...view } },
        areaPath: [...new Set(path)],
      };
      await tx.collection<InspectionDoc>(INSPECTIONS).insertOne(doc, { session: tx.session });
      tx.emit(InspectionRecorded, {
        subject: id,
        key: inspector.areaVersion,
        data: {
          inspectionId: id,
          areaVersion: inspector.areaVersion,
          inspector: { areaVersion: inspector.areaVersion, agency: inspector.agency },
          inspected: { areaVersion: inspected.areaVersion, agency: inspected.agency },
          ...{ kind: body.kind, from: body.from, to: body.to },
          heads: body.heads.map(({ head, findings }) => ({
            head,
            findings: findings.length,
            remedied: findings.filter((one) => one.remedied).length,
          })),
          remediesDueOn: body.remediesDueOn ?? null,
          taskId: body.taskId ?? null,
          feedbackId: body.feedbackId ?? null,
        },
      });
      tx.audit({ actor: caller.subject, action: recordInspection.id, subject: `inspection ${id}` });
      return view;
    });
    return answer;
  }

  @Handles(listInspections)
  async list(@Input() input: InputOf<typeof listInspections>, @From() caller: Caller): Promise<AnswerOf<typeof listInspections>> {
    const { area, on, limit, cursor } = input.query;
    const version = listedArea(this.kit, caller, area, on);
    const [after] = placeOf(cursor, 1) ?? [];
    const rows = await this.kit.store
      .collection<InspectionDoc>(INSPECTIONS)
      .find({ areaPath: version.id, ...(after === undefined ? {} : { _id: { $lt: after } }) })
      .sort({ _id: -1 })
      .limit(limit + 1)
      .toArray();
    const page = pageOfRows(rows, limit, (row) => [row._id]);
    return { items: page.rows.map((row) => row.view as InspectionView), nextCursor: page.nextCursor };
  }
}
