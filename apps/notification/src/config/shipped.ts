import { readFileSync } from 'node:fs';
import { MessageKind, RuleContent, TemplateTexts } from '@thongsuot/contracts';
import { dataFile } from '@thongsuot/data';
import { z } from 'zod';
import type { ScopedRule } from '../domain/rules';
import type { TemplateBook } from '../domain/template';
import { checkTexts } from '../domain/variables';

const Rules = z.object({ rules: z.array(RuleContent) });
const Templates = z.object({
  mail: TemplateTexts.omit({ title: true }),
  titles: z.record(MessageKind, TemplateTexts.shape.title),
});
const seconds = z.array(z.int().min(1)).min(1);
const Delivery = z.object({
  email: z.object({ retryAfterSeconds: seconds }),
  webhook: z.object({
    retryAfterSeconds: seconds,
    timeoutSeconds: z.int().min(1),
    disableAfterFailures: z.int().min(1),
    secretOverlapHours: z.int().min(0),
  }),
  calendar: z.object({
    alarmWorkingDaysBefore: z.array(z.int().min(1)).max(5),
    alarmAt: z.string().regex(/^\d{2}:\d{2}$/),
  }),
});
export type DeliveryData = z.infer<typeof Delivery>;

function read(name: string): unknown {
  return JSON.parse(readFileSync(dataFile(`notification/${name}.json`), 'utf8'));
}

/** The rules the product ships, for everywhere. */
export function shippedRules(): ScopedRule[] {
  return Rules.parse(read('rules')).rules.map((content) => ({ id: `shipped:${content.key}`, area: null, content }));
}

/** The words the product ships. @throws Error where they name what their kind does not know */
export function shippedTemplates(): TemplateBook {
  const { mail, titles } = Templates.parse(read('templates'));
  const book = Object.fromEntries(MessageKind.options.map((kind) => [kind, { title: titles[kind], ...mail }])) as TemplateBook;
  for (const kind of MessageKind.options) {
    const [fault] = checkTexts(kind, book[kind]);
    if (fault) throw new Error(`${kind}${fault.pointer}: ${fault.code} ${fault.at}`);
  }
  return book;
}

/** How messages are carried. */
export function deliveryData(): DeliveryData {
  return Delivery.parse(read('delivery'));
}
