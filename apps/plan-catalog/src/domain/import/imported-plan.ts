import type { Deadline } from '@thongsuot/calendar';
import type { PlainDate } from '@thongsuot/contracts';
import type { Finding } from './finding';
import type { RawRow } from './raw-row';
import type { FollowedPlan, PlanIssuer, PlanTarget } from './plan-reading';

/** A task as imported: the plan's wording, what it means, what is doubtful about it. */
export interface ImportedTask {
  readonly number: number;
  /** "VII.2": section and number. */
  readonly ref: string;
  readonly title: string;
  readonly leads: readonly string[];
  readonly coordinators: readonly string[];
  readonly products: readonly string[];
  readonly leadAndCoordinatorMerged: boolean;
  /** Raw wording; line breaks kept. */
  readonly time: string;
  readonly deadlines: readonly Deadline[];
  /** Refs of tasks of the same plan that come first. */
  readonly dependsOn: readonly string[];
  readonly findings: readonly Finding[];
  /** 0 to 1: how sure the reading is. */
  readonly confidence: number;
  /** A blocking finding stands: the task stays a draft until someone corrects it. */
  readonly withheld: boolean;
  /** What stood in its rows of the file, cell by cell; empty where the file had no table (.json). */
  readonly raw: readonly RawRow[];
}

export interface ImportedSection {
  readonly number: string;
  readonly name: string;
  readonly tasks: readonly ImportedTask[];
}

export interface ImportedPlan {
  readonly plan: {
    readonly number: string | null;
    readonly issued: PlainDate | null;
    readonly year: number | null;
    readonly title: string | null;
    readonly issuer: PlanIssuer | null;
    readonly follows: FollowedPlan | null;
    readonly signer: string | null;
    readonly bases: readonly string[];
    readonly recipients: readonly string[];
    readonly prose: readonly string[];
    readonly duties: readonly string[];
    readonly targets: readonly PlanTarget[];
    readonly sections: readonly ImportedSection[];
  };
  /** All findings: of the plan first, then task by task. */
  readonly findings: readonly Finding[];
}
