import type { Kit } from '@thongsuot/service-kit';
import { APOLOGIES, DOSSIERS, type ApologyRow, type DossierRow } from './rows';

/**
 * What this service holds, for `/consistency`: dossiers, those not withdrawn, the changes stated of them (as many
 * dossier events were numbered), and apologies by what became of them.
 */
export async function oneStopCounts(kit: Kit): Promise<Readonly<Record<string, number>>> {
  const dossiers = kit.store.collection<DossierRow>(DOSSIERS);
  const apologies = kit.store.collection<ApologyRow>(APOLOGIES);
  const [stored, sums, byState] = await Promise.all([
    dossiers.countDocuments(),
    dossiers
      .aggregate<{ live: number; changes: number; resolved: number }>([
        {
          $group: {
            _id: null,
            live: { $sum: { $cond: ['$state.deleted', 0, 1] } },
            resolved: { $sum: { $cond: [{ $and: ['$state.resolvedOn', { $not: ['$state.deleted'] }] }, 1, 0] } },
            changes: { $sum: '$changes' },
          },
        },
      ])
      .next(),
    apologies
      .aggregate<{ _id: { kind: string; state: string }; n: number }>([
        { $group: { _id: { kind: '$kind', state: '$state' }, n: { $sum: 1 } } },
      ])
      .toArray(),
  ]);
  return {
    dossiers: stored,
    dossiersLive: sums?.live ?? 0,
    dossiersResolved: sums?.resolved ?? 0,
    dossierChanges: sums?.changes ?? 0,
    ...Object.fromEntries(byState.map(({ _id, n }) => [`apologies.${_id.kind}.${_id.state}`, n])),
  };
}
