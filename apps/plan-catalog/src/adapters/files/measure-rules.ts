import { readFileSync } from 'node:fs';
import { dataFile } from '@thongsuot/data';
import { z } from 'zod';
import type { MeasureRule } from '../../domain/task/measure';

const Rules = z.object({
  wordsAMinute: z.number().positive(),
  rules: z.array(
    z.object({
      words: z.array(z.string()).min(1),
      measure: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('rhythm'), everyDays: z.number().int().min(1) }),
        z.object({
          kind: z.literal('figure'),
          figure: z.string().min(1),
          comparison: z.enum(['at-least', 'at-most']),
          percent: z.number().optional(),
          count: z.number().int().optional(),
        }),
        z.object({ kind: z.literal('directives') }),
      ]),
    }),
  ),
});

let known: z.infer<typeof Rules> | undefined;

function file(): z.infer<typeof Rules> {
  known ??= Rules.parse(JSON.parse(readFileSync(dataFile('plans/measures.json'), 'utf8')));
  return known;
}

/** The rules of `data/plans/measures.json`, read once. */
export function measureRules(): readonly MeasureRule[] {
  return file().rules;
}

/** How fast a bulletin is read out. */
export function wordsAMinute(): number {
  return file().wordsAMinute;
}
