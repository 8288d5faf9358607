/** A command that a rule does not allow. `code` is stable; the text is for people. */
export class RuleBroken extends Error {
  override readonly name = 'RuleBroken';

  constructor(
    readonly code: string,
    readonly vi: string,
    readonly en: string,
    /** Where in the body the fault lies. */
    readonly pointer = '/',
  ) {
    super(`${vi} / ${en}`);
  }
}

/** Something to look at that forbids nothing. */
export interface Finding {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

export function warning(code: string, vi: string, en: string): Finding {
  return { code, severity: 'warning', message: `${vi} / ${en}` };
}
