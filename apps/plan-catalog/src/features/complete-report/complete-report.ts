import { Instant, type PlainDate, type ReportApproved, type ReportSubmitted } from '@thongsuot/contracts';
import type { Tx } from '@thongsuot/mongo-store';
import { SENT_REPORTS, TASKS } from '../../adapters/store/collections';
import type { SentReportDoc, TaskDoc } from '../../adapters/store/documents';
import { saveMoved } from '../../adapters/store/task-writes';
import { fold } from '../../domain/import/text';
import type { Occurrence } from '../../domain/task/occurrence';
import { addEvidence, complete, type Moved, type OccurrenceChange } from '../../domain/task/transitions';
import { isNear } from '../../domain/task/near';

/** A task whose work is to report: "Báo cáo …", "Tổng hợp tình hình, kết quả …". */
const REPORTS = /bao cao|tong hop tinh hinh/u;

/** Keeps the day on which a report was sent, so that its task is held to that day. */
export async function keepSentDay(tx: Tx, data: ReportSubmitted): Promise<void> {
  await tx
    .collection<SentReportDoc>(SENT_REPORTS)
    .updateOne({ _id: data.report.reportId }, { $set: { submittedOn: data.submittedOn } }, { upsert: true, session: tx.session });
}

/**
 * Completes the occurrence of the plan's report task that an approved report is about: the one the report names, else that of
 * its period in the plans of its unit's area. The steps count as done on the day the report was sent.
 */
export async function completeReportTask(tx: Tx, data: ReportApproved, today: PlainDate, at: Instant): Promise<number> {
  const { report, approvedOn } = data;
  if (!isNear(approvedOn, today)) return 0;
  const session = { session: tx.session };
  const lines = tx.collection<TaskDoc>(TASKS);
  const named = report.task && (await lines.findOne({ _id: `${report.task.taskId}:${report.task.occurrence}` }, session));
  const ofPeriod = (await lines.find({ areaVersion: report.unit.areaVersion, key: report.period }, session).toArray()).filter(
    (line) => REPORTS.test(fold(line.title)),
  );
  const sent = await tx.collection<SentReportDoc>(SENT_REPORTS).findOne({ _id: report.reportId }, session);
  const act = { by: 'reporting', at, on: sent?.submittedOn ?? approvedOn };
  const evidence = { kind: 'report', reference: report.reportId, by: act.by, at } as const;
  const moves = (named ? [named] : ofPeriod).flatMap((line) => {
    const { occurrence } = line;
    if (occurrence === null || occurrence.state === 'completed' || occurrence.state === 'cancelled') return [];
    return [{ line, moved: completeAll(addEvidence(occurrence, evidence), act, occurrence, approvedOn) }];
  });
  await saveMoved(tx, moves);
  return moves.length;
}

function completeAll(start: Occurrence, act: Parameters<typeof complete>[1], before: Occurrence, on: PlainDate): Moved {
  let occurrence = start;
  while (occurrence.state !== 'completed') occurrence = complete(occurrence, act, { needsEvidence: false }).occurrence;
  const change: OccurrenceChange = { type: 'task.completed', on, before, after: occurrence };
  return { occurrence, changes: [change] };
}
