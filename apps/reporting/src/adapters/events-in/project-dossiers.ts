import { DossierChanged, type DossierState } from '@thongsuot/contracts';
import { eventsOf, type BatchContext, type ReceivedEvent } from '@thongsuot/messaging';
import { contributeDossier, yearsOfDossier } from '../../domain/contribute-dossier';
import type { AddFlow } from '../../domain/flow';
import type { RuleSet } from '../../domain/rules';
import type { FigureWriter } from '../store/figure-writer';

/** Adds the changes of dossiers to the figures: contribution(after) − contribution(before), each in its partition. */
export async function projectDossiers(
  events: readonly ReceivedEvent[],
  context: BatchContext,
  writer: FigureWriter,
  rules: RuleSet,
): Promise<void> {
  const changes = eventsOf(events, DossierChanged);
  const adderOf = await writer.open(
    context,
    'dossiers',
    yearsByPartition(changes, (data) => [data.before, data.after]),
  );
  const adders = new Map<number, AddFlow>();
  for (const { data, partition } of changes) {
    let add = adders.get(partition);
    if (add === undefined) adders.set(partition, (add = adderOf(partition)));
    if (data.before) contributeDossier(data.before, rules, -1, add);
    if (data.after) contributeDossier(data.after, rules, 1, add);
  }
}

function yearsByPartition(
  changes: readonly ReceivedEvent<DossierChanged>[],
  statesOf: (data: DossierChanged) => readonly (DossierState | null)[],
): Map<number, Set<string>> {
  const touches = new Map<number, Set<string>>();
  for (const { data, partition } of changes) {
    let years = touches.get(partition);
    if (years === undefined) touches.set(partition, (years = new Set()));
    const seen = (year: string): void => void years.add(year);
    for (const state of statesOf(data)) if (state) yearsOfDossier(state, seen);
  }
  return touches;
}
