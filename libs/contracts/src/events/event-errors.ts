/**
 * An event that can never be handled, however often it is tried: the same bytes give the same error. Only these may be
 * parked; an engine's error must pause instead.
 */
export class DeterministicEventError extends Error {
  readonly deterministic = true;
}

/** Headers or key are not a CloudEvents 1.0 binary mode message of ours. */
export class MalformedEventError extends DeterministicEventError {
  override readonly name = 'MalformedEventError';

  /**
   * @param header - the header (or `key`, `value`) at fault
   * @param reason - what is wrong with it; never holds the value itself
   */
  constructor(
    readonly header: string,
    reason: string,
  ) {
    super(`${header}: ${reason}`);
  }
}

/** The body is not JSON or does not fit the schema of its type. Names paths and rules, never values. */
export class InvalidEventError extends DeterministicEventError {
  override readonly name = 'InvalidEventError';

  constructor(
    readonly eventType: string,
    readonly issues: readonly { readonly path: string; readonly rule: string }[],
  ) {
    super(`${eventType}: ${issues.map(({ path, rule }) => `${path} ${rule}`).join('; ')}`);
  }
}

/** No schema of ours has this type: a newer writer, or not our message. */
export class UnknownEventTypeError extends DeterministicEventError {
  override readonly name = 'UnknownEventTypeError';

  constructor(readonly eventType: string) {
    super(`unknown event type ${eventType}`);
  }
}
