import { PROBLEMS } from '../problem-table';
import type { ProblemCode } from '../problems';

/** The page `docs/errors/<code>.md` that a problem's `type` leads to. */
export function errorPage(code: ProblemCode): string {
  const { status, title, help } = PROBLEMS[code];
  return [`# ${code}`, `HTTP ${status}`, `## ${title.vi}`, help.vi, `## ${title.en}`, help.en].join('\n\n') + '\n';
}

/** The page `docs/errors/README.md`: every code in one table. */
export function errorIndex(): string {
  const rows = Object.entries(PROBLEMS).map(
    ([code, { status, title }]) => `- [${code}](${code}.md) (${status}): ${title.vi} / ${title.en}`,
  );
  const intro = 'Mã lỗi ổn định của hệ thống / Stable problem codes. Made by `pnpm --filter @thongsuot/contracts run generate`.';
  return ['# Mã lỗi / Problem codes', intro, rows.join('\n')].join('\n\n') + '\n';
}
