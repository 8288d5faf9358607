import type { PlainDate } from '@thongsuot/contracts';
import { z } from 'zod';
import { RuleBroken } from '../rule-broken';

const day = z.string().transform((text) => text as PlainDate);

/** Vocabularies of online services with their days, and what leads from one to another, `data/procedures/online-levels.json`. */
export const OnlineLevels = z.object({
  title: z.string(),
  vocabularies: z.array(
    z.object({
      key: z.string(),
      validFrom: day,
      validTo: day.nullable(),
      levels: z.array(z.string()),
      /** Levels that need a published reason. */
      reasonFor: z.array(z.string()),
      legalBasis: z.string(),
      confirmed: z.boolean(),
    }),
  ),
  mappings: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      levels: z.record(z.string(), z.string()),
      legalBasis: z.string(),
      confirmed: z.boolean(),
    }),
  ),
});
export type OnlineLevels = z.infer<typeof OnlineLevels>;
export type Vocabulary = OnlineLevels['vocabularies'][number];

/** @throws RuleBroken `no-vocabulary` before there were online services */
export function vocabularyOn({ vocabularies }: OnlineLevels, on: PlainDate): Vocabulary {
  const found = vocabularies.find(({ validFrom, validTo }) => validFrom <= on && (validTo === null || on <= validTo));
  if (!found) throw new RuleBroken('no-vocabulary', `chưa có từ vựng cho ngày ${on}`, 'no vocabulary was in force', '/validFrom');
  return found;
}

/** @throws RuleBroken `vocabulary-unknown` */
export function vocabularyNamed({ vocabularies }: OnlineLevels, key: string): Vocabulary {
  const found = vocabularies.find((vocabulary) => vocabulary.key === key);
  if (!found) throw new RuleBroken('vocabulary-unknown', `không có từ vựng ${key}`, 'there is no such vocabulary', '/vocabulary');
  return found;
}

/** @throws RuleBroken where the level is of another vocabulary, or lacks the published reason that its vocabulary asks for */
export function assertLevel(
  vocabulary: Vocabulary,
  { level, reason, reasonUrl }: { level: string; reason: string | null; reasonUrl: string | null },
): void {
  if (!vocabulary.levels.includes(level))
    throw new RuleBroken(
      'level-of-another-vocabulary',
      `mức "${level}" không thuộc ${vocabulary.legalBasis}`,
      'not a level of that day',
      '/level',
    );
  if (vocabulary.reasonFor.includes(level) && (reason === null || reasonUrl === null))
    throw new RuleBroken('reason-not-published', 'một phần phải công khai lý do', 'it needs a published reason', '/reason');
}

/** The level in another vocabulary; null where no mapping leads there: then the two are not compared. */
export function levelIn({ mappings }: OnlineLevels, from: { vocabulary: string; level: string }, to: string): string | null {
  if (from.vocabulary === to) return from.level;
  return mappings.find((mapping) => mapping.from === from.vocabulary && mapping.to === to)?.levels[from.level] ?? null;
}

export interface OnlineEntry {
  readonly procedureCode: string;
  readonly vocabulary: string;
  readonly level: string;
}

/** Distinct procedures by level of one vocabulary; one that two units offer counts once, at the first level its vocabulary names. */
export function countLevels(
  data: OnlineLevels,
  vocabulary: Vocabulary,
  entries: readonly OnlineEntry[],
): { levels: Record<string, number>; notComparable: number } {
  // The higher level comes first where full stands before partial; with numbers it is the last.
  const order = vocabulary.levels.every((level) => /^\d+$/u.test(level)) ? [...vocabulary.levels].reverse() : vocabulary.levels;
  const best = new Map<string, string | null>();
  for (const entry of entries) {
    const level = levelIn(data, entry, vocabulary.key);
    const known = best.get(entry.procedureCode) ?? null;
    if (level === null || (known !== null && order.indexOf(known) <= order.indexOf(level))) best.set(entry.procedureCode, known);
    else best.set(entry.procedureCode, level);
  }
  const levels = Object.fromEntries(vocabulary.levels.map((level) => [level, 0]));
  let notComparable = 0;
  for (const level of best.values()) {
    if (level === null) notComparable++;
    else levels[level] = (levels[level] ?? 0) + 1;
  }
  return { levels, notComparable };
}
