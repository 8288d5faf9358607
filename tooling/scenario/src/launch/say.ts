/** A line of progress, Vietnamese first. Standard error: standard output belongs to the tables. */
export function say(vietnamese: string, english: string): void {
  process.stderr.write(`» ${vietnamese} / ${english}\n`);
}

/** Rewrites the last line of a terminal; where there is no terminal it keeps quiet, the next `say` tells enough. */
export function sayHere(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K  ${text}`);
}

/** Ends the line that {@link sayHere} kept rewriting. */
export function endLine(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001B[K');
}

/** Something that whoever started us has to know or put right; printed without a stack. */
export class LaunchError extends Error {
  override readonly name = 'LaunchError';

  constructor(vietnamese: string, english: string) {
    super(`${vietnamese} / ${english}`);
  }
}
