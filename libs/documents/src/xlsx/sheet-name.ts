import { plainText } from '../wording';

const LENGTH_MAX = 31;

/** A name that Excel takes: at most 31 characters, none of \ / ? * [ ] :, no quote at its ends, unlike those before it. */
export function safeSheetName(wanted: string, taken: readonly string[]): string {
  const base =
    plainText(wanted)
      .replace(/[\\/?*[\]:\s]+/gu, ' ')
      .replace(/^'+|'+$/gu, '')
      .trim()
      .slice(0, LENGTH_MAX)
      .trim() || 'Bảng';
  const used = new Set(taken.map((name) => name.toLowerCase()));
  for (let count = 1; ; count += 1) {
    const suffix = count === 1 ? '' : ` (${count})`;
    const name = `${base.slice(0, LENGTH_MAX - suffix.length)}${suffix}`;
    if (!used.has(name.toLowerCase())) return name;
  }
}
