import { Controller } from '@nestjs/common';
import {
  CommunicationKind,
  ProblemError,
  listCommunications,
  recordCommunication,
  sumCommunications,
  type AnswerOf,
  type CommunicationView,
  type InputOf,
  type UnitRef,
} from '@thongsuot/contracts';
import type { CommandKey } from '@thongsuot/mongo-store';
import { From, Handles, Input, Key, Kit, type Caller } from '@thongsuot/service-kit';
import { addEvidence } from '../../domain/task/transitions';
import { newId } from '../../features/new-id';
import type { Work } from '../../features/ports';
import type { CommunicationDoc } from '../../features/records';
import { COMMUNICATIONS } from '../store/collections';
import { workIn } from '../store/work';
import { namedLine } from './named-line';
import { pageOfRows, placeOf } from './paging';
import { underRules } from './rules';
import { assertMayUse, listedArea, unitNamed } from './scope';

/** Posts, broadcasts, leaflets, trainings: what was told to people, with reach and proof. */
@Controller()
export class CommunicationsController {
  constructor(private readonly kit: Kit) {}

  @Handles(recordCommunication)
  record(
    @Input() input: InputOf<typeof recordCommunication>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<CommunicationView> {
    const { kit } = this;
    const { tree } = kit.areas;
    const { unit: ref, kind, title, on, reach, copies, proof, taskId } = input.body;
    const unit = unitNamed(tree, ref, on).unit;
    assertMayUse(kit, caller, unit.areaVersion);
    if (on > kit.clock.today()) {
      throw new ProblemError('rule-violated', { detail: 'Ngày thực hiện ở tương lai / It cannot lie in the future' });
    }
    return underRules(async () => {
      const { answer } = await kit.commands.run(key, async (tx) => {
        const at = kit.clock.now().toISOString();
        const doc: CommunicationDoc = {
          ...{ _id: newId(), rev: 1, lastPackId: null, unit, kind, title, on, recordedBy: caller.subject, recordedAt: at },
          ...{ reach: reach ?? null, copies: copies ?? null, proof: proof ?? null, taskId: taskId ?? null },
          areaPath: [unit.areaVersion, ...tree.ancestors(unit.areaVersion).map((one) => one.id)],
        };
        await tx.collection<CommunicationDoc>(COMMUNICATIONS).insertOne(doc, { session: tx.session });
        await this.prove(workIn(tx, tree), doc, caller);
        tx.audit({ actor: caller.subject, action: recordCommunication.id, subject: `communication ${doc._id}` });
        return communicationView(doc);
      });
      return answer;
    });
  }

  @Handles(listCommunications)
  async list(
    @Input() input: InputOf<typeof listCommunications>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof listCommunications>> {
    const { area, on, kind, from, to, taskId, limit, cursor } = input.query;
    const version = listedArea(this.kit, caller, area, on);
    const [day, id] = placeOf(cursor, 2) ?? [];
    const days = { ...(from === undefined ? {} : { $gte: from }), ...(to === undefined ? {} : { $lte: to }) };
    const rows = await this.kit.store
      .collection<CommunicationDoc>(COMMUNICATIONS)
      .find({
        areaPath: version.id,
        ...(kind === undefined ? {} : { kind }),
        ...(taskId === undefined ? {} : { taskId }),
        ...(Object.keys(days).length === 0 ? {} : { on: days }),
        ...(day === undefined ? {} : { $or: [{ on: { $lt: day } }, { on: day, _id: { $lt: id } }] }),
      } as object)
      .sort({ on: -1, _id: -1 })
      .limit(limit + 1)
      .toArray();
    const page = pageOfRows(rows, limit, (row) => [row.on, row._id]);
    return { items: page.rows.map(communicationView), nextCursor: page.nextCursor };
  }

  @Handles(sumCommunications)
  async sum(
    @Input() input: InputOf<typeof sumCommunications>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof sumCommunications>> {
    const { area, on, from, to } = input.query;
    const { id, code, name } = listedArea(this.kit, caller, area, on);
    const rows = await this.kit.store
      .collection<CommunicationDoc>(COMMUNICATIONS)
      .find({ areaPath: id, on: { $gte: from, $lte: to } })
      .project<Pick<CommunicationDoc, 'kind' | 'copies' | 'reach' | 'proof'>>({ kind: 1, copies: 1, reach: 1, proof: 1 })
      .toArray();
    const items = CommunicationKind.options
      .map((kind) => ({ kind, ...sumOf(rows.filter((row) => row.kind === kind)) }))
      .filter((one) => one.recorded > 0);
    return { area: { code, name }, from, to, items, total: sumOf(rows) };
  }

  /** A communication that names its task is proof of it. */
  private async prove(work: Work, doc: CommunicationDoc, caller: Caller): Promise<void> {
    if (doc.taskId === null) return;
    const line = namedLine(await work.tasks.ofTask(doc.taskId), undefined);
    const leads = line.leadUnits.some((lead) => lead.areaVersion === doc.unit.areaVersion);
    if (!leads) assertMayUse(this.kit, caller, line.areaVersion);
    if (line.occurrence === null) throw new ProblemError('task-state-conflict');
    const evidence = { kind: 'note', reference: doc.proof ?? doc.title, by: caller.subject, at: doc.recordedAt } as const;
    await work.tasks.save([{ line, moved: { occurrence: addEvidence(line.occurrence, evidence), changes: [] } }]);
  }
}

function sumOf(rows: readonly Pick<CommunicationDoc, 'copies' | 'reach' | 'proof'>[]): {
  recorded: number;
  copies: number;
  reach: number;
  proven: number;
} {
  return {
    recorded: rows.length,
    copies: rows.reduce((sum, row) => sum + (row.copies ?? 1), 0),
    reach: rows.reduce((sum, row) => sum + (row.reach ?? 0), 0),
    proven: rows.filter((row) => row.proof !== null).length,
  };
}

function communicationView({
  _id,
  unit,
  areaPath: _path,
  rev: _rev,
  lastPackId: _pack,
  ...doc
}: CommunicationDoc): CommunicationView {
  return { id: _id, unit: unit.ref as UnitRef, name: unit.name, ...doc };
}
