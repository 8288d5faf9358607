import { Controller, Inject } from '@nestjs/common';
import {
  AreaVersionId,
  PeriodCode,
  ProblemError,
  ReportAmended,
  ReportApproved,
  ReportReturned,
  ReportSubmitted,
  UnitRef,
  amendReport,
  approveReport,
  draftReport,
  editReportCells,
  getReportStatus,
  listReports,
  returnReport,
  submitReport,
  type AnswerOf,
  type InputOf,
  type PlainDate,
  type Report,
} from '@thongsuot/contracts';
import { hashOf, type CommandKey, type Tx } from '@thongsuot/mongo-store';
import {
  From,
  Handles,
  Input,
  Key,
  Kit,
  RUNNING,
  assertSees,
  getSeenArea,
  type Caller,
  type Running,
} from '@thongsuot/service-kit';
import { checkIdentities, type Form } from '../../domain/form';
import { amended, approved, editCells, frozenText, returned, submit, totalOf, type ReportContent } from '../../domain/report';
import { childrenDuring } from '../../domain/member-rows';
import { windowOf } from '../../domain/window';
import { answerRollUp } from '../../features/answer-roll-up/answer-roll-up';
import { FigureReader } from '../store/figure-reader';
import { Projection } from '../store/projection';
import { ReportStore, type ReportDocument } from '../store/report-store';
import { nameArea } from './asked';

/** Reports and their way: draft → submitted → returned or approved → amended. */
@Controller()
export class ReportsController {
  private readonly reports: ReportStore;

  constructor(
    private readonly kit: Kit,
    private readonly projection: Projection,
    private readonly figures: FigureReader,
    @Inject(RUNNING) private readonly running: Running,
  ) {
    this.reports = new ReportStore(kit.store);
  }

  @Handles(getReportStatus)
  async status(
    @Input() { query }: InputOf<typeof getReportStatus>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof getReportStatus>> {
    const { area } = getSeenArea(this.kit, caller, query.area, query.on);
    const { period } = windowOf(query);
    const sent = new Map(
      (await this.reports.inArea(area.id, period.code))
        .filter(({ form }) => form === query.form)
        .map((report) => [report.unit, report]),
    );
    const items = childrenDuring(this.kit.areas.tree, area, period.to, period.to).map((child) => {
      const report = sent.get(child.id);
      const submittedOn = report?.submittedOn ?? null;
      const dueOn = report?.dueOn ?? null;
      return {
        area: nameArea(child),
        state: report?.state ?? ('missing' as const),
        submittedOn,
        dueOn,
        inTime: submittedOn === null ? null : dueOn === null || submittedOn <= dueOn,
        recipient: UnitRef.parse(area.code),
      };
    });
    const done = items.filter(({ state }) => state === 'submitted' || state === 'approved');
    return {
      area: nameArea(area),
      period,
      complete: done.length,
      inTime: done.filter(({ inTime }) => inTime === true).length,
      of: items.length,
      items,
    };
  }

  @Handles(listReports)
  async list(@Input() { query }: InputOf<typeof listReports>, @From() caller: Caller): Promise<AnswerOf<typeof listReports>> {
    const { area } = getSeenArea(this.kit, caller, query.area, query.on);
    const found = await this.reports.inArea(area.id, windowOf(query).period.code);
    return { items: found.map((report) => this.answer(report)), nextCursor: null };
  }

  @Handles(draftReport)
  async draft(
    @Input() { body }: InputOf<typeof draftReport>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<Report> {
    const { area, on } = getSeenArea(this.kit, caller, body.area, body.on);
    const window = windowOf({ period: PeriodCode.parse(body.period) });
    const form = this.projection.declarations.forms.get(body.form);
    if (!form || area.parentId === null)
      throw new ProblemError('validation-failed', { detail: 'Không có biểu hoặc cấp nhận / No such form, or nobody above' });
    const { tree } = this.kit.areas;
    const filledAsOf = (this.running.consumer?.asOf() ?? this.kit.clock.now()).toISOString();
    const filled = await answerRollUp(this.figures, tree, { form, area, window, reading: 'as-was', on });
    const labels = await this.projection.labels.read(filled.rows.map((row) => row.key));
    const { answer } = await this.kit.commands.run(key, async (tx) => {
      const lastPackId = tx.stamp(null);
      const report: ReportDocument = {
        _id: lastPackId,
        rev: 1,
        lastPackId,
        revision: 1,
        unit: area.id,
        above: [area.id, ...tree.ancestors(area.id).map(({ id }) => id)],
        recipient: area.parentId ?? area.id,
        form: form.form.code,
        formVersion: form.form.version,
        period: window.period.code,
        state: 'draft',
        filledAsOf,
        rows: filled.rows.map(({ key: row, cells }) => ({ key: row, label: labels.get(row) ?? row, cells })),
        edits: [],
        hash: null,
        previousHash: null,
        submittedOn: null,
        approvedOn: null,
        dueOn: body.dueOn,
        comments: [],
        reason: null,
        task: body.task,
        frozen: [],
      };
      await this.reports.add(tx, report);
      tx.audit({ actor: caller.subject, action: draftReport.id, subject: `report ${report._id}` });
      return this.answer(report);
    });
    return answer;
  }

  @Handles(editReportCells)
  edit(@Input() input: InputOf<typeof editReportCells>, @From() caller: Caller, @Key() key: CommandKey | null): Promise<Report> {
    return this.change(key, caller, editReportCells.id, input.params.id, 'own', (report, _on, _tx, form) =>
      editCells(report, form, input.body.cells, caller.subject),
    );
  }

  @Handles(submitReport)
  submit(@Input() input: InputOf<typeof submitReport>, @From() caller: Caller, @Key() key: CommandKey | null): Promise<Report> {
    return this.change(key, caller, submitReport.id, input.params.id, 'own', (report, on, tx, form) => {
      const change = submit(report, form, on, hashOf);
      const sent = { ...report, ...change };
      tx.emit(ReportSubmitted, { ...this.about(report), data: { report: this.revision(sent), submittedOn: on } });
      return { ...change, frozen: [...report.frozen, contentOf(sent)] };
    });
  }

  @Handles(returnReport)
  giveBack(@Input() input: InputOf<typeof returnReport>, @From() caller: Caller, @Key() key: CommandKey | null): Promise<Report> {
    return this.change(key, caller, returnReport.id, input.params.id, 'above', (report, on, tx) => {
      const { comments } = input.body;
      const data = {
        report: this.revision(report),
        returnedBy: unitOf(report.recipient),
        returnedOn: on,
        commentedCells: comments.length,
      };
      const change = returned(report, comments);
      tx.emit(ReportReturned, { ...this.about(report), data });
      return change;
    });
  }

  @Handles(approveReport)
  approve(@Input() input: InputOf<typeof approveReport>, @From() caller: Caller, @Key() key: CommandKey | null): Promise<Report> {
    return this.change(key, caller, approveReport.id, input.params.id, 'above', (report, on, tx) => {
      const change = approved(report, on);
      tx.emit(ReportApproved, {
        ...this.about(report),
        data: { report: this.revision(report), approvedBy: unitOf(report.recipient), approvedOn: on },
      });
      return change;
    });
  }

  @Handles(amendReport)
  amend(@Input() input: InputOf<typeof amendReport>, @From() caller: Caller, @Key() key: CommandKey | null): Promise<Report> {
    const { reason } = input.body;
    return this.change(key, caller, amendReport.id, input.params.id, 'own', (report, on, tx) => {
      const change = amended(report, reason);
      tx.emit(ReportAmended, {
        ...this.about(report),
        data: { report: this.revision({ ...report, ...change }), amendedOn: on, reason },
      });
      return change;
    });
  }

  private async change(
    key: CommandKey | null,
    caller: Caller,
    action: string,
    id: string,
    by: 'own' | 'above',
    work: (report: ReportDocument, on: PlainDate, tx: Tx, form: Form) => Partial<ReportDocument>,
  ): Promise<Report> {
    const { answer } = await this.kit.commands.run(key, async (tx) => {
      const report = await this.reports.get(tx, id);
      const today = this.kit.clock.today();
      assertSees(caller, this.kit.areas.tree, by === 'own' ? report.unit : report.recipient, caller.on ?? today);
      const saved = await this.reports.save(tx, report, work(report, today, tx, this.formOf(report)));
      tx.audit({ actor: caller.subject, action, subject: `report ${id}` });
      return this.answer(saved);
    });
    return answer;
  }

  private about(report: ReportDocument): { subject: string; key: string } {
    return { subject: report._id, key: report.unit };
  }

  private revision(report: ReportDocument): ReportSubmitted['report'] {
    return {
      reportId: report._id,
      revision: report.revision,
      form: report.form,
      formVersion: report.formVersion,
      period: PeriodCode.parse(report.period),
      unit: unitOf(report.unit),
      hash: report.hash ?? hashOf(frozenText(report)),
      previousHash: report.previousHash,
      recipients: [{ unit: unitOf(report.recipient), dueOn: report.dueOn }],
      task: report.task,
    };
  }

  private formOf(report: ReportContent): Form {
    const form = this.projection.declarations.forms.get(report.form)?.form;
    if (!form) throw new ProblemError('conflict', { detail: `${report.form} ${report.formVersion}` });
    return form;
  }

  private answer(report: ReportDocument): Report {
    const form = this.formOf(report);
    const total = totalOf(form, report.rows);
    const area = this.kit.areas.tree.byId(report.unit);
    const { rev, revision, formVersion, state, edits, hash, previousHash, submittedOn, approvedOn, dueOn, comments, reason } =
      report;
    return {
      id: report._id,
      rev,
      revision,
      area: nameArea(area),
      unit: UnitRef.parse(area.code),
      form: report.form,
      formVersion,
      period: windowOf({ period: report.period }).period,
      state,
      filledAsOf: report.filledAsOf,
      total: { cells: total },
      rows: report.rows.map(({ key, label, cells }) => ({ key, label, cells: { ...cells } })),
      edits: [...edits],
      identities: checkIdentities(form, total).map((check) => ({ ...check, row: null })),
      hash,
      previousHash,
      submittedOn,
      approvedOn,
      dueOn,
      recipient: UnitRef.parse(this.kit.areas.tree.byId(report.recipient).code),
      comments: [...comments],
      reason,
    };
  }
}

function unitOf(areaVersion: string): { areaVersion: AreaVersionId; agency: null } {
  return { areaVersion: AreaVersionId.parse(areaVersion), agency: null };
}

function contentOf(report: ReportDocument): ReportContent {
  const {
    revision,
    form,
    formVersion,
    period,
    unit,
    state,
    rows,
    edits,
    hash,
    previousHash,
    submittedOn,
    approvedOn,
    comments,
    reason,
  } = report;
  return {
    revision,
    form,
    formVersion,
    period,
    unit,
    state,
    rows,
    edits,
    hash,
    previousHash,
    submittedOn,
    approvedOn,
    comments,
    reason,
  };
}
