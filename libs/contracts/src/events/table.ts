import type { EventType } from './define-event';
import { AreaChanged, DutyAssigned, UnitChanged } from './directory';
import { FeedbackAnswered, FeedbackForwarded, FeedbackPublished, FeedbackReceived } from './feedback-intake';
import { ApologySent, DossierChanged } from './one-stop';
import { eventParser, type Upcaster } from './parse-event';
import {
  DifficultyRaised,
  DifficultyResolved,
  DirectiveIssued,
  InspectionRecorded,
  PlanIssued,
  TaskCompleted,
  TaskDue,
  TaskMeasured,
  TaskOverdue,
} from './plan-catalog';
import {
  DecisionAnnounced,
  PostingDrifted,
  PostingOverdue,
  ProcedurePosted,
  ProcedureWithdrawn,
  ReviewRecorded,
} from './procedure-publication';
import { ReportAmended, ReportApproved, ReportReturned, ReportSubmitted } from './reporting';
import { SurveyAnswered, SurveyInvited } from './satisfaction-survey';

/** Every event of the system, every version. A new one is added here and nowhere else. */
export const EVENTS = [
  AreaChanged,
  UnitChanged,
  DutyAssigned,
  DirectiveIssued,
  DifficultyRaised,
  DifficultyResolved,
  PlanIssued,
  TaskDue,
  TaskCompleted,
  TaskOverdue,
  TaskMeasured,
  InspectionRecorded,
  DecisionAnnounced,
  ProcedurePosted,
  ProcedureWithdrawn,
  PostingOverdue,
  PostingDrifted,
  ReviewRecorded,
  DossierChanged,
  ApologySent,
  FeedbackReceived,
  FeedbackForwarded,
  FeedbackAnswered,
  FeedbackPublished,
  SurveyInvited,
  SurveyAnswered,
  ReportSubmitted,
  ReportReturned,
  ReportApproved,
  ReportAmended,
] as const satisfies readonly EventType[];

/** Steps from old versions to newer ones, in use at the edge of every consumer. Every event is at its first version. */
export const UPCASTERS: readonly Upcaster[] = [];

/** Reads an event of {@link EVENTS}; see the parser's own description. */
export const parseEvent = eventParser(EVENTS, UPCASTERS);
