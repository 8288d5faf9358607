import { Instant, type PlainDate, type ReportApproved, type ReportSubmitted } from '@thongsuot/contracts';
import type { Work } from '../ports';
import { fold } from '../../domain/import/text';
import type { Occurrence } from '../../domain/task/occurrence';
import { addEvidence, complete, type Moved, type OccurrenceChange } from '../../domain/task/transitions';
import { isNear } from '../../domain/task/near';

/** A task whose work is to report: "Báo cáo …", "Tổng hợp tình hình, kết quả …". */
const REPORTS = /bao cao|tong hop tinh hinh/u;

/** Keeps the day on which a report was sent, so that its task is held to that day. */
export async function keepSentDay(work: Work, data: ReportSubmitted): Promise<void> {
  await work.sentReports.keep({ _id: data.report.reportId, submittedOn: data.submittedOn });
}

/**
 * Completes the occurrence of the plan's report task that an approved report is about: the one the report names, else that of
 * its period in the plans of its unit's area. The steps count as done on the day the report was sent.
 */
export async function completeReportTask(work: Work, data: ReportApproved, today: PlainDate, at: Instant): Promise<number> {
  const { report, approvedOn } = data;
  if (!isNear(approvedOn, today)) return 0;
  const named = report.task && (await work.tasks.find(report.task.taskId, report.task.occurrence));
  const ofPeriod = (await work.tasks.ofPeriod(report.unit.areaVersion, report.period)).filter((line) =>
    REPORTS.test(fold(line.title)),
  );
  const sent = await work.sentReports.find(report.reportId);
  const act = { by: 'reporting', at, on: sent?.submittedOn ?? approvedOn };
  const evidence = { kind: 'report', reference: report.reportId, by: act.by, at } as const;
  const moves = (named ? [named] : ofPeriod).flatMap((line) => {
    const { occurrence } = line;
    if (occurrence === null || occurrence.state === 'completed' || occurrence.state === 'cancelled') return [];
    return [{ line, moved: completeAll(addEvidence(occurrence, evidence), act, occurrence, approvedOn) }];
  });
  await work.tasks.save(moves);
  return moves.length;
}

function completeAll(start: Occurrence, act: Parameters<typeof complete>[1], before: Occurrence, on: PlainDate): Moved {
  let occurrence = start;
  while (occurrence.state !== 'completed') occurrence = complete(occurrence, act, { needsEvidence: false }).occurrence;
  const change: OccurrenceChange = { type: 'task.completed', on, before, after: occurrence };
  return { occurrence, changes: [change] };
}
