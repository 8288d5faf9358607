import { readFileSync } from 'node:fs';
import {
  addTaskEvidence,
  completeTask,
  correctPlan,
  importPlan,
  issuePlan,
  listPlanTasks,
  PlanFinding,
  ProblemItem,
} from '@thongsuot/contracts';
import { dataFile } from '@thongsuot/data';
import { z } from 'zod';
import { ApiError, type PartsOf } from './api';
import { ADMINISTRATOR, officerOf, type Stage } from './stage';

/** A plan that the product ships as a sample. */
export interface SamplePlan {
  readonly file: 'kon-ray-2022' | 'phuong-2-2024';
  readonly area: string;
  readonly year: number;
  /** What the document leaves blank; given as a demonstration. */
  readonly blanks: { readonly number?: string; readonly issued?: string };
  /** Corrections that stand in for what the issuer would have to say. */
  readonly corrections: readonly Pick<PartsOf<typeof correctPlan>['body'], 'task' | 'field' | 'value' | 'reason'>[];
}

/** What the tables tell of a plan's import. */
export const PlanStory = z.object({
  id: z.string(),
  findings: z.array(PlanFinding),
  /** The same plan read from its other formats. */
  formats: z.array(z.object({ format: z.string(), tasks: z.number(), blocking: z.number() })),
  refusal: z.object({ status: z.number(), code: z.string(), errors: z.array(ProblemItem) }).nullable(),
  corrected: z.array(z.object({ ref: z.string(), field: z.string(), before: z.string(), after: z.string(), reason: z.string() })),
  withheld: z.array(z.string()),
});
export type PlanStory = z.infer<typeof PlanStory>;

const TYPES = ['docx', 'xlsx', 'json'] as const;

/** Name under which a plan's story is kept. */
export function planFact(file: SamplePlan['file']): string {
  return `plan/${file}`;
}

/** Imports a sample plan, shows that it cannot be issued as it is, corrects what can be corrected, and issues the rest. */
export async function takeUpPlan({ api, progress, key }: Stage, sample: SamplePlan): Promise<void> {
  const officer = officerOf(sample.area);
  const formats = [];
  for (const format of TYPES) {
    const read = await api.upload(
      importPlan,
      fileOf(sample, format),
      {},
      { as: officer, query: { ...about(sample), dryRun: 'true' } },
    );
    const tasks = read.plan.sections.reduce((sum, section) => sum + section.tasks.length, 0);
    formats.push({ format, tasks, blocking: blockingOf(read.findings).length });
  }
  const imported = await api.upload(
    importPlan,
    fileOf(sample, 'docx'),
    {},
    { as: officer, key: key('import'), query: about(sample) },
  );
  const id = imported.plan.id;
  if (id === null) throw new Error(`${sample.file} was imported without an id`);
  const params = { id };
  const blocked = blockingOf(imported.findings).length > 0;
  const refusal = blocked
    ? await refusedIssue(api.call(issuePlan, { params, body: {} }, { as: officer, key: key('issue-too-soon') }))
    : null;
  let findings = imported.findings;
  const corrected: PlanStory['corrected'] = [];
  for (const correction of sample.corrections) {
    const body = { ...correction, demonstration: true };
    const answer = await api.call(correctPlan, { params, body }, { as: ADMINISTRATOR, key: key(`correct-${correction.task}`) });
    findings = answer.findings;
    const made = answer.plan.corrections.findLast(({ ref, field }) => ref === correction.task && field === correction.field);
    const before = String(made?.before ?? '');
    corrected.push({
      ref: correction.task,
      field: correction.field,
      before,
      after: String(correction.value),
      reason: correction.reason,
    });
  }
  const withheld = [...new Set(blockingOf(findings).flatMap(({ at }) => (at.ref === undefined ? [] : [at.ref])))];
  await api.call(issuePlan, { params, body: { withhold: withheld, ...sample.blanks } }, { as: officer, key: key('issue') });
  const story: PlanStory = { id, findings: imported.findings, formats, refusal, corrected, withheld };
  progress.note(planFact(sample.file), story);
}

/** Adds evidence to the next step of a task and completes it. */
export async function completeByRef(
  { api, progress, key }: Stage,
  sample: SamplePlan,
  done: { readonly ref: string; readonly evidence: string; readonly occurrence?: string },
): Promise<void> {
  const story = progress.fact(planFact(sample.file), PlanStory);
  if (story === undefined) throw new Error(`${sample.file} was not taken up`);
  const officer = officerOf(sample.area);
  const { items } = await api.call(listPlanTasks, { params: { id: story.id }, query: {} }, { as: officer });
  const task = items.find(({ ref }) => ref === done.ref);
  if (!task?.id) throw new Error(`${sample.file} has no task ${done.ref}`);
  const params = { id: task.id };
  const at = done.occurrence === undefined ? {} : { occurrence: done.occurrence };
  const evidence = { ...at, kind: 'document', reference: done.evidence } as const;
  await api.call(addTaskEvidence, { params, body: evidence }, { as: officer, key: key(`evidence-${done.ref}`) });
  await api.call(completeTask, { params, body: at }, { as: officer, key: key(`complete-${done.ref}`) });
}

async function refusedIssue(request: Promise<unknown>): Promise<PlanStory['refusal']> {
  try {
    await request;
  } catch (error) {
    if (error instanceof ApiError && error.status === 409) {
      return { status: error.status, code: error.problem.code ?? '', errors: error.problem.errors ?? [] };
    }
    throw error;
  }
  throw new Error('A plan with blocking findings was issued');
}

function blockingOf(findings: readonly PlanFinding[]): PlanFinding[] {
  return findings.filter(({ severity }) => severity === 'blocking');
}

function about({ area, year }: SamplePlan): { issuerArea: string; year: string } {
  return { issuerArea: area, year: String(year) };
}

function fileOf({ file }: SamplePlan, format: (typeof TYPES)[number]): { name: string; bytes: Buffer } {
  const name = `${file}.${format}`;
  return { name, bytes: readFileSync(dataFile(`plans/${name}`)) };
}
