import type {
  ApologySent,
  DecisionAnnounced,
  FeedbackAnswered,
  FeedbackForwarded,
  FeedbackReceived,
  FeedbackState,
  MessageKind,
  PostingOverdue,
  ReportAmended,
  ReportApproved,
  ReportReturned,
  ReportRevision,
  ReportSubmitted,
  UnitAt,
} from '@thongsuot/contracts';
import { codeOf, committee, dayWords, same, type Fact, type Severity, type Variables } from './message';

/** Path of the feedback that a unit handles, below /api/v1. */
export function feedbackLink(handler: UnitAt): string {
  return `/feedback?area=${codeOf(handler.areaVersion)}`;
}

function feedbackFact(kind: MessageKind, after: FeedbackState, on: Fact['on'], key: string): Fact {
  return {
    ...{ key: `${kind}:${key}`, kind, units: [after.handler], owner: null, on, dueOn: after.dueOn },
    severity: after.onHandling ? 'warning' : 'info',
    link: feedbackLink(after.handler),
    variables: feedbackVariables(after),
  };
}

/** What the words about feedback are filled with. Its wording and sender never come this far. */
export function feedbackVariables({ dueOn }: FeedbackState): Variables {
  return { subject: { vi: 'phản ánh, kiến nghị', en: 'feedback' }, due: dayWords(dueOn) };
}

/** New feedback. */
export function feedbackReceivedFacts({ on, before, after }: FeedbackReceived): Fact[] {
  if (after === null || before !== null || after.state === 'refused') return [];
  return [feedbackFact('feedback.received', after, on, after.id)];
}

/** Feedback came from another unit. */
export function feedbackForwardedFacts({ on, after }: FeedbackForwarded): Fact[] {
  return after === null ? [] : [feedbackFact('feedback.forwarded', after, on, `${after.id}:${after.forwardedOn ?? on}`)];
}

/** Feedback was answered; its result is to be published. */
export function feedbackAnsweredFacts({ on, after }: FeedbackAnswered): Fact[] {
  return after === null ? [] : [{ ...feedbackFact('feedback.answered', after, on, after.id), severity: 'info' }];
}

/** A decision of công bố: told to the province; the units it binds see their postings. */
export function decisionFacts(decision: DecisionAnnounced): Fact[] {
  const { decisionId, number, signedOn, postingDueOn, items } = decision;
  return [
    {
      ...{ key: `decision.announced:${decisionId}`, kind: 'decision.announced', owner: null },
      ...{ units: [committee(decision.binds.areaVersion)], severity: 'info', on: signedOn, dueOn: postingDueOn },
      link: `/publication-decisions/${decisionId}`,
      variables: { number: same(number), items: same(items.length), due: dayWords(postingDueOn) },
    },
  ];
}

/** A posting is late: told to the unit that has to post. */
export function postingFacts({ on, after, lateCells }: PostingOverdue): Fact[] {
  if (after === null) return [];
  return [
    {
      key: `posting.overdue:${after.decisionId ?? after.procedureCode}:${after.dueOn ?? ''}`,
      ...{ kind: 'posting.overdue', units: [after.unit], owner: null, severity: 'danger', on, dueOn: after.dueOn },
      link: `/postings?area=${codeOf(after.unit.areaVersion)}&state=overdue`,
      variables: { count: same(lateCells ?? 1), due: dayWords(after.dueOn) },
    },
  ];
}

/** An apology went out: told to the unit that apologised. */
export function apologyFacts(apology: ApologySent): Fact[] {
  const { dossierCode, kind, sentOn, newDueOn } = apology;
  return [
    {
      ...{ key: `apology.sent:${dossierCode}:${kind}:${sentOn}`, kind: 'apology.sent', units: [apology.unit], owner: null },
      ...{ severity: apology.inTime ? 'info' : 'warning', on: sentOn, dueOn: newDueOn, link: null },
      variables: {
        what:
          kind === 'letter'
            ? { vi: 'Đã gửi thư xin lỗi', en: 'Letter of apology sent' }
            : { vi: 'Đã xin lỗi công khai', en: 'Public apology' },
        dossier: same(dossierCode),
        due: dayWords(newDueOn),
      },
    },
  ];
}

interface ReportNews {
  readonly kind: MessageKind;
  readonly units: readonly UnitAt[];
  readonly severity: Severity;
  readonly on: Fact['on'];
}

function reportFact(report: ReportRevision, { kind, units, severity, on }: ReportNews): Fact[] {
  const about = codeOf(report.unit.areaVersion);
  return [
    {
      ...{ key: `${kind}:${report.reportId}:${report.revision}`, kind, units, owner: null, severity, on, dueOn: null },
      link: `/reports?area=${about}&period=${report.period}`,
      variables: { form: same(report.form), period: same(report.period), from: same(about) },
    },
  ];
}

const recipientsOf = (report: ReportRevision): UnitAt[] => report.recipients.map(({ unit }) => unit);

/** A report came in: told to each recipient. */
export function reportSubmittedFacts({ report, submittedOn: on }: ReportSubmitted): Fact[] {
  return reportFact(report, { kind: 'report.submitted', units: recipientsOf(report), severity: 'info', on });
}

/** A report came back: told to the unit that reports. */
export function reportReturnedFacts({ report, returnedOn: on }: ReportReturned): Fact[] {
  return reportFact(report, { kind: 'report.returned', units: [report.unit], severity: 'warning', on });
}

/** A report was approved: told to the unit that reports. */
export function reportApprovedFacts({ report, approvedOn: on }: ReportApproved): Fact[] {
  return reportFact(report, { kind: 'report.approved', units: [report.unit], severity: 'info', on });
}

/** A sent report was changed: told to each recipient. */
export function reportAmendedFacts({ report, amendedOn: on }: ReportAmended): Fact[] {
  return reportFact(report, { kind: 'report.amended', units: recipientsOf(report), severity: 'warning', on });
}
