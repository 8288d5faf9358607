import { InspectionRecorded } from '@thongsuot/contracts';
import type { Work } from './ports';
import type { InspectionDoc } from './records';

/** Tells that results were recorded: counts by head; the wording of findings stays here. */
export function tellInspection(work: Pick<Work, 'emit'>, doc: InspectionDoc): void {
  const { inspector, inspected, kind, from, to, heads, remediesDueOn, taskId, feedbackId } = doc;
  work.emit(InspectionRecorded, {
    subject: doc._id,
    key: inspector.areaVersion,
    data: {
      inspectionId: doc._id,
      areaVersion: inspector.areaVersion,
      inspector: { areaVersion: inspector.areaVersion, agency: inspector.agency },
      inspected: { areaVersion: inspected.areaVersion, agency: inspected.agency },
      ...{ kind, from, to, remediesDueOn, taskId, feedbackId },
      heads: heads.map(({ head, findings }) => ({
        head,
        findings: findings.length,
        remedied: findings.filter((one) => one.remedied).length,
      })),
    },
  });
}
