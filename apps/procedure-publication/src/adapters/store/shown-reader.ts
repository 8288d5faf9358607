import type { AreaVersion } from '@thongsuot/areas';
import type { PlainDate } from '@thongsuot/contracts';
import { findEach } from '@thongsuot/mongo-store';
import type { Kit } from '@thongsuot/service-kit';
import type { Shown } from '../../domain/channels/shown';
import { binds } from '../../domain/duties';
import { VERSIONS } from './indexes';
import { RuleBook } from './ledger-reader';
import { versionKey } from './procedure-store';
import type { VersionDoc } from './rows';

/** The procedures in force for a unit on a day, by field and name: what every channel of it shows. */
export async function shownBy(kit: Kit, unit: AreaVersion, on: PlainDate): Promise<Shown[]> {
  const rules = (await RuleBook.read(kit, kit.areas.tree, [unit.id])).inForce(unit.id, on);
  const asked = new Map(
    [...rules.values()]
      .filter((rule) => binds(rule, unit.level))
      .map((rule) => [versionKey(rule.procedureCode, rule.version), rule.effectiveOn]),
  );
  const versions = await findEach(kit.store.collection<VersionDoc>(VERSIONS), '_id', asked.keys());
  return versions
    .map(({ _id, code, name, field, parts, version }) => ({
      code,
      name,
      field,
      parts,
      version,
      effectiveOn: asked.get(_id) ?? on,
    }))
    .sort((a, b) => a.field.localeCompare(b.field, 'vi') || a.name.localeCompare(b.name, 'vi') || (a.code < b.code ? -1 : 1));
}
