import { readFileSync } from 'node:fs';
import { inForceOn } from '@thongsuot/calendar';
import { PlainDate } from '@thongsuot/contracts';
import { dataFile } from '@thongsuot/data';
import { z } from 'zod';
import type { DueSoonRule } from '../../domain/task/nearness';

const dated = { validFrom: PlainDate, validTo: PlainDate.nullable() };
const Alerts = z.object({
  dueSoon: z.array(z.object({ ...dated, workingDays: z.number().int().min(0) })),
  ranking: z.array(z.object({ ...dated, minimum: z.number().int().min(0) })),
});

let known: z.infer<typeof Alerts> | undefined;

/** `data/plans/alerts.json`, read once. */
function alerts(): z.infer<typeof Alerts> {
  known ??= Alerts.parse(JSON.parse(readFileSync(dataFile('plans/alerts.json'), 'utf8')));
  return known;
}

/** When a task counts as due soon. */
export function dueSoonRules(): readonly DueSoonRule[] {
  return alerts().dueSoon;
}

/** From how many due tasks on a unit is ranked. */
export function rankingMinimum(on: PlainDate): number {
  return inForceOn(alerts().ranking, on)?.minimum ?? 0;
}
