import { Controller, Res } from '@nestjs/common';
import {
  ProblemError,
  exportPlan,
  getInspectionMinutes,
  getPlanPreview,
  type AnswerOf,
  type InputOf,
  type InspectionView,
} from '@thongsuot/contracts';
import { From, Handles, Input, Kit, type Caller } from '@thongsuot/service-kit';
import { minutesDocument } from '../../domain/document/minutes-document';
import type { DocumentIssuer } from '../../domain/document/issuer-head';
import { agencyNamed } from '../../features/export-plan/agency-named';
import { exportPlan as exportFile } from '../../features/export-plan/export-plan';
import { contentDisposition, exportedFile, type ExportedFile } from '../../features/export-plan/exported-file';
import type { DifficultyDoc, InspectionDoc, PlanDoc, TaskDoc } from '../../features/records';
import { checklistOn } from '../files/checklist';
import { DIFFICULTIES, INSPECTIONS, PLANS, TASKS } from '../store/collections';
import { inspectionView } from './inspection-view';
import { previewOf } from './plan-preview';
import { assertMayUse, dayOf } from './scope';
import { difficultyView, planView, taskItem } from './views';

/** What names and types the file of an answer. */
interface Reply {
  header(name: string, value: string): unknown;
}

/** Plans and inspections as documents, and a plan beside its file. Each export is audited before it is handed out. */
@Controller()
export class ExportsController {
  constructor(private readonly kit: Kit) {}

  @Handles(exportPlan)
  async plan(
    @Input() input: InputOf<typeof exportPlan>,
    @From() caller: Caller,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<Buffer> {
    const { store } = this.kit;
    const { format, content } = input.query;
    const on = dayOf(this.kit, caller, input.query.on);
    const plan = await this.planNamed(input.params.id, caller);
    const lines = await store.collection<TaskDoc>(TASKS).find({ planId: plan._id }).sort({ sortDue: 1, _id: 1 }).toArray();
    const raised = await store.collection<DifficultyDoc>(DIFFICULTIES).find({ areaPath: plan.areaVersion }).toArray();
    const tasks = new Set(plan.tasks.map((task) => task.id));
    const standing = {
      plan: planView(plan),
      items: lines.map((line) => taskItem(line, { today: on, on })),
      difficulties: raised.filter((one) => tasks.has(one.taskId)).map(difficultyView),
      on,
    };
    const file = await exportFile(standing, content, format);
    return this.handOut(file, reply, caller, {
      action: exportPlan.id,
      subject: `plan ${plan._id}`,
      detail: { format, content, on },
    });
  }

  @Handles(getPlanPreview)
  async preview(
    @Input() input: InputOf<typeof getPlanPreview>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof getPlanPreview>> {
    return previewOf(await this.planNamed(input.params.id, caller));
  }

  @Handles(getInspectionMinutes)
  async minutes(
    @Input() input: InputOf<typeof getInspectionMinutes>,
    @From() caller: Caller,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<Buffer> {
    const { format } = input.query;
    const doc = await this.kit.store.collection<InspectionDoc>(INSPECTIONS).findOne({ _id: input.params.id });
    if (doc === null) throw new ProblemError('not-found');
    const view = inspectionView(doc);
    const inspector = await this.unitOf(view.inspector, view);
    const inspected = await this.unitOf(view.inspected, view);
    this.assertSeesOne([inspector.areaVersion, inspected.areaVersion], caller);
    const document = minutesDocument(view, { inspector, inspected }, checklistOn(view.from)?.heads ?? []);
    const file = await exportedFile(`Biên bản kiểm tra ${inspected.areaName} ${view.to}`, format, {
      document,
      workbook: () => {
        throw new ProblemError('validation-failed');
      },
    });
    return this.handOut(file, reply, caller, {
      action: getInspectionMinutes.id,
      subject: `inspection ${doc._id}`,
      detail: { format },
    });
  }

  private async planNamed(id: string, caller: Caller): Promise<PlanDoc> {
    const plan = await this.kit.store.collection<PlanDoc>(PLANS).findOne({ _id: id });
    if (plan === null) throw new ProblemError('not-found');
    assertMayUse(this.kit, caller, plan.areaVersion);
    return plan;
  }

  /** A unit by name; an agency is called as the plans of its area call it. */
  private async unitOf(ref: string, { from }: InspectionView): Promise<DocumentIssuer & { readonly areaVersion: string }> {
    const [code = '', agency] = ref.split('/');
    const version = this.kit.areas.tree.findByCode(code, from);
    if (version === undefined) throw new ProblemError('area-unknown');
    const { id: areaVersion, name: areaName } = version;
    if (agency === undefined) return { areaVersion, areaName, agencyName: null };
    const plans = await this.kit.store.collection<PlanDoc>(PLANS).find({ areaVersion }).toArray();
    return { areaVersion, areaName, agencyName: agencyNamed(agency, plans) };
  }

  /** Both units of an inspection, and those above them, may read its minutes. */
  private assertSeesOne(areaVersions: readonly string[], caller: Caller): void {
    const refusals = areaVersions.flatMap((areaVersion) => {
      try {
        assertMayUse(this.kit, caller, areaVersion);
        return [];
      } catch (error) {
        return [error];
      }
    });
    if (refusals.length === areaVersions.length) throw refusals[0];
  }

  private async handOut(
    file: ExportedFile,
    reply: Reply,
    caller: Caller,
    entry: { readonly action: string; readonly subject: string; readonly detail: Readonly<Record<string, string>> },
  ): Promise<Buffer> {
    await this.kit.unitOfWork.run((tx) => {
      tx.audit({ actor: caller.subject, ...entry });
      return Promise.resolve();
    });
    reply.header('content-type', file.mediaType);
    reply.header('content-disposition', contentDisposition(file.name));
    reply.header('cache-control', 'no-store');
    return file.content;
  }
}
