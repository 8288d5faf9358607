import { Controller } from '@nestjs/common';
import {
  ProblemError,
  diffProcedure,
  getProcedure,
  importProcedures,
  listProcedureVersions,
  searchProcedures,
  suggestProcedures,
  type AnswerOf,
  type InputOf,
  type PlainDate,
} from '@thongsuot/contracts';
import { hashOf, type CommandKey } from '@thongsuot/mongo-store';
import {
  From,
  Handles,
  Input,
  Key,
  Kit,
  Raw,
  cursorOf,
  placeOfCursor,
  type Caller,
  type KitRequest,
} from '@thongsuot/service-kit';
import { FileProblem } from '@thongsuot/table-files';
import { LAW } from '../../config/law-data';
import { differences } from '../../domain/catalogue/content';
import { labelOf } from '../../domain/catalogue/parts';
import { readProcedures } from '../../domain/catalogue/read-procedures';
import type { Hit } from '../../domain/catalogue/search-index';
import { readProcedureFile, type FileReading } from '../../features/import-procedures/read-procedure-file';
import { codesInForce } from '../store/ledger-reader';
import { ProcedureStore, procedureView } from '../store/procedure-store';
import type { VersionDoc } from '../store/rows';
import { SearchFeed } from '../store/search-feed';
import { areaOn } from './scope';
import { readUpload } from './upload';

@Controller()
export class ProceduresController {
  constructor(
    private readonly kit: Kit,
    private readonly procedures: ProcedureStore,
    private readonly index: SearchFeed,
  ) {}

  @Handles(importProcedures)
  async import(
    @Input() { query, body }: Partial<InputOf<typeof importProcedures>> & Pick<InputOf<typeof importProcedures>, 'query'>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
    @Raw() request: KitRequest,
  ): Promise<AnswerOf<typeof importProcedures>> {
    // The list of procedures is the province's: a commune or district only reads it.
    if (caller.role !== 'administrator' && areaOn(this.kit, caller, caller.area ?? '').level !== 'province')
      throw new ProblemError('forbidden');
    const { reading, bodyHash } = body
      ? { reading: { rows: rowsOf(body.procedures), columns: [], findings: [] }, bodyHash: key?.bodyHash ?? '' }
      : await this.readFile(request);
    const read = readProcedures(reading.rows, LAW.parts, this.kit.clock.today());
    const dryRun = query.dryRun === 'true';
    const counts = dryRun
      ? await this.procedures.rehearse(read)
      : await this.procedures.import(caller, key && { ...key, bodyHash }, read);
    return {
      dryRun,
      columns: reading.columns,
      received: reading.rows.length,
      ...counts,
      refused: read.refused,
      findings: [...reading.findings, ...read.findings],
    };
  }

  @Handles(searchProcedures)
  async search(
    @Input() { query }: InputOf<typeof searchProcedures>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof searchProcedures>> {
    const on = this.dayOf(query.on, caller);
    const insider = caller.role !== null;
    const area = query.area === undefined ? undefined : areaOn(this.kit, caller, query.area, on);
    const codes = area && new Set(await codesInForce(this.kit, area, on));
    const { q, field, lifeEvent, agency, limit } = query;
    const announcedOnly = !insider || codes !== undefined;
    const hits = (await this.index.current()).find({ q, field, lifeEvent, agency, codes, announcedOnly });
    const { page, nextCursor } = pageOfHits(hits, query.cursor, limit);
    const histories = await this.procedures.historiesOf(page.map(({ code }) => code));
    const items = page.flatMap(({ code }) => {
      const versions = histories.get(code);
      return versions ? [procedureView(this.procedures.pick(versions, on, insider), versions, on)] : [];
    });
    return { items, nextCursor };
  }

  @Handles(suggestProcedures)
  async suggest(
    @Input() { query }: InputOf<typeof suggestProcedures>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof suggestProcedures>> {
    return { items: (await this.index.current()).suggest(query.q, caller.role === null, query.limit) };
  }

  @Handles(getProcedure)
  async one(
    @Input() { params, query }: InputOf<typeof getProcedure>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof getProcedure>> {
    const versions = await this.visible(params.code, caller);
    const on = this.dayOf(query.on, caller);
    return procedureView(this.procedures.pick(versions, on, caller.role !== null), versions, on);
  }

  @Handles(listProcedureVersions)
  async versions(
    @Input() { params }: InputOf<typeof listProcedureVersions>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof listProcedureVersions>> {
    const versions = await this.visible(params.code, caller);
    const on = this.dayOf(undefined, caller);
    return { items: versions.map((version) => procedureView(version, versions, on)), nextCursor: null };
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
    const changes = differences(versionOf(query.from), versionOf(query.to)).map((change) => ({
      ...change,
      label: labelOf(change.part, LAW.parts),
    }));
    return { code: params.code, ...query, changes };
  }

  private async readFile(request: KitRequest): Promise<{ reading: FileReading; bodyHash: string }> {
    if (!request.isMultipart()) throw new ProblemError('validation-failed');
    const { content, fileName } = await readUpload(request);
    try {
      return { reading: await readProcedureFile(content, fileName, LAW.columns), bodyHash: hashOf(content) };
    } catch (error) {
      if (error instanceof FileProblem) throw new ProblemError(error.code, { detail: `${error.vi} / ${error.en}` });
      throw error;
    }
  }

  /** Versions that the caller may see; the public sees announced ones. */
  private async visible(code: string, caller: Caller): Promise<VersionDoc[]> {
    const versions = (await this.procedures.versionsOf([code])).filter(({ announced }) => announced || caller.role !== null);
    if (versions.length === 0) throw new ProblemError('procedure-unknown', { detail: code });
    return versions;
  }

  private dayOf(on: PlainDate | undefined, caller: Caller): PlainDate {
    return on ?? caller.on ?? this.kit.clock.today();
  }
}

function rowsOf(procedures: readonly unknown[]): { row: number; value: unknown }[] {
  return procedures.map((value, index) => ({ row: index + 1, value }));
}

/** The hits behind a cursor, which holds the score and the code of the last one shown. */
function pageOfHits(hits: readonly Hit[], cursor: string | undefined, limit: number): { page: Hit[]; nextCursor: string | null } {
  const after = placeOfCursor(cursor, (place) => /^\d{1,6}\|[\d.A-Z]{1,40}$/u.test(place))?.split('|');
  const [score, code] = [Number(after?.[0] ?? Infinity), after?.[1] ?? ''];
  const rest = after ? hits.filter((hit) => hit.score < score || (hit.score === score && hit.code > code)) : hits;
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return { page, nextCursor: rest.length > limit && last ? cursorOf(`${last.score}|${last.code}`) : null };
}
