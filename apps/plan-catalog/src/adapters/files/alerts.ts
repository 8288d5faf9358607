import { readFileSync } from 'node:fs';
import { PlainDate } from '@thongsuot/contracts';
import { dataFile } from '@thongsuot/data';
import { z } from 'zod';
import type { DueSoonRule } from '../../domain/task/nearness';

const Alerts = z.object({
  dueSoon: z.array(z.object({ validFrom: PlainDate, validTo: PlainDate.nullable(), workingDays: z.number().int().min(0) })),
});

let rules: readonly DueSoonRule[] | undefined;

/** The thresholds of `data/plans/alerts.json`, read once. */
export function dueSoonRules(): readonly DueSoonRule[] {
  rules ??= Alerts.parse(JSON.parse(readFileSync(dataFile('plans/alerts.json'), 'utf8'))).dueSoon;
  return rules;
}
