import { Controller } from '@nestjs/common';
import {
  endProcess,
  getProcessFigures,
  listProcesses,
  recordProcess,
  type AnswerOf,
  type InputOf,
  type ProcessView,
} from '@thongsuot/contracts';
import type { CommandKey, Tx } from '@thongsuot/mongo-store';
import { From, Handles, Input, Key, Kit, type Caller } from '@thongsuot/service-kit';
import { binds } from '../../domain/duties';
import { limitHours, processFindings, totalHours } from '../../domain/service/process';
import { endEntry, entryView, holdsOn, type HeldEntry } from '../../features/hold-entry';
import { PROCESSES } from '../registers/collections';
import { assertProceduresKnown } from '../registers/known-procedures';
import { Register, seenArea } from '../registers/register';
import { VERSIONS } from '../store/indexes';
import { RuleBook } from '../store/ledger-reader';
import type { VersionDoc } from '../store/rows';

type ProcessDoc = HeldEntry & Omit<ProcessView, 'id' | 'revision' | 'unit' | 'totalHours' | 'findings'>;
type Levels = AnswerOf<typeof getProcessFigures>['procedures'];

/** Internal and electronic processes with steps, roles and times. */
@Controller()
export class ProcessesController {
  private readonly processes: Register<ProcessDoc>;

  constructor(private readonly kit: Kit) {
    this.processes = new Register(kit, PROCESSES);
  }

  @Handles(recordProcess)
  async record(
    @Input() { body }: InputOf<typeof recordProcess>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<ProcessView> {
    const { unit, ...content } = body;
    const doc = await this.processes.add({ caller, key, action: recordProcess.id }, unit, body.validFrom, async (base, tx) => {
      await assertProceduresKnown(tx, [body.procedureCode]);
      const limit = body.limitHours ?? (await limitOf(tx, body.procedureCode));
      const limitSource = body.limitHours !== null ? ('given' as const) : limit === null ? null : ('catalogue' as const);
      return { ...base, ...content, limitHours: limit, limitSource, validTo: null };
    });
    return view(doc);
  }

  @Handles(endProcess)
  async end(
    @Input() { params, body }: InputOf<typeof endProcess>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<ProcessView> {
    const command = { caller, key, action: endProcess.id };
    return view(await this.processes.change(command, params.id, (doc) => endEntry(doc, body.validTo)));
  }

  @Handles(listProcesses)
  async list(@Input() { query }: InputOf<typeof listProcesses>, @From() caller: Caller): Promise<AnswerOf<typeof listProcesses>> {
    const filter = query.procedureCode === undefined ? {} : { procedureCode: query.procedureCode };
    const { items, nextCursor } = await this.processes.page(caller, query, filter, view);
    return { items, nextCursor };
  }

  @Handles(getProcessFigures)
  async figures(
    @Input() { query }: InputOf<typeof getProcessFigures>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof getProcessFigures>> {
    const { tree } = this.kit.areas;
    const { area, on } = seenArea(this.kit, caller, query.area, query.on);
    const rules = [...(await RuleBook.read(this.kit, tree, [area.id])).inForce(area.id, on).values()];
    const standing = (await this.processes.all(area, { validFrom: { $lte: on } })).filter((doc) => holdsOn(doc, on));
    const hasDistricts = area.level === 'district' || tree.descendants(area.id, on).some(({ level }) => level === 'district');
    const byLevel = (count: (level: 'province' | 'district' | 'commune') => number): Levels => {
      const [province, district, commune] = [count('province'), hasDistricts ? count('district') : null, count('commune')];
      return { total: province + (district ?? 0) + commune, province, district, commune };
    };
    const withProcess = (kind: ProcessDoc['kind']) => (level: string) =>
      new Set(standing.filter((doc) => doc.kind === kind && doc.level === level).map((doc) => doc.procedureCode)).size;
    return {
      on,
      procedures: byLevel((level) => rules.filter((rule) => binds(rule, level)).length),
      distinctProcedures: rules.filter((rule) => binds(rule, 'province') || binds(rule, 'district') || binds(rule, 'commune'))
        .length,
      processes: byLevel(withProcess('internal')),
      electronic: byLevel(withProcess('electronic')),
    };
  }
}

/** Working hours that the newest version of a procedure allows, where its text says so in one span. */
async function limitOf(tx: Tx, code: string): Promise<number | null> {
  const [version] = await tx
    .collection<VersionDoc>(VERSIONS)
    .find({ code }, { session: tx.session })
    .sort({ version: -1 })
    .limit(1)
    .toArray();
  const text = version?.parts.timeLimit;
  return typeof text === 'string' ? limitHours(text) : null;
}

function view(doc: ProcessDoc): ProcessView {
  const { procedureCode, kind, level, decision, limitHours: limit, limitSource, steps, validFrom, validTo } = doc;
  return {
    ...{ ...entryView(doc), procedureCode, kind, level, decision, limitHours: limit, limitSource, steps, validFrom, validTo },
    ...{ totalHours: totalHours(steps), findings: processFindings(steps, limit) },
  };
}
