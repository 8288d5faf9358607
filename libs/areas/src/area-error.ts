/** Stable codes of everything this package refuses. */
export type AreaErrorCode =
  | 'area-not-found'
  | 'area-version-not-found'
  | 'area-not-valid-on'
  | 'area-tree-inconsistent'
  | 'area-changed-twice'
  | 'area-code-in-use'
  | 'area-parent-invalid'
  | 'area-children-unassigned'
  | 'area-lives-differ'
  | 'area-act-same-day'
  | 'area-act-invalid';

/** An area, version or act that cannot be accepted; `subject` is the code or version id concerned. */
export class AreaError extends Error {
  override readonly name = 'AreaError';

  constructor(
    readonly code: AreaErrorCode,
    readonly subject: string,
    /** Vietnamese / English. */
    message: string,
  ) {
    super(message);
  }
}
