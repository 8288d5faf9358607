import { DossierChanged } from '@thongsuot/contracts';
import { eventsOf, type BatchContext, type ReceivedEvent } from '@thongsuot/messaging';
import { contributeDossier, yearsOfDossier } from '../../domain/contribute-dossier';
import type { AddFlow } from '../../domain/flow';
import type { Projection } from '../store/projection';

/** Adds the changes of dossiers to the figures: contribution(after) − contribution(before), each in its partition. */
export async function projectDossiers(
  events: readonly ReceivedEvent[],
  context: BatchContext,
  projection: Projection,
): Promise<void> {
  const changes = eventsOf(events, DossierChanged);
  const { writer, generation } = await projection.open(context);
  const adderOf = await writer.open(context, 'dossiers', yearsByPartition(changes));
  const adders = new Map<number, AddFlow>();
  const labels = new Map<string, string>();
  for (const { data, partition } of changes) {
    let add = adders.get(partition);
    if (add === undefined) adders.set(partition, (add = adderOf(partition)));
    if (data.before) contributeDossier(data.before, generation.rules, -1, add);
    if (data.after) {
      contributeDossier(data.after, generation.rules, 1, add);
      const { fieldKey, fieldLabel } = data.after;
      if (fieldKey !== null && fieldLabel !== null && !labels.has(fieldKey)) labels.set(fieldKey, fieldLabel);
    }
  }
  await projection.labels.keep(context, labels);
}

function yearsByPartition(changes: readonly ReceivedEvent<DossierChanged>[]): Map<number, Set<string>> {
  const touches = new Map<number, Set<string>>();
  for (const { data, partition } of changes) {
    let years = touches.get(partition);
    if (years === undefined) touches.set(partition, (years = new Set()));
    const seen = (year: string): void => void years.add(year);
    if (data.before) yearsOfDossier(data.before, seen);
    if (data.after) yearsOfDossier(data.after, seen);
  }
  return touches;
}
