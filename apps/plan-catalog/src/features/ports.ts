import type { PlainDate, UnitAt } from '@thongsuot/contracts';
import type { Tx } from '@thongsuot/mongo-store';
import type { Progress } from '../domain/task/shares';
import type { Moved } from '../domain/task/transitions';
import type { DirectiveDoc, InspectionDoc, PlanDoc, SentReportDoc, ShareDoc, TaskDoc } from './records';

/** Plans as one transaction sees them. */
export interface PlanRecords {
  find(id: string): Promise<PlanDoc | null>;
  /** The plan in which a task stands. */
  findOfTask(taskId: string): Promise<PlanDoc | null>;
  /** All plans of these area versions for a year, drafts included. */
  ofAreas(areaVersions: readonly string[], year: number): Promise<PlanDoc[]>;
  insert(plan: PlanDoc): Promise<void>;
  /** Stores `next` over the revision before it. @throws ProblemError `conflict` where that one is gone */
  replace(next: PlanDoc): Promise<void>;
}

/** Plans as a reader sees them. */
export type PlanReader = Pick<PlanRecords, 'find' | 'ofAreas'>;

/** Words of a task that its lines repeat. */
export interface TaskWords {
  readonly title: string;
  readonly leads: readonly string[];
  readonly leadUnits: readonly UnitAt[];
  readonly coordinators: readonly string[];
  readonly products: readonly string[];
}

/** A line with what becomes of it. */
export interface LineMove {
  readonly line: TaskDoc;
  readonly moved: Moved;
}

/** The list of tasks as one transaction sees it. */
export interface TaskRecords {
  /** The line of one occurrence of a task. */
  find(taskId: string, key: string): Promise<TaskDoc | null>;
  /** All lines of a task, by due day. */
  ofTask(taskId: string): Promise<TaskDoc[]>;
  /** Lines with this key in the plans of an area version. */
  ofPeriod(areaVersion: string, key: string): Promise<TaskDoc[]>;
  /** Lines that time moves by `asOf`, the earliest first. */
  toMove(asOf: PlainDate, limit: number): Promise<TaskDoc[]>;
  /** Stores new lines; each occurrence among them is told as `task.due` with nothing before. */
  insert(lines: readonly TaskDoc[], on: PlainDate): Promise<void>;
  /** Stores moves, each guarded by its line's revision, and tells every change. @throws ProblemError `conflict` */
  save(moves: readonly LineMove[]): Promise<TaskDoc[]>;
  remove(taskId: string, key: string): Promise<void>;
  reword(taskId: string, words: TaskWords): Promise<void>;
  /** Stores how far a line is, guarded by its revision, and tells nothing. @throws ProblemError `conflict` */
  note(line: TaskDoc, progress: Progress): Promise<TaskDoc>;
}

/** What units told about their parts of a line. */
export interface ShareRecords {
  ofLine(lineId: string): Promise<ShareDoc[]>;
  /** Stores a first word (`rev` 1) or a later one over the revision before it. @throws ProblemError `conflict` */
  keep(share: ShareDoc): Promise<void>;
}

/** Inspections as one transaction sees them. */
export interface InspectionRecords {
  find(id: string): Promise<InspectionDoc | null>;
  insert(inspections: readonly InspectionDoc[]): Promise<void>;
  /** Stores `next` as the revision after `before`. @throws ProblemError `conflict` */
  save(before: InspectionDoc, next: InspectionDoc): Promise<InspectionDoc>;
}

/** One transaction, as the use cases need it: records, events and the audit stand or fall together. */
export interface Work extends Pick<Tx, 'stamp' | 'emit' | 'audit'> {
  readonly plans: PlanRecords;
  readonly tasks: TaskRecords;
  readonly shares: ShareRecords;
  readonly inspections: InspectionRecords;
  readonly directives: { insert(directive: DirectiveDoc): Promise<void> };
  readonly sentReports: { find(id: string): Promise<SentReportDoc | null>; keep(report: SentReportDoc): Promise<void> };
}
