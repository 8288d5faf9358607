import { parseDeadlines } from '@thongsuot/calendar';
import type { Finding as DeadlineFinding, ParsedDeadlines } from '@thongsuot/calendar';
import type { AreaLevel } from '@thongsuot/contracts';
import type { HeadingWordings } from './columns';
import { findDependencies } from './dependencies';
import type { Dependency } from './dependencies';
import { finding, placeInWords } from './finding';
import type { Finding, FindingPlace } from './finding';
import type { ImportedPlan, ImportedSection, ImportedTask } from './imported-plan';
import { checkPlan, issuerLevel } from './plan-rules';
import type { PlanReading, SectionReading, TaskReading } from './plan-reading';
import type { PlanDocument } from './plan-table';
import { readDocument } from './read-document';
import type { DocumentReading } from './read-document';
import { checkTask, taskConfidence } from './task-rules';
import { fold, splitList } from './text';

/** An area that a plan may be issued for or refer to. */
export interface NamedArea {
  readonly code: string;
  readonly name: string;
  readonly level: AreaLevel;
}

/** What the request knows and a file may not say. */
export interface ImportRequest {
  /** Plan year where the file has none, and the year the request insists on. */
  readonly year?: number;
  /** Area of the issuer and the areas above it, the nearest first. */
  readonly issuerArea?: NamedArea & { readonly parents: readonly NamedArea[] };
}

/** What a reading may bring with it; a plan that came as JSON has none of it. */
export type ReadingExtras = Partial<Omit<DocumentReading, 'reading'>>;

/** The year of a plan: the request's, else its own, else that of its date. */
export function planYear(reading: PlanReading, request: ImportRequest): number | undefined {
  return request.year ?? reading.year ?? (reading.issued === null ? undefined : Number(reading.issued.slice(0, 4)));
}

/** A plan file as read: a document still to be understood, or a plan that came structured. */
export type PlanFile =
  { readonly kind: 'document'; readonly document: PlanDocument } | { readonly kind: 'reading'; readonly reading: PlanReading };

/**
 * {@link importPlan} for whatever a file has given.
 *
 * @param headings the wordings by which columns are known
 */
export function importPlanFile(file: PlanFile, headings: HeadingWordings, request: ImportRequest = {}): ImportedPlan {
  if (file.kind === 'reading') return importPlan(file.reading, request);
  const { reading, ...extras } = readDocument(file.document, headings);
  return importPlan(reading, request, extras);
}

/**
 * Turns a plan as written into a draft: typed deadlines, dependencies, and a finding for everything doubtful.
 * Nothing is repaired: the wording stays, a blocking finding withholds its task and no other.
 */
export function importPlan(reading: PlanReading, request: ImportRequest, extras: ReadingExtras = {}): ImportedPlan {
  const year = planYear(reading, request) ?? null;
  const level = request.issuerArea?.level ?? issuerLevel(reading.issuer?.name);
  const dependencies = findDependencies(reading.sections);
  const early = [...(extras.findings ?? []), ...checkPlan(reading, year, extras.appendix ?? null)];
  const hasProductColumn =
    extras.hasProductColumn ?? reading.sections.some((section) => section.tasks.some((task) => task.product !== null));

  const importTask = (section: SectionReading, task: TaskReading): ImportedTask => {
    const ref = `${section.number}.${task.number}`;
    const row = extras.rowOf?.get(ref);
    const place = { section: section.number, task: task.number, ref, ...(row === undefined ? {} : { row }) };
    const time = readTime(task, year);
    const waits = dependencies.filter((dependency) => dependency.from === ref);
    const findings = [
      ...early.filter((one) => one.at.ref === ref),
      ...checkTask(task, time.deadlines, { place, issued: reading.issued, issuerLevel: level, hasProductColumn }),
      ...time.findings.map((one) => timeFinding(one, { ...place, field: 'time' })),
      ...waits.map((dependency) => dependencyFinding(dependency, place)),
    ];
    return {
      number: task.number,
      ref,
      title: task.title,
      leads: task.leads,
      coordinators: task.coordinators,
      products: task.product === null ? [] : splitList(task.product, { semicolons: false }),
      leadAndCoordinatorMerged: task.leadAndCoordinatorMerged,
      time: task.time,
      deadlines: time.deadlines,
      dependsOn: waits.map((dependency) => dependency.on),
      findings,
      confidence: taskConfidence(
        time.confidence,
        findings.filter((one) => one.at.field !== 'time'),
      ),
      withheld: findings.some((one) => one.severity === 'blocking'),
      raw: extras.rawOf?.get(ref) ?? [],
    };
  };

  const sections: ImportedSection[] = reading.sections.map((section) => ({
    number: section.number,
    name: section.name,
    tasks: section.tasks.map((task) => importTask(section, task)),
  }));
  const ofTasks = sections.flatMap((section) => section.tasks.flatMap((task) => task.findings));
  return {
    plan: { ...reading, year, issuer: withArea(reading, request), follows: followsWithArea(reading, request), sections },
    findings: [...early.filter((one) => !ofTasks.includes(one)), ...ofTasks],
  };
}

function readTime(task: TaskReading, year: number | null): ParsedDeadlines {
  if (year !== null) return parseDeadlines(task.time, { planYear: year, taskTitle: task.title });
  const message = {
    vi: 'chưa biết kế hoạch của năm nào nên chưa tính được thời hạn',
    en: 'the plan names no year, so no deadline can be worked out',
  };
  return { deadlines: [], findings: [{ code: 'plan-year-missing', severity: 'blocking', message }], confidence: 0 };
}

function timeFinding(one: DeadlineFinding, place: FindingPlace): Finding {
  const at = one.at === undefined ? place : { ...place, within: one.at };
  const words = placeInWords(place);
  return {
    code: one.code,
    severity: one.severity,
    at,
    message: { vi: `${words.vi}: ${one.message.vi}`, en: `${words.en}: ${one.message.en}` },
  };
}

function dependencyFinding(dependency: Dependency, place: FindingPlace): Finding {
  return finding(
    'info',
    'depends-on-detected',
    { ...place, field: 'title' },
    `suy từ câu chữ: làm sau nhiệm vụ ${dependency.on}`,
    `read from the wording: comes after task ${dependency.on}`,
  );
}

function withArea(reading: PlanReading, request: ImportRequest): PlanReading['issuer'] {
  const area = request.issuerArea;
  if (area === undefined) return reading.issuer;
  return {
    name: reading.issuer?.name ?? `UBND ${area.name}`,
    area: area.code,
    parents: area.parents.map((parent) => parent.code),
  };
}

function followsWithArea(reading: PlanReading, request: ImportRequest): PlanReading['follows'] {
  const { follows } = reading;
  if (follows === null || follows.area !== null || follows.issuer === null) return follows;
  const issuer = fold(follows.issuer);
  const parent = request.issuerArea?.parents.find((area) => issuer.endsWith(fold(area.name)));
  return parent === undefined ? follows : { ...follows, area: parent.code };
}
