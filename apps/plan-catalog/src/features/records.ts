import type { AreaVersionId, CommunicationView, PlainDate, TaskStateName, UnitAt } from '@thongsuot/contracts';
import type { Finding } from '../domain/import/finding';
import type { ImportedPlan } from '../domain/import/imported-plan';
import type { DirectiveAnswer } from '../domain/directive/answer';
import type { Lineage } from '../domain/lineage/lineage';
import type { Inspection } from '../domain/inspection/inspection';
import type { Correction, Plan, PlanTask } from '../domain/plan/plan';
import type { Occurrence } from '../domain/task/occurrence';
import type { Progress, Share } from '../domain/task/shares';

/** What every aggregate here carries: a revision that guards each write, and the pack its last events went into. */
export interface Aggregate {
  readonly _id: string;
  readonly rev: number;
  readonly lastPackId: string | null;
}

/** Where an aggregate belongs: its area version with everything above it, so that a list of a subtree is one index range. */
export interface Placed {
  readonly areaVersion: AreaVersionId;
  readonly areaCode: string;
  readonly areaName: string;
  /** The area version itself and all above it. */
  readonly areaPath: readonly AreaVersionId[];
}

export interface PlanDoc extends Aggregate, Placed {
  readonly year: number;
  readonly fileHash: string;
  readonly state: Plan['state'];
  readonly number: string | null;
  readonly issued: PlainDate | null;
  /** As imported; tasks as they stand are in `tasks`, in the same order. */
  readonly source: ImportedPlan['plan'];
  /** Findings of the plan as a whole. */
  readonly findings: readonly Finding[];
  readonly tasks: readonly PlanTask[];
  readonly corrections: readonly (Correction & { readonly demonstration: boolean })[];
  /** What leaders said about targets in words; a later word about the same period replaces none. */
  readonly judgements?: readonly Judgement[];
  /** Agency whose plan it is; absent for the plan of the area's committee. */
  readonly agency?: { readonly slug: string; readonly name: string };
  /** Plan of the level above that it descends from. */
  readonly parentPlanId?: string;
  /** What became of the tasks of that plan. */
  readonly lineage?: readonly Lineage[];
  readonly importedBy: string;
  readonly importedAt: Date;
}

/** A leader's word on a target that only words express. */
export interface Judgement {
  readonly key: string;
  readonly label: string;
  readonly period: string;
  readonly met: boolean;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
}

/** Keys of the lines that stand for a task without any occurrence. */
export const WAITING_KEY = 'trigger';
export const WITHHELD_KEY = 'withheld';

/** An act passed a line, or the lead of it, from one unit to its heir. */
export interface LinePassing {
  readonly from: UnitAt;
  readonly to: UnitAt;
  readonly on: PlainDate;
  /** Act that ended the predecessor, where our records name one. */
  readonly act: string | null;
}

/** One line of the list of tasks: an occurrence, or a task that waits for its trigger or is withheld. */
export interface TaskDoc extends Aggregate, Placed {
  readonly taskId: string;
  readonly key: string;
  readonly planId: string;
  readonly planNumber: string | null;
  readonly year: number;
  readonly ref: string;
  readonly section: string;
  readonly number: string;
  readonly title: string;
  readonly leads: readonly string[];
  readonly leadUnits: readonly UnitAt[];
  readonly coordinators: readonly string[];
  readonly products: readonly string[];
  readonly kind: string;
  readonly status: TaskStateName;
  /** Next due day, or a day after all others where there is none. */
  readonly sortDue: string;
  /** Day on which time alone moves it; null where nothing will. */
  readonly nextAt: string | null;
  /** Null for a task that waits for its trigger or is withheld. */
  readonly occurrence: Occurrence | null;
  /** How far its units are, where one of them has told. */
  readonly shareProgress?: Progress;
  /** Day on which its committee or a lead of it ends while it is open: it passes to the heir. */
  readonly passesOn?: PlainDate;
  /** What acts did to it, oldest first. */
  readonly passings?: readonly LinePassing[];
}

/** What one unit has told about its part of a line; a unit that told nothing has none. */
export interface ShareDoc extends Aggregate, Share {
  readonly lineId: string;
  readonly taskId: string;
}

export interface DirectiveDoc extends Aggregate {
  readonly number: string;
  readonly issuer: UnitAt & { readonly ref: string; readonly name: string; readonly level: string };
  readonly issuedOn: PlainDate;
  readonly receivedOn: PlainDate;
  readonly addressees: readonly (UnitAt & { readonly ref: string; readonly name: string })[];
  /** `<area version>` and `<area version>/<agency>` of the addressees. */
  readonly to: readonly string[];
  /** Area versions of issuer and addressees with all above them. */
  readonly areaPath: readonly AreaVersionId[];
  readonly asks: string;
  readonly byDate: PlainDate | null;
  readonly startsTrigger: string | null;
  readonly receipts: readonly { readonly unit: string; readonly by: string; readonly at: string }[];
  readonly answers?: readonly DirectiveAnswer[];
}

export interface DifficultyDoc extends Aggregate, Placed {
  readonly taskId: string;
  readonly ref: string;
  readonly raisedTo: { readonly code: string; readonly name: string; readonly areaVersion: AreaVersionId };
  readonly text: string;
  readonly raisedOn: PlainDate;
  readonly raisedBy: string;
  readonly state: 'open' | 'resolved';
  readonly resolution: string | null;
  readonly resolvedOn: PlainDate | null;
  readonly resolvedBy: string | null;
}

/** A unit as stored: its area version, agency, wording and name. */
export type NamedUnit = UnitAt & { readonly ref: string; readonly name: string };

export interface InspectionDoc extends Aggregate, Inspection {
  /** Area versions of inspector and inspected with all above them. */
  readonly areaPath: readonly AreaVersionId[];
  readonly kind: 'periodic' | 'ad-hoc' | 'self';
  readonly inspector: NamedUnit;
  readonly inspected: NamedUnit;
  /** Why the unit was chosen. */
  readonly reason: string | null;
  readonly taskId: string | null;
  readonly feedbackId: string | null;
  readonly recordedBy: string;
}

/** Something told to people: a post, a broadcast, a leaflet, a training. */
export interface CommunicationDoc extends Aggregate {
  readonly areaPath: readonly AreaVersionId[];
  readonly unit: NamedUnit;
  readonly kind: CommunicationView['kind'];
  readonly title: string;
  readonly on: PlainDate;
  readonly reach: number | null;
  readonly copies: number | null;
  readonly proof: string | null;
  readonly taskId: string | null;
  readonly recordedBy: string;
  readonly recordedAt: string;
}

/** Money for one task, of one unit, from one source; every figure there was is kept. */
export interface FundingDoc extends Aggregate {
  readonly planId: string;
  readonly taskId: string;
  readonly unit: string;
  readonly unitName: string;
  readonly source: string;
  readonly planned: number;
  readonly spent: number;
  readonly changes: readonly {
    readonly planned: number;
    readonly spent: number;
    readonly note: string | null;
    readonly by: string;
    readonly at: string;
  }[];
}

/** Day on which a report was sent: its task is held to it, not to the day of approval. */
export interface SentReportDoc {
  readonly _id: string;
  readonly submittedOn: PlainDate;
}
