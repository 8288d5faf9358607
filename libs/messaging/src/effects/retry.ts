/** The receiver will never take it: there is no use in trying again. */
export class EffectRefused extends Error {
  override readonly name = 'EffectRefused';
}

/** Not now, but after a while that the receiver names itself. */
export class EffectPostponed extends Error {
  override readonly name = 'EffectPostponed';

  constructor(
    message: string,
    readonly afterMs: number,
  ) {
    super(message);
  }
}

/** Milliseconds to wait after the `attempt`-th failure (1 is the first); null gives up. */
export type RetrySchedule = (attempt: number) => number | null;

const JITTER = 0.2;

/**
 * Waits as a list names them, each up to a fifth longer or shorter, so that what failed together does not come back together.
 * After the last one it gives up.
 */
export function retriesAfter(secondsList: readonly number[], random: () => number = Math.random): RetrySchedule {
  return (attempt) => {
    const seconds = secondsList[attempt - 1];
    return seconds === undefined ? null : Math.round(seconds * 1000 * (1 + JITTER * (2 * random() - 1)));
  };
}

/** 2 s at first, doubling to an hour; gives up after `attemptsMax`. */
export function doublingRetries(attemptsMax: number, random: () => number = Math.random): RetrySchedule {
  const seconds = Array.from({ length: attemptsMax - 1 }, (_, index) => Math.min(3600, 2 ** (index + 1)));
  return retriesAfter(seconds, random);
}
