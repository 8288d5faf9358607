import { z } from 'zod';
import { RuleBroken, warning, type Finding } from '../rule-broken';

export const FORMS = [
  'law',
  'ordinance',
  'decree',
  'pm-decision',
  'circular',
  'council-resolution',
  'committee-decision',
] as const;
export const CONTENTS = ['new', 'amended', 'replaced', 'abolished'] as const;
export type Form = (typeof FORMS)[number];
export type Content = (typeof CONTENTS)[number];

/** Who may regulate procedures in which form of text, `data/procedures/regulation.json`. */
export const RegulationRules = z.object({
  title: z.string(),
  forms: z.array(z.object({ form: z.enum(FORMS), levels: z.array(z.string()) })),
  article: z.string(),
  confirmed: z.boolean(),
});
export type RegulationRules = z.infer<typeof RegulationRules>;

/**
 * A district or commune may put no procedure into a text of its own; the others only in the forms that are theirs.
 * @throws RuleBroken `regulation-not-competent`, with the article
 */
export function assertMayRegulate({ forms, article }: RegulationRules, level: string, form: Form, procedures: number): void {
  const own = forms.some((each) => each.levels.includes(level));
  if (!own && procedures > 0)
    throw new RuleBroken('regulation-not-competent', article, 'this level may regulate no procedure', '/procedures');
  if (own && forms.find((each) => each.form === form)?.levels.includes(level) !== true)
    throw new RuleBroken(
      'form-not-competent',
      'hình thức văn bản không thuộc thẩm quyền',
      'this level issues no such text',
      '/form',
    );
}

/** A text with the procedures in it, as the figures see it. */
export interface CountedText {
  readonly unit: string;
  readonly form: Form;
  readonly contents: readonly Content[];
  readonly assessed: boolean;
}

export interface TextCounts {
  readonly procedures: number;
  readonly contents: Readonly<Record<Content, number>>;
  readonly texts: number;
  readonly forms: Readonly<Record<Form, number>>;
  readonly assessed: number;
}

/** The facts behind a row of II.01 or II.02. Texts without procedures are no part of either. */
export function countTexts(texts: readonly CountedText[]): TextCounts {
  const contents = Object.fromEntries(CONTENTS.map((content) => [content, 0])) as Record<Content, number>;
  const forms = Object.fromEntries(FORMS.map((form) => [form, 0])) as Record<Form, number>;
  const counted = texts.filter((text) => text.contents.length > 0);
  let [procedures, assessed] = [0, 0];
  for (const text of counted) {
    forms[text.form]++;
    for (const content of text.contents) contents[content]++;
    procedures += text.contents.length;
    if (text.assessed) assessed += text.contents.length;
  }
  return { procedures, contents, texts: counted.length, forms, assessed };
}

export function countByUnit(texts: readonly CountedText[]): { rows: (TextCounts & { unit: string })[]; total: TextCounts } {
  const units = [...new Set(texts.filter(({ contents }) => contents.length > 0).map(({ unit }) => unit))].sort();
  const rows = units.map((unit) => ({ unit, ...countTexts(texts.filter((text) => text.unit === unit)) }));
  return { rows, total: countTexts(texts) };
}

/** A text may be issued in a later period than it was assessed in, so more issued than assessed only warns. */
export function regulationFindings(assessed: TextCounts, issued: TextCounts): Finding[] {
  return [
    ...(issued.procedures > assessed.procedures
      ? [
          warning(
            'issued-above-assessed',
            'ban hành nhiều hơn số được đánh giá trong kỳ',
            'more issued than assessed in the period',
          ),
        ]
      : []),
    ...(issued.assessed < issued.procedures
      ? [
          warning(
            'issued-not-assessed',
            'có TTHC ban hành chưa được đánh giá tác động',
            'procedures were issued without an assessment',
          ),
        ]
      : []),
  ];
}
