import { readFileSync } from 'node:fs';
import { AreaCode, AreaLevel, PlainDate } from '@thongsuot/contracts';
import { dataFile } from '@thongsuot/data';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { AreaTree } from './area-tree';
import { AreaVersion, COUNTRY_CODE, COUNTRY_ID, Succession, areaVersionId } from './area-version';
import { dayBefore } from './days';
import { InheritanceRule } from './inheritance';

/** The reorganisation the reference data tell of, with the texts it rests on. */
export const ReferenceAct = z.strictObject({
  id: z.string(),
  effectiveOn: PlainDate,
  title: z.string(),
  abolishedLevels: z.array(AreaLevel),
  legalBasis: z.array(
    z.strictObject({
      number: z.string(),
      issuer: z.string(),
      issuedOn: PlainDate,
      subject: z.string(),
      confirmed: z.boolean().describe('False: number or date not checked against the printed text'),
    }),
  ),
  areas: z.string().describe('Table of both trees'),
  successions: z.string().describe('Table of what became of what'),
});
export type ReferenceAct = z.infer<typeof ReferenceAct>;

interface AreaRow {
  era: string;
  code: string;
  name: string;
  level: AreaLevel;
  parent_code: string;
}
interface SuccessionRow {
  old_code: string;
  new_code: string;
  extent: 'whole' | 'part';
  default_successor: string;
}

let loaded: AreaTree | undefined;

/**
 * The whole country before and after 01/07/2025: 63 provinces, 696 districts, 10,035 communes to 30/06/2025 and 34
 * provinces, 3,321 communes from then on, with their successions. The first days of the earlier tree are not known, so
 * its versions are open to the past (`19360.open`); use it for 2022–2025 and say so. Read once per process.
 */
export function loadReferenceTree(): AreaTree {
  loaded ??= readReferenceTree();
  return loaded;
}

/** Acts behind the reference tree. */
export function loadReferenceActs(): ReferenceAct[] {
  return z.array(ReferenceAct).parse(JSON.parse(readFileSync(dataFile('areas/acts.json'), 'utf8')));
}

function readReferenceTree(): AreaTree {
  const act = loadReferenceActs()[0];
  if (!act) throw new Error('data/areas/acts.json names no act');
  const rules = z.array(InheritanceRule).parse(JSON.parse(readFileSync(dataFile('areas/inheritance-rules.json'), 'utf8')));
  const country: AreaVersion = {
    id: COUNTRY_ID,
    code: COUNTRY_CODE,
    name: 'Cả nước',
    level: 'country',
    parentId: null,
    validFrom: null,
    validTo: null,
  };
  const areas = readTable<AreaRow>(act.areas).map((row) => toVersion(row, act));
  const successions = readTable<SuccessionRow>(act.successions).map((row): Succession => ({
    from: areaVersionId(row.old_code, null),
    to: areaVersionId(row.new_code, act.effectiveOn),
    extent: row.extent,
    isDefault: row.extent === 'whole' || row.default_successor === 'yes',
  }));
  return AreaTree.from([country, ...areas], successions, rules);
}

function toVersion(row: AreaRow, act: ReferenceAct): AreaVersion {
  const isNew = row.era === `from-${act.effectiveOn}`;
  const validFrom = isNew ? act.effectiveOn : null;
  const shared = {
    id: areaVersionId(row.code, validFrom),
    code: row.code as AreaCode,
    name: row.name,
    level: row.level,
    parentId: row.parent_code === '' ? COUNTRY_ID : areaVersionId(row.parent_code, validFrom),
    validFrom,
  };
  return isNew ? { ...shared, validTo: null, act: act.id } : { ...shared, validTo: dayBefore(act.effectiveOn) };
}

function readTable<Row>(name: string): Row[] {
  return parse<Row>(readFileSync(dataFile(`areas/${name}`), 'utf8'), { columns: true });
}
