import type { Kit } from '@thongsuot/service-kit';
import { APOLOGIES, DOSSIERS, type ApologyRow, type DossierRow } from './rows';

/**
 * What this service holds, for `/consistency`: dossiers, those that figures count and how many of them are resolved or wait,
 * and apologies by what became of them. Dossiers are counted along indexes, none is read.
 */
export async function oneStopCounts(kit: Kit): Promise<Readonly<Record<string, number>>> {
  const dossiers = kit.store.collection<DossierRow>(DOSSIERS);
  const apologies = kit.store.collection<ApologyRow>(APOLOGIES);
  const [stored, open, nowhereOpen, nowhereDone, byState] = await Promise.all([
    dossiers.countDocuments({ place: { $gte: '' } }),
    dossiers.countDocuments({ openPlace: { $gte: '' } }),
    dossiers.countDocuments({ countsNowhere: 'open' }),
    dossiers.countDocuments({ countsNowhere: 'done' }),
    apologies
      .aggregate<{ _id: { kind: string; state: string }; n: number }>([
        { $group: { _id: { kind: '$kind', state: '$state' }, n: { $sum: 1 } } },
      ])
      .toArray(),
  ]);
  const counted = stored - nowhereOpen - nowhereDone;
  const pending = open - nowhereOpen;
  return {
    dossiers: stored,
    dossiersCounted: counted,
    dossiersPending: pending,
    dossiersResolved: counted - pending,
    ...Object.fromEntries(byState.map(({ _id, n }) => [`apologies.${_id.kind}.${_id.state}`, n])),
  };
}
