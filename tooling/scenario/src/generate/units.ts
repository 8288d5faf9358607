import type { AreaTree } from '@thongsuot/areas';
import { COMMUNE_PROCEDURES, DISTRICT_AGENCIES, DISTRICT_PROCEDURES, PROVINCE_AGENCIES, type Procedure } from './procedures';
import { chanceOf } from './random';
import type { Quarter } from './quarters';

/** How a unit works: shares of its dossiers, all between 0 and 1. */
export interface Profile {
  readonly online: number;
  /** Of those with a fee. */
  readonly paidOnline: number;
  readonly digitised: number;
  readonly late: number;
  /** Of those not late: resolved before the promised day. */
  readonly early: number;
  readonly eResult: number;
}

/** A unit that resolves procedures, with what it is asked for and how it works. */
export interface ResolvingUnit {
  /** Code of its area. */
  readonly area: string;
  /** Slug of the agency; null for the People's Committee itself. */
  readonly agency: string | null;
  readonly level: 'commune' | 'district' | 'province';
  /** District that a commune lies in. */
  readonly district: string | null;
  /** `Z1Z2.Y1Y2` of its dossier codes. */
  readonly codeParts: string;
  readonly procedures: readonly Procedure[];
  /** Dossiers received in the quarter. */
  readonly volume: number;
  readonly profile: Profile;
}

/** The ward whose plan sets targets: it meets nearly all of them, with one or two dossiers late. */
const PHUONG_2: Profile = { online: 0.62, paidOnline: 0.42, digitised: 1, late: 0.007, early: 0.8, eResult: 0.9 };

/** Share of the usual number of dossiers, `SCENARIO_SHARE` (0–1, 1 unless told): tests play the same story with fewer. */
function volumeShare(): number {
  const share = Number(process.env['SCENARIO_SHARE'] ?? '1');
  if (!(share > 0 && share <= 1)) throw new RangeError('SCENARIO_SHARE: 0 < share ≤ 1');
  return share;
}

/** Every unit of a province that resolves procedures: communes, districts with their agencies, departments. */
export function unitsOf(tree: AreaTree, quarter: Quarter, seed: string): ResolvingUnit[] {
  const on = quarter.end;
  const province = tree.resolve(quarter.province, on);
  const units: ResolvingUnit[] = [];
  const share = volumeShare();
  const add = (unit: Omit<ResolvingUnit, 'volume' | 'profile'>, mean: number): void => {
    const chance = chanceOf(seed, `${quarter.key}/${unit.area}/${unit.agency ?? ''}/profile`);
    const spread = 0.55 + 0.9 * chance.next();
    units.push({
      ...unit,
      volume: Math.max(5, Math.round(mean * spread * share)),
      profile: unit.area === '19360' ? PHUONG_2 : profileOf(quarter, unit.level, chance.next(), chance.next()),
    });
  };
  for (const [index, agency] of PROVINCE_AGENCIES.entries()) {
    const base = { area: province.code, agency: agency.slug, level: 'province', district: null } as const;
    add({ ...base, codeParts: `00.${two(index + 1)}`, procedures: agency.procedures }, quarter.agencyVolume * agency.size);
  }
  for (const [index, district] of tree.children(province.id, on).entries()) {
    const place = two(index + 21);
    const base = { area: district.code, level: 'district', district: district.code } as const;
    add({ ...base, agency: null, codeParts: `00.${place}`, procedures: DISTRICT_PROCEDURES }, quarter.districtVolume);
    for (const [office, agency] of DISTRICT_AGENCIES.entries()) {
      const codeParts = `${two(90 + office)}.${place}`;
      add({ ...base, agency: agency.slug, codeParts, procedures: agency.procedures }, quarter.districtVolume * agency.size);
    }
    for (const [number, commune] of tree.children(district.id, on).entries()) {
      add(
        {
          area: commune.code,
          agency: null,
          level: 'commune',
          district: district.code,
          codeParts: `${two(number + 1)}.${place}`,
          procedures: COMMUNE_PROCEDURES,
        },
        quarter.communeVolume * (/^(Phường|Thị trấn)/.test(commune.name) ? 1.4 : 0.93),
      );
    }
  }
  return units;
}

/** @param zeal, @param slack in [0, 1): how far the unit is ahead with online services, and how often it runs late */
function profileOf(quarter: Quarter, level: ResolvingUnit['level'], zeal: number, slack: number): Profile {
  const early = quarter.key === '2022-Q1';
  const bonus = level === 'province' ? 0.15 : level === 'district' ? 0.08 : 0;
  const share = (low: number, high: number): number => Math.min(0.97, low + (high - low) * zeal + bonus);
  return {
    online: early ? share(0.05, 0.3) : share(0.25, 0.75),
    paidOnline: early ? share(0.01, 0.08) : share(0.12, 0.55),
    digitised: early ? share(0.15, 0.5) : share(0.55, 0.95),
    late: (early ? 0.045 : 0.025) * slack,
    early: 0.72 + 0.22 * zeal,
    eResult: early ? share(0.05, 0.25) : share(0.4, 0.85),
  };
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
