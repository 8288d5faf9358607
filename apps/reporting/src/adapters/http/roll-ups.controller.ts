import { Controller, Inject } from '@nestjs/common';
import {
  ProblemError,
  getRollUp,
  getRollUpRecords,
  listForms,
  type AnswerOf,
  type InputOf,
  type RollUp,
} from '@thongsuot/contracts';
import { From, Handles, Input, Kit, RUNNING, getSeenArea, type Caller, type Running } from '@thongsuot/service-kit';
import { NO_ROW } from '../../domain/flow';
import type { CompiledForm } from '../../domain/form';
import { recordsBehind } from '../../domain/records-behind';
import { windowOf } from '../../domain/window';
import { answerRollUp } from '../../features/answer-roll-up/answer-roll-up';
import { FigureReader } from '../store/figure-reader';
import { Projection } from '../store/projection';
import { askedAgency, nameArea } from './asked';

/** Figures of areas as forms. */
@Controller()
export class RollUpsController {
  constructor(
    private readonly kit: Kit,
    private readonly projection: Projection,
    private readonly figures: FigureReader,
    @Inject(RUNNING) private readonly running: Running,
  ) {}

  @Handles(getRollUp)
  async rollUp(@Input() { query }: InputOf<typeof getRollUp>, @From() caller: Caller): Promise<RollUp> {
    const { tree } = this.kit.areas;
    const form = this.formOf(query.form);
    const window = windowOf(query);
    const asked = getSeenArea(this.kit, caller, query.area, query.on);
    const { area, agency } = askedAgency(tree, asked.area, query.unit, asked.on);
    if (agency !== undefined && query.reading === 'as-now')
      throw new ProblemError('validation-failed', { detail: 'unit chỉ đi với reading=as-was / unit goes with reading=as-was' });
    const answer = await answerRollUp(this.figures, tree, {
      form,
      area,
      ...(agency === undefined ? {} : { agency }),
      window,
      reading: query.reading,
      on: asked.on,
    });
    const labels = await this.projection.labels.read(answer.rows.map((row) => row.key));
    return {
      area: nameArea(area),
      unit: query.unit ?? null,
      period: answer.period,
      form: form.form.code,
      formVersion: form.form.version,
      reading: query.reading,
      asOf: (this.running.consumer?.asOf() ?? this.kit.clock.now()).toISOString(),
      parked: (await this.running.consumer?.parkedEvents().count()) ?? 0,
      estimated: answer.estimated,
      total: { cells: answer.total },
      own: { cells: answer.own },
      rows: answer.rows.map(({ key, cells }) => ({ key, label: labels.get(key) ?? rowLabel(key), cells })),
      children:
        query.children === 'true'
          ? answer.children.map((child) => ({ area: nameArea(tree.byId(child.area)), cells: child.cells }))
          : [],
      identities: [...answer.identities],
      adds: answer.adds,
    };
  }

  @Handles(getRollUpRecords)
  async records(
    @Input() { query }: InputOf<typeof getRollUpRecords>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof getRollUpRecords>> {
    const { tree } = this.kit.areas;
    const form = this.formOf(query.form);
    const window = windowOf(query);
    const asked = getSeenArea(this.kit, caller, query.area, query.on);
    const { area, agency } = askedAgency(tree, asked.area, query.unit, asked.on);
    const answer = await answerRollUp(this.figures, tree, {
      form,
      area,
      ...(agency === undefined ? {} : { agency }),
      window,
      reading: 'as-was',
      on: asked.on,
    });
    const column = form.form.columns.find(({ key }) => key === query.column);
    if (!column)
      throw new ProblemError('validation-failed', {
        errors: [
          { pointer: '/query/column', code: 'unknown-column', message: 'biểu không có cột này / the form has no such column' },
        ],
      });
    const cells = query.row === undefined ? answer.total : answer.rows.find(({ key }) => key === query.row)?.cells;
    return {
      count: cells ? (cells[column.key] ?? null) : 0,
      records: recordsBehind(
        form.form,
        column.key,
        { area: area.code, unit: query.unit, on: asked.on, row: query.row },
        window.period,
      ),
    };
  }

  @Handles(listForms)
  forms(): AnswerOf<typeof listForms> {
    return {
      items: [...this.projection.declarations.forms.values()].map(({ form }) => ({
        code: form.code,
        version: form.version,
        title: form.title,
        legalBasis: form.legalBasis,
        unconfirmed: form.unconfirmed,
        columns: form.columns.map(({ key, number, label }) => ({ key, number, label })),
        identities: form.identities.map(({ name }) => name),
      })),
    };
  }

  private formOf(code: string): CompiledForm {
    const form = this.projection.declarations.forms.get(code);
    if (form) return form;
    throw new ProblemError('validation-failed', {
      errors: [
        { pointer: '/query/form', code: 'unknown-form', message: 'không có biểu này, xem /forms / no such form, see /forms' },
      ],
    });
  }
}

function rowLabel(key: string): string {
  return key === NO_ROW ? 'Chưa rõ lĩnh vực' : key;
}
