import { AreaTree, COUNTRY_CODE, COUNTRY_ID, areaVersionId, type AreaVersion } from '@thongsuot/areas';
import type { AreaCode } from '@thongsuot/contracts';

/** The three tiers as they stood to 30/06/2025, by number: what the targets of the roll-up are stated for. */
export const SYNTHETIC = { provinces: 63, districts: 705, communes: 10_599 } as const;

/** A tree of that size, every commune in a district in turn. The same at every call. */
export function syntheticTree(): AreaTree {
  const open = { validFrom: null, validTo: null } as const;
  const area = (code: string, name: string, level: AreaVersion['level'], parent: string | null): AreaVersion => ({
    id: level === 'country' ? COUNTRY_ID : areaVersionId(code, null),
    code: code as AreaCode,
    name,
    level,
    parentId: parent === null ? null : areaVersionId(parent, null),
    ...open,
  });
  const province = (index: number): string => String(index + 1).padStart(2, '0');
  const district = (index: number): string => String(index + 1).padStart(3, '0');
  const versions: AreaVersion[] = [area(COUNTRY_CODE, 'Cả nước', 'country', null)];
  for (let index = 0; index < SYNTHETIC.provinces; index++)
    versions.push(area(province(index), `Tỉnh ${province(index)}`, 'province', COUNTRY_CODE));
  for (let index = 0; index < SYNTHETIC.districts; index++)
    versions.push(area(district(index), `Huyện ${district(index)}`, 'district', province(index % SYNTHETIC.provinces)));
  for (let index = 0; index < SYNTHETIC.communes; index++) {
    const code = String(index + 1).padStart(5, '0');
    versions.push(area(code, `Xã ${code}`, 'commune', district(index % SYNTHETIC.districts)));
  }
  return AreaTree.from(versions, []);
}
