import { readFileSync } from 'node:fs';
import { AreaLevel, AgencySlug, AreaVersionId, GroupView, UnitKind, UnitRef } from '@thongsuot/contracts';
import { dataFile } from '@thongsuot/data';
import { isDuplicateKey } from '@thongsuot/mongo-store';
import type { Kit } from '@thongsuot/service-kit';
import { z } from 'zod';
import { unitKey, type Unit } from '../../domain/unit';
import { GROUPS, UNITS } from './indexes';
import { insertUnit, type UnitRow } from './unit-store';

const SeedUnit = z.strictObject({
  agency: AgencySlug,
  name: z.string().min(1),
  kind: UnitKind.exclude(['committee']),
  tags: z.array(z.string()),
  superior: z.string().optional(),
  members: z.array(UnitRef).optional(),
});
const OwnFile = z.object({ areaVersion: AreaVersionId, units: z.array(SeedUnit) });
const Templates = z.object({
  templates: z.array(z.object({ level: AreaLevel, within: z.array(AreaVersionId), units: z.array(SeedUnit) })),
});

/** Files of areas whose own units are known; their template does not apply. */
const OWN_FILES = ['kon-ray-2022.json', 'phuong-2-2024.json'];
const UNITS_A_TRANSACTION = 200;

const read = (name: string): unknown => JSON.parse(readFileSync(dataFile(`units/${name}`), 'utf8'));

/** The units that the product ships: those of the sample plans, and the usual structure of their two provinces. */
export function seedUnits(tree: Kit['areas']['tree']): Unit[] {
  const own = OWN_FILES.map((name) => OwnFile.parse(read(name))).filter(({ areaVersion }) => tree.findById(areaVersion));
  const named = new Set<string>(own.map(({ areaVersion }) => areaVersion));
  const usual = Templates.parse(read('templates.json')).templates.flatMap(({ level, within, units }) =>
    within
      .flatMap((province) => [province, ...tree.childrenOfAllDates(province).map(({ id }) => id)])
      .filter((id) => tree.findById(id)?.level === level && !named.has(id))
      .flatMap((areaVersion) => units.map((unit) => toUnit(areaVersion, unit))),
  );
  return [...own.flatMap(({ areaVersion, units }) => units.map((unit) => toUnit(areaVersion, unit))), ...usual];
}

function toUnit(areaVersion: string, { superior, members, ...seed }: z.infer<typeof SeedUnit>): Unit {
  const rest = { decision: null, validFrom: null, validTo: null };
  return { areaVersion, ...seed, superior: superior ?? null, members: members ?? [], ...rest };
}

/** Records what is missing of the shipped units and groups, whichever replica comes first; never touches what is there. */
export async function plantSeeds(kit: Kit): Promise<void> {
  const rows = kit.store.collection<UnitRow>(UNITS);
  for (;;) {
    const known = new Set((await rows.find({}, { projection: { _id: 1 } }).toArray()).map(({ _id }) => _id));
    const missing = seedUnits(kit.areas.tree).filter((unit) => !known.has(unitKey(unit.areaVersion, unit.agency)));
    if (missing.length === 0) break;
    await kit.unitOfWork
      .run(async (tx) => {
        for (const unit of missing.slice(0, UNITS_A_TRANSACTION)) await insertUnit(tx, unit);
      })
      .catch((error: unknown) => {
        // Another replica was quicker: look again at what is missing.
        if (!isDuplicateKey(error)) throw error;
      });
  }
  const groups = kit.store.collection<GroupView & { _id: string }>(GROUPS);
  for (const group of z.array(GroupView).parse(read('groups.json')))
    await groups.updateOne({ _id: group.key }, { $setOnInsert: group }, { upsert: true });
}
