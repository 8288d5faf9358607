import { readFileSync } from 'node:fs';
import { PlainDate, type PlanView, type TaskItem } from '@thongsuot/contracts';
import { dataFile } from '@thongsuot/data';
import { columnHeadings } from '../src/adapters/files/column-headings';
import { readPlanFile } from '../src/adapters/files/read-plan-file';
import { importPlanFile } from '../src/domain/import/import-plan';

const AREAS = {
  'kon-ray-2022': { code: '614', name: 'Huyện Kon Rẫy', areaVersion: '614.open' },
  'phuong-2-2024': { code: '19360', name: 'Phường 2', areaVersion: '19360.open' },
} as const;
type Sample = keyof typeof AREAS;

/** A sample plan as it is answered once it is issued. */
export async function sampleView(name: Sample, over: Partial<PlanView> = {}): Promise<PlanView> {
  const file = await readPlanFile(readFileSync(dataFile(`plans/${name}.docx`)), `${name}.docx`);
  const { plan } = importPlanFile(file, columnHeadings());
  const sections = plan.sections.map((section, sectionIndex) => ({
    ...{ number: section.number, name: section.name },
    tasks: section.tasks.map((task, index) => ({
      ...{ ref: task.ref, number: task.number, title: task.title, time: task.time, confidence: task.confidence },
      ...{ leads: [...task.leads], coordinators: [...task.coordinators], products: [...task.products] },
      ...{ deadlines: [...task.deadlines], dependsOn: [...task.dependsOn], findings: [] },
      leadAndCoordinatorMerged: task.leadAndCoordinatorMerged,
      id: `018d0000-0000-7000-8000-${String(sectionIndex * 100 + index).padStart(12, '0')}`,
      state: task.withheld ? ('withheld' as const) : ('released' as const),
      origin: null,
    })),
  }));
  return {
    ...{ id: '018d0000-0000-7000-8000-999999999999', rev: 1, state: 'issued', agency: null, parentPlanId: null, judgements: [] },
    ...{ number: plan.number, issued: plan.issued, year: plan.year ?? 0, title: plan.title, signer: plan.signer },
    area: AREAS[name],
    issuer: plan.issuer && { ...plan.issuer, parents: [...plan.issuer.parents] },
    follows: plan.follows,
    ...{ bases: [...plan.bases], recipients: [...plan.recipients], prose: [...plan.prose], duties: [...plan.duties] },
    targets: [...plan.targets],
    sections,
    corrections: [],
    ...over,
  };
}

/** One line of the list of tasks; open, with one step, unless told. */
export function lineOf(plan: PlanView, ref: string, over: Partial<TaskItem> = {}): TaskItem {
  const task = plan.sections.flatMap((section) => section.tasks).find((one) => one.ref === ref);
  if (!task?.id || plan.id === null) throw new Error(`no task ${ref}`);
  const steps = over.steps ?? [{ name: null, recipient: null, dueOn: over.dueOn ?? null, doneOn: over.completedOn ?? null }];
  return {
    ...{ id: task.id, occurrence: 'once', planId: plan.id, planNumber: plan.number, year: plan.year, area: plan.area },
    ...{ ref, title: task.title, leads: task.leads, coordinators: task.coordinators, products: task.products },
    ...{
      kind: 'fixed',
      status: 'open',
      startsOn: null,
      dueOn: null,
      triggeredOn: null,
      setBy: null,
      completedOn: null,
      late: false,
    },
    ...{
      workingDaysLeft: null,
      dueSoon: false,
      progress: { done: 0, of: 1, percent: 0 },
      evidence: [],
      postponements: [],
      rev: 1,
    },
    ...over,
    steps,
  };
}

/** A day written in a test. */
export const day = (text: string): PlainDate => PlainDate.parse(text);
