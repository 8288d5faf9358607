/** A command that the state of a plan or task does not allow. `code` is stable; the text is for people. */
export class RuleBroken extends Error {
  constructor(
    readonly code: string,
    readonly vi: string,
    readonly en: string,
  ) {
    super(`${vi} / ${en}`);
    this.name = 'RuleBroken';
  }
}
