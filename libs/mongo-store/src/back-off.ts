import { setTimeout as sleep } from 'node:timers/promises';

/** How a wait for an engine goes: 100 ms at first, doubling to 3 s. */
export interface BackOffOptions {
  readonly onFailure?: ((attempt: number, error: Error) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Attempts before the last error is thrown; for ever unless told. */
  readonly attemptsMax?: number;
}

/** Repeats `action` until it succeeds, waiting longer each time. */
export async function retryWithBackOff<T>(action: () => Promise<T>, options: BackOffOptions = {}): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await action();
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      options.onFailure?.(attempt, failure);
      if (options.signal?.aborted || attempt >= (options.attemptsMax ?? Infinity)) throw failure;
      await sleep(Math.min(3000, 100 * 2 ** Math.min(attempt - 1, 5)), undefined, { signal: options.signal }).catch(
        () => undefined,
      );
      if (options.signal?.aborted) throw failure;
    }
  }
}
