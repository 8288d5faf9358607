import { createHash } from 'node:crypto';
import { isValidOn, type AreaTree, type AreaVersion } from '@thongsuot/areas';
import { yearOf } from '@thongsuot/calendar';
import { PlainDate, ProblemError } from '@thongsuot/contracts';
import type { Work } from '../ports';
import type { HeadingWordings } from '../../domain/import/columns';
import { importPlanFile, type PlanFile } from '../../domain/import/import-plan';
import type { ImportedPlan } from '../../domain/import/imported-plan';
import type { PlanTask } from '../../domain/plan/plan';
import type { PlanDoc } from '../records';
import { placedIn } from '../areas-of-plans';
import { newId } from '../new-id';

/** More than this is no plan of a unit; a plan is one document of the store. */
const TASKS_MAX = 1_000;

/** What an import was asked for. */
export interface ImportOrder {
  readonly issuerArea: string | undefined;
  readonly year: number | undefined;
  readonly today: PlainDate;
  /** Wordings by which columns are known. */
  readonly headings: HeadingWordings;
}

/** A plan as read, placed in its area and year. */
export interface PlacedImport {
  readonly imported: ImportedPlan;
  readonly version: AreaVersion;
  readonly year: number;
}

/**
 * Understands a plan file for its issuer and year. Both come from the request, else from the file.
 *
 * @throws ProblemError `plan-table-missing`, `area-unknown`, `validation-failed` where neither names issuer or year
 */
export function readPlanFor(file: PlanFile, order: ImportOrder, tree: AreaTree): PlacedImport {
  const preview = importPlanFile(file, order.headings, order.year === undefined ? {} : { year: order.year });
  const { plan } = preview;
  const tasks = plan.sections.reduce((sum, section) => sum + section.tasks.length, 0);
  if (tasks > TASKS_MAX) {
    const detail = `Kế hoạch có ${tasks} nhiệm vụ, nhiều nhất ${TASKS_MAX} / The plan has ${tasks} tasks, at most ${TASKS_MAX}`;
    throw new ProblemError('payload-too-large', { detail });
  }
  if (tasks === 0) {
    throw new ProblemError('plan-table-missing', {
      errors: preview.findings.map((one) => ({
        code: one.code,
        message: `${one.message.vi} / ${one.message.en}`,
        ...(one.at.row === undefined ? {} : { row: one.at.row }),
      })),
    });
  }
  const { year } = plan;
  if (year === null) throw missing('year', 'năm kế hoạch', 'the year of the plan');
  const code = order.issuerArea ?? plan.issuer?.area ?? undefined;
  if (code === undefined) throw missing('issuerArea', 'mã địa bàn của cơ quan ban hành', "the code of the issuer's area");
  const version = issuerOn(tree, code, year, order.today);
  const parents = tree.ancestors(version.id).filter((one) => one.level !== 'country');
  return { imported: importPlanFile(file, order.headings, { year, issuerArea: { ...version, parents } }), version, year };
}

/** The owner of a code in the plan's year: today's where that is the year, else that of its first day. */
function issuerOn(tree: AreaTree, code: string, year: number, today: PlainDate): AreaVersion {
  const days = [
    ...(yearOf(today) === year ? [today] : []),
    ...[`${year}-01-01`, `${year}-12-31`].map((day) => PlainDate.parse(day)),
  ];
  const version = days.map((day) => tree.findByCode(code, day)).find((one) => one !== undefined);
  if (version === undefined || !days.some((day) => isValidOn(version, day))) throw new ProblemError('area-unknown');
  return version;
}

function missing(field: string, vi: string, en: string): ProblemError {
  return new ProblemError('validation-failed', {
    errors: [
      {
        pointer: `/${field}`,
        code: 'required',
        message: `Tệp và yêu cầu đều không nêu ${vi} / Neither file nor request names ${en}`,
      },
    ],
  });
}

/** The draft that an import makes; it is not stored yet. */
export function draftOf(placed: PlacedImport, content: Buffer, who: { by: string; at: Date }, tree: AreaTree): PlanDoc {
  const { imported, version, year } = placed;
  const tasks = imported.plan.sections.flatMap((section) => section.tasks);
  return {
    _id: newId(),
    rev: 1,
    lastPackId: null,
    ...placedIn(tree, version),
    year,
    fileHash: createHash('sha256').update(content).digest('hex'),
    state: 'draft',
    number: imported.plan.number,
    issued: imported.plan.issued,
    source: imported.plan,
    findings: imported.findings.filter((one) => one.at.ref === undefined),
    tasks: tasks.map(({ ref, title, leads, coordinators, products, time, deadlines, dependsOn, findings }): PlanTask => ({
      ...{ id: newId(), ref, title, leads, coordinators, products, time, deadlines, dependsOn, findings },
      state: 'draft',
    })),
    corrections: [],
    importedBy: who.by,
    importedAt: who.at,
  };
}

/** Stores a draft, unless the same file was imported before: then that plan stays as it is. */
export async function storeDraft(work: Work, draft: PlanDoc): Promise<{ id: string; unchanged: boolean }> {
  const plans = await work.plans.ofAreas([draft.areaVersion], draft.year);
  const before = plans.find((plan) => plan.fileHash === draft.fileHash);
  if (before !== undefined) return { id: before._id, unchanged: true };
  await work.plans.insert(draft);
  work.audit({ actor: draft.importedBy, action: 'plan-catalog.importPlan', subject: `plan ${draft._id}` });
  return { id: draft._id, unchanged: false };
}
