import type { ProblemItem } from './http/problem';
import { PROBLEMS } from './problem-table';

/** Stable code of a problem. */
export type ProblemCode = keyof typeof PROBLEMS;

/** True when `text` is a code of {@link PROBLEMS}. */
export function isProblemCode(text: string): text is ProblemCode {
  return Object.hasOwn(PROBLEMS, text);
}

/** Details of a {@link ProblemError}. */
export interface ProblemDetails {
  /** Vietnamese / English, says what happened this time; no personal data. */
  readonly detail?: string;
  /** Where in the input, by pointer or by row and column. */
  readonly errors?: readonly ProblemItem[];
}

/** A refusal by a rule of the domain. Which HTTP status it becomes is the table's business, not the thrower's. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly detail?: string;
  readonly errors?: readonly ProblemItem[];

  constructor(
    readonly code: ProblemCode,
    details: ProblemDetails = {},
  ) {
    super(details.detail ?? `${PROBLEMS[code].title.vi} / ${PROBLEMS[code].title.en}`);
    if (details.detail !== undefined) this.detail = details.detail;
    if (details.errors !== undefined) this.errors = details.errors;
  }
}
