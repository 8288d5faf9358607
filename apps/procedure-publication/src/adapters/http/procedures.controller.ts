import { Controller } from '@nestjs/common';
import {
  ProblemError,
  diffProcedure,
  getProcedure,
  importProcedures,
  listProcedureVersions,
  searchProcedures,
  type AnswerOf,
  type InputOf,
  type PlainDate,
} from '@thongsuot/contracts';
import type { CommandKey } from '@thongsuot/mongo-store';
import { From, Handles, Input, Key, Kit, pageOfRows, placeOfCursor, type Caller } from '@thongsuot/service-kit';
import { binds } from '../../domain/duties';
import { differences } from '../../domain/procedure';
import { RuleBook } from '../store/ledger-reader';
import { ProcedureStore, procedureView } from '../store/procedure-store';
import type { VersionDoc } from '../store/rows';
import { areaOn } from './scope';

@Controller()
export class ProceduresController {
  constructor(
    private readonly kit: Kit,
    private readonly procedures: ProcedureStore,
  ) {}

  @Handles(importProcedures)
  async import(
    @Input() { body }: InputOf<typeof importProcedures>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<AnswerOf<typeof importProcedures>> {
    // The list of procedures is the province's: a commune or district only reads it.
    if (caller.role !== 'administrator' && areaOn(this.kit, caller, caller.area ?? '').level !== 'province')
      throw new ProblemError('forbidden');
    return this.procedures.import(caller, key, body.procedures);
  }

  @Handles(searchProcedures)
  async search(
    @Input() { query }: InputOf<typeof searchProcedures>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof searchProcedures>> {
    const on = this.dayOf(query.on, caller);
    const insider = caller.role !== null;
    const codes = query.area === undefined ? undefined : await this.codesFor(query.area, on, caller);
    const { q, field, limit } = query;
    const announcedOnly = !insider || codes !== undefined;
    const found = await this.procedures.find({
      q,
      field,
      codes,
      announcedOnly,
      after: placeOfCursor(query.cursor),
      limit: limit + 1,
    });
    const versions = await this.procedures.versionsOf(found.map(({ _id }) => _id));
    return pageOfRows(
      found,
      limit,
      ({ _id }) => _id,
      ({ _id }) =>
        procedureView(
          this.procedures.pick(
            versions.filter(({ code }) => code === _id),
            on,
            insider,
          ),
        ),
    );
  }

  @Handles(getProcedure)
  async one(
    @Input() { params, query }: InputOf<typeof getProcedure>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof getProcedure>> {
    const versions = await this.visible(params.code, caller);
    return procedureView(this.procedures.pick(versions, this.dayOf(query.on, caller), caller.role !== null));
  }

  @Handles(listProcedureVersions)
  async versions(
    @Input() { params }: InputOf<typeof listProcedureVersions>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof listProcedureVersions>> {
    return { items: (await this.visible(params.code, caller)).map(procedureView), nextCursor: null };
  }

  @Handles(diffProcedure)
  async diff(
    @Input() { params, query }: InputOf<typeof diffProcedure>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof diffProcedure>> {
    const versions = await this.visible(params.code, caller);
    const versionOf = (number: number): VersionDoc => {
      const found = versions.find(({ version }) => version === number);
      if (!found) throw new ProblemError('not-found', { detail: `${params.code}, ${number}` });
      return found;
    };
    return { code: params.code, ...query, changes: differences(versionOf(query.from), versionOf(query.to)) };
  }

  /** Versions that the caller may see; the public sees announced ones. */
  private async visible(code: string, caller: Caller): Promise<VersionDoc[]> {
    const versions = (await this.procedures.versionsOf([code])).filter(({ announced }) => announced || caller.role !== null);
    if (versions.length === 0) throw new ProblemError('procedure-unknown', { detail: code });
    return versions;
  }

  private async codesFor(code: string, on: PlainDate, caller: Caller): Promise<string[]> {
    const area = areaOn(this.kit, caller, code, on);
    const rules = await RuleBook.read(this.kit, this.kit.areas.tree, [area.id]);
    return [...rules.inForce(area.id, on).values()].filter((rule) => binds(rule, area.level)).map((rule) => rule.procedureCode);
  }

  private dayOf(on: PlainDate | undefined, caller: Caller): PlainDate {
    return on ?? caller.on ?? this.kit.clock.today();
  }
}
