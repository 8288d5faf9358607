import { readFileSync } from 'node:fs';
import { dataFile } from '@thongsuot/data';
import { z } from 'zod';
import { PLAN_FIELDS, headingWordings, type HeadingWordings } from '../../domain/import/columns';

const wordings = z.array(z.string().trim().min(2)).min(1);
const ColumnHeadings = z.object({ fields: z.record(z.enum(PLAN_FIELDS), wordings) });

let known: HeadingWordings | undefined;

/** The wordings of `data/plans/column-headings.json`, read once. */
export function columnHeadings(): HeadingWordings {
  known ??= headingWordings(
    ColumnHeadings.parse(JSON.parse(readFileSync(dataFile('plans/column-headings.json'), 'utf8'))).fields,
  );
  return known;
}
