import { readFileSync } from 'node:fs';
import { AreaCode, AreaLevel, PlainDate } from '@thongsuot/contracts';
import { dataFile } from '@thongsuot/data';
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

const AREA_COLUMNS = ['era', 'code', 'name', 'level', 'parent_code'] as const;
const SUCCESSION_COLUMNS = ['level', 'old_code', 'new_code', 'extent', 'default_successor'] as const;

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
  const lastDayBefore = dayBefore(act.effectiveOn);
  const areas = readTable(act.areas, AREA_COLUMNS).map((row) => toVersion(row, act, lastDayBefore));
  const successions = readTable(act.successions, SUCCESSION_COLUMNS).map(
    ([, oldCode = '', newCode = '', extent, chosen]): Succession => ({
      from: areaVersionId(oldCode, null),
      to: areaVersionId(newCode, act.effectiveOn),
      extent: extent === 'part' ? 'part' : 'whole',
      isDefault: extent !== 'part' || chosen === 'yes',
    }),
  );
  return AreaTree.from([country, ...areas], successions, rules);
}

function toVersion(
  [era, code = '', name = '', level, parentCode = '']: string[],
  act: ReferenceAct,
  lastDayBefore: PlainDate,
): AreaVersion {
  const isNew = era === `from-${act.effectiveOn}`;
  const validFrom = isNew ? act.effectiveOn : null;
  const version = {
    id: areaVersionId(code, validFrom),
    code: code as AreaCode,
    name,
    level: level as AreaLevel,
    parentId: parentCode === '' ? COUNTRY_ID : areaVersionId(parentCode, validFrom),
    validFrom,
    validTo: isNew ? null : lastDayBefore,
  };
  return isNew ? Object.assign(version, { act: act.id }) : version;
}

/**
 * Rows of one of our own generated tables. Their generator writes no quotes, which lets 25,000 rows be read in a tenth
 * of the time a CSV parser takes; a quoted file is refused rather than misread.
 */
function readTable(name: string, columns: readonly string[]): string[][] {
  const text = readFileSync(dataFile(`areas/${name}`), 'utf8');
  const [header, ...lines] = text.split('\n');
  if (text.includes('"') || header !== columns.join(',')) throw new Error(`data/areas/${name}: unexpected header or quotes`);
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line, index) => {
    const values = line.split(',');
    if (values.length !== columns.length) throw new Error(`data/areas/${name}: line ${index + 2} has ${values.length} values`);
    return values;
  });
}
