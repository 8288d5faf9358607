import type {
  ApologySent,
  DecisionAnnounced,
  FeedbackReceived,
  PostingOverdue,
  ReportAmended,
  ReportApproved,
  ReportReturned,
  ReportRevision,
  ReportSubmitted,
  UnitAt,
} from '@thongsuot/contracts';
import { committee, dayVi, type Message, type Severity } from './message';

/** New feedback: told to the unit that handles it. Its wording and sender never come this far. */
export function feedbackMessages({ on, before, after }: FeedbackReceived): Message[] {
  if (after === null || before !== null || after.state === 'refused') return [];
  const due =
    after.dueOn === null ? { vi: '', en: '' } : { vi: `, xử lý đến ${dayVi(after.dueOn)}`, en: `, act by ${after.dueOn}` };
  return [
    {
      key: `feedback.received:${after.id}`,
      unit: after.handler,
      kind: 'feedback.received',
      severity: after.onHandling ? 'warning' : 'info',
      title: { vi: `Có phản ánh, kiến nghị mới${due.vi}`, en: `New feedback${due.en}` },
      on,
      dueOn: after.dueOn,
      link: `/feedback?area=${after.handler.areaVersion.split('.')[0] ?? ''}`,
    },
  ];
}

/** A decision of công bố: told to the province; the units it binds see their postings. */
export function decisionMessages(decision: DecisionAnnounced): Message[] {
  const { decisionId, number, signedOn, postingDueOn, items } = decision;
  return [
    {
      key: `decision.announced:${decisionId}`,
      unit: committee(decision.binds.areaVersion),
      kind: 'decision.announced',
      severity: 'info',
      title: {
        vi: `Quyết định công bố ${number}: ${items.length} TTHC${postingDueOn === null ? '' : `, niêm yết đến ${dayVi(postingDueOn)}`}`,
        en: `Decision ${number}: ${items.length} procedures${postingDueOn === null ? '' : `, post by ${postingDueOn}`}`,
      },
      on: signedOn,
      dueOn: postingDueOn,
      link: `/publication-decisions/${decisionId}`,
    },
  ];
}

/** A posting is late: told to the unit that has to post. */
export function postingMessages({ on, after, lateCells }: PostingOverdue): Message[] {
  if (after === null) return [];
  const count = lateCells ?? 1;
  return [
    {
      key: `posting.overdue:${after.decisionId ?? after.procedureCode}:${after.dueOn ?? ''}`,
      unit: after.unit,
      kind: 'posting.overdue',
      severity: 'danger',
      title: { vi: `Quá hạn niêm yết, công khai: ${count} mục`, en: `Postings overdue: ${count}` },
      on,
      dueOn: after.dueOn,
      link: `/postings?area=${after.unit.areaVersion.split('.')[0] ?? ''}&state=overdue`,
    },
  ];
}

/** An apology went out: told to the unit that apologised. */
export function apologyMessages(apology: ApologySent): Message[] {
  const { dossierCode, kind, sentOn, newDueOn } = apology;
  const letter = kind === 'letter';
  return [
    {
      key: `apology.sent:${dossierCode}:${kind}:${sentOn}`,
      unit: apology.unit,
      kind: 'apology.sent',
      severity: apology.inTime ? 'info' : 'warning',
      title: {
        vi: `${letter ? 'Đã gửi thư xin lỗi' : 'Đã xin lỗi công khai'} về hồ sơ ${dossierCode}${newDueOn === null ? '' : `, hẹn lại ${dayVi(newDueOn)}`}`,
        en: `${letter ? 'Letter of apology sent' : 'Public apology'} for ${dossierCode}${newDueOn === null ? '' : `, new day ${newDueOn}`}`,
      },
      on: sentOn,
      dueOn: newDueOn,
      link: null,
    },
  ];
}

function reportMessage(
  report: ReportRevision,
  given: { kind: string; unit: UnitAt; severity: Severity; on: Message['on']; vi: string; en: string },
): Message {
  const { kind, unit, severity, on, vi, en } = given;
  const what = `${report.form}, ${report.period}`;
  const about = report.unit.areaVersion.split('.')[0] ?? '';
  return {
    key: `${kind}:${report.reportId}:${report.revision}`,
    ...{ unit, kind, severity, on },
    title: { vi: `${vi}: biểu ${what} của ${about}`, en: `${en}: ${what} of ${about}` },
    dueOn: null,
    link: `/reports?area=${about}&period=${report.period}`,
  };
}

/** A report came in: told to each recipient. */
export function reportSubmittedMessages({ report, submittedOn }: ReportSubmitted): Message[] {
  return report.recipients.map(({ unit }) =>
    reportMessage(report, {
      ...{ kind: 'report.submitted', unit, severity: 'info', on: submittedOn },
      ...{ vi: 'Báo cáo mới gửi đến', en: 'Report received' },
    }),
  );
}

/** A report came back: told to the unit that reports. */
export function reportReturnedMessages({ report, returnedOn }: ReportReturned): Message[] {
  return [
    reportMessage(report, {
      ...{ kind: 'report.returned', unit: report.unit, severity: 'warning', on: returnedOn },
      ...{ vi: 'Báo cáo bị trả lại', en: 'Report returned' },
    }),
  ];
}

/** A report was approved: told to the unit that reports. */
export function reportApprovedMessages({ report, approvedOn }: ReportApproved): Message[] {
  return [
    reportMessage(report, {
      ...{ kind: 'report.approved', unit: report.unit, severity: 'info', on: approvedOn },
      ...{ vi: 'Báo cáo được duyệt', en: 'Report approved' },
    }),
  ];
}

/** A sent report was changed: told to each recipient. */
export function reportAmendedMessages({ report, amendedOn }: ReportAmended): Message[] {
  return report.recipients.map(({ unit }) =>
    reportMessage(report, {
      ...{ kind: 'report.amended', unit, severity: 'warning', on: amendedOn },
      ...{ vi: 'Báo cáo đã gửi được điều chỉnh', en: 'Sent report amended' },
    }),
  );
}
