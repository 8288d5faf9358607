import type { InspectionView, UnitRef } from '@thongsuot/contracts';
import { missingHeads } from '../../domain/inspection/inspection';
import type { InspectionDoc } from '../../features/records';

/** An inspection as readers are told of it; findings numbered across heads. */
export function inspectionView(doc: InspectionDoc): InspectionView {
  const { _id, rev, state, kind, from, to, inspector, inspected, reason, taskId, feedbackId, remediesDueOn, recordedBy } = doc;
  let number = 0;
  return {
    ...{ id: _id, rev, state, kind, from, to, reason, taskId, feedbackId, remediesDueOn, recordedBy },
    ...{ inspector: inspector.ref as UnitRef, inspectorName: inspector.name },
    ...{ inspected: inspected.ref as UnitRef, inspectedName: inspected.name },
    heads: doc.heads.map(({ head, checked, findings }) => ({
      head,
      checked: checked.map((one) => ({ ...one })),
      findings: findings.map(({ looks, ...finding }) => {
        number += 1;
        return { number, ...finding, looks: looks.map((one) => ({ ...one })) };
      }),
    })),
    missingHeads: missingHeads(doc),
  };
}
