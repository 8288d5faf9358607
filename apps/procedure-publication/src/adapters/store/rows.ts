import type { Binary } from 'mongodb';
import type {
  AccuracyCheckView,
  AreaLevel,
  DecisionClock,
  PlainDate,
  PostingChange,
  PostingChannel,
  ProcedureRow,
} from '@thongsuot/contracts';
import type { DecisionForm } from '../../domain/catalogue/parts';
import type { DecidedItem } from '../../domain/decide';
import type { DutyRule, Posting } from '../../domain/duties';
import type { Drift } from '../../domain/ledger/drift';

export interface ProcedureDoc {
  _id: string;
  name: string;
  field: string;
  /** Beginning of the agency that resolves it, for search. */
  agency: string;
  lifeEvents: string[];
  levels: AreaLevel[];
  latest: number;
  /** True once any decision announced it: only then the public sees it. */
  announced: boolean;
  rev: number;
  /** Pack id of the last change: what search reads on from. */
  stamp: string;
}

export interface VersionDoc extends ProcedureRow {
  _id: string;
  version: number;
  announced: boolean;
  /** First day in force anywhere. */
  validFrom: PlainDate | null;
  /** Numbers of the legal texts that it rests on. */
  texts: string[];
}

export interface DecisionDoc {
  _id: string;
  number: string;
  signedOn: PlainDate;
  effectiveOn: PlainDate;
  recordedOn: PlainDate;
  province: string;
  issuerAgency: string | null;
  delegation: string | null;
  /** Ministry, where the decision is the centre's; it then makes no rules. Absent in decisions from before. */
  ministry?: string | null;
  form?: DecisionForm;
  shortened?: boolean;
  textEffectiveOn?: PlainDate | null;
  items: (DecidedItem & { enteredOn?: PlainDate | null })[];
  clocks: DecisionClock[];
  findings: { code: string; severity: 'error' | 'warning'; message: string }[];
  rev?: number;
}

export interface RuleDoc extends DutyRule {
  _id: string;
}

/** A posting in a sheet; who recorded it is an account id, never a name. */
export interface PostingDoc extends Posting {
  _id: string;
  proof: PostingChange['proof'];
  rev: number;
  recordedBy?: string;
  recordedAt?: string;
  /** Day to look again whether it still hangs there. */
  recheckOn?: PlainDate | null;
}

/** All postings of one unit. */
export interface SheetDoc {
  /** The area version. */
  _id: string;
  rev: number;
  stamp: string;
  /** Cells posted now. */
  posted: number;
  /** Earliest day to look at a posting again. */
  recheckOn: PlainDate | null;
  /** What coverage needs, packed: {@link encodeMarks}. */
  marks: Binary;
  /** The postings, packed as JSON. */
  cells: Binary;
}

/** Progress of one unit under one decision (or one act that made the unit): never the duties themselves. */
export interface OpeningDoc {
  _id: string;
  decisionId: string;
  areaVersion: string;
  cause: 'decision' | 'area';
  state: 'waiting' | 'open' | 'late' | 'done';
  openOn: PlainDate;
  dueOn: PlainDate | null;
  /** Cell that `posting.overdue` named. */
  lateCell: string | null;
  rev: number;
}

/** One per unit: what is written of a unit is written in turn, so that its events keep their order. */
export interface BookDoc {
  _id: string;
  rev: number;
  lastPackId: string;
}

/** A check of what a unit publishes. */
export interface CheckDoc {
  _id: string;
  areaVersion: string;
  channel: PostingChannel;
  url: string;
  on: PlainDate;
  checkedAt: string;
  checkedBy: string;
  outcome: AccuracyCheckView['outcome'];
  reason: string | null;
  contentHash: string | null;
  compared: number;
  differences: number;
  drifts: Drift[];
}

/** The last finding of a page, so that the same drift is told once. */
export interface PageDoc {
  _id: string;
  driftHash: string | null;
}
