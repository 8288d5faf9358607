import type { Instant } from '@thongsuot/contracts';
import { addEvidence } from '../../domain/task/transitions';
import type { Work } from '../ports';
import type { InspectionDoc } from '../records';

/**
 * An inspection that names its task is proof of it: of the occurrence that its feedback opened, else of the one that is due
 * next. Whether the task is done by it is for its officer to say.
 */
export async function proveByInspection(
  work: Pick<Work, 'tasks'>,
  doc: InspectionDoc,
  act: { readonly by: string; readonly at: Instant },
): Promise<void> {
  if (doc.taskId === null) return;
  const lines = await work.tasks.ofTask(doc.taskId);
  const open = lines.filter(({ status }) => status !== 'completed' && status !== 'cancelled');
  const line = lines.find((one) => one.key === doc.feedbackId) ?? open[0];
  if (!line?.occurrence || line.status === 'cancelled') return;
  const reference = `inspection/${doc._id}`;
  if (line.occurrence.evidence.some((one) => one.reference === reference)) return;
  const occurrence = addEvidence(line.occurrence, { kind: 'report', reference, ...act });
  await work.tasks.save([{ line, moved: { occurrence, changes: [] } }]);
}
