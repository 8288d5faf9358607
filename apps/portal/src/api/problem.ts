import type { Problem, ProblemItem } from '@thongsuot/contracts';

/** What went wrong with a request: a problem+json answer, or `network` and `unreadable-answer`, which have no answer. */
export class ApiProblem extends Error {
  readonly code: string;
  readonly status: number;
  readonly items: readonly ProblemItem[];

  constructor(problem: Partial<Problem> & Pick<Problem, 'code'>) {
    super(problem.detail ?? problem.title ?? problem.code);
    this.name = 'ApiProblem';
    this.code = problem.code;
    this.status = problem.status ?? 0;
    this.items = problem.errors ?? [];
  }

  /** Worth trying again unchanged. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** The part of a "tiếng Việt / English" message in one language; the whole where it has no two parts. */
export function inLanguage(message: string, language: 'vi' | 'en'): string {
  const [vi, en, more] = message.split(' / ');
  if (en === undefined || more !== undefined) return message;
  return language === 'vi' ? (vi ?? message) : en;
}
