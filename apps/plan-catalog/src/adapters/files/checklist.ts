import { readFileSync } from 'node:fs';
import { inForceOn } from '@thongsuot/calendar';
import { InspectionHead, PlainDate, type AnswerOf, type getChecklist } from '@thongsuot/contracts';
import { dataFile } from '@thongsuot/data';
import { z } from 'zod';

const words = { vi: z.string().min(1), en: z.string().min(1) };
const Checklists = z.object({
  versions: z.array(
    z.object({
      validFrom: PlainDate,
      validTo: PlainDate.nullable(),
      confirmed: z.boolean(),
      heads: z.array(
        z.object({ head: InspectionHead, name: z.object(words), items: z.array(z.object({ key: z.string().min(1), ...words })) }),
      ),
    }),
  ),
});

let known: z.infer<typeof Checklists> | undefined;

/** The checklist of `data/inspections/checklists.json` in force on a day. */
export function checklistOn(on: PlainDate): AnswerOf<typeof getChecklist> | undefined {
  known ??= Checklists.parse(JSON.parse(readFileSync(dataFile('inspections/checklists.json'), 'utf8')));
  const version = inForceOn(known.versions, on);
  return version && { validFrom: version.validFrom, confirmed: version.confirmed, heads: version.heads };
}
