import type { PlainDate } from '@thongsuot/contracts';
import { dayVi, type Severity, type Words } from './message';

/** One line of a digest. */
export interface DigestLine {
  readonly unit: string;
  readonly unitName: string;
  readonly kind: string;
  readonly severity: Severity;
  readonly title: Words;
  readonly on: PlainDate;
  readonly dueOn: PlainDate | null;
}

/** Lines of a digest at most; the inbox holds the rest. */
const LINES_MAX = 200;

const WORDS = {
  vi: {
    subject: (count: number, day: PlainDate) => `Thông Suốt: ${count} tin, ${dayVi(day)}`,
    head: (count: number) => `Bạn có ${count} tin:`,
    rest: (count: number) => `… và ${count} tin khác trong hộp thư.`,
    foot: 'Thư tự động; chọn cách nhận tin ở mục Lựa chọn nhận tin.',
  },
  en: {
    subject: (count: number, day: PlainDate) => `Thông Suốt: ${count} messages, ${day}`,
    head: (count: number) => `You have ${count} messages:`,
    rest: (count: number) => `… and ${count} more in the inbox.`,
    foot: 'Sent automatically; choose what you get under notification preferences.',
  },
} as const;

/** Messages gathered into one mail: by unit, then by kind, what is due first on top. */
export function digestOf(lines: readonly DigestLine[], language: 'vi' | 'en', day: PlainDate): { subject: string; text: string } {
  const words = WORDS[language];
  const shown = [...lines].sort(inOrder).slice(0, LINES_MAX);
  const rows: string[] = [words.head(lines.length)];
  let unit: string | null = null;
  let kind: string | null = null;
  for (const line of shown) {
    if (line.unit !== unit) rows.push('', `${line.unitName} (${line.unit})`);
    else if (line.kind !== kind) rows.push('');
    [unit, kind] = [line.unit, line.kind];
    rows.push(`- ${line.title[language]}`);
  }
  if (lines.length > shown.length) rows.push('', words.rest(lines.length - shown.length));
  rows.push('', words.foot);
  return { subject: words.subject(lines.length, day), text: rows.join('\n') };
}

const LAST = '9999-12-31';

function inOrder(a: DigestLine, b: DigestLine): number {
  const key = ({ unit, kind, dueOn, on, title }: DigestLine): string[] => [unit, kind, dueOn ?? LAST, on, title.vi];
  const [left, right] = [key(a), key(b)];
  for (const [index, part] of left.entries()) {
    const other = right[index] ?? '';
    if (part !== other) return part < other ? -1 : 1;
  }
  return 0;
}
