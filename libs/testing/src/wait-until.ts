import { setTimeout as sleep } from 'node:timers/promises';

/** Settings of {@link waitUntil}. */
export interface WaitOptions {
  /** Milliseconds after which waiting fails. Default 10,000. */
  readonly timeoutMs?: number;
  /** Milliseconds between two looks. Default 50. */
  readonly intervalMs?: number;
  /** What is waited for, for the error message. */
  readonly what?: string;
}

/**
 * Looks again and again until `look` answers something true, and returns that. A look that throws counts as "not yet".
 * @throws Error naming what was waited for and the last answer or error.
 */
export async function waitUntil<T>(look: () => T | Promise<T>, options: WaitOptions = {}): Promise<NonNullable<T>> {
  const { timeoutMs = 10_000, intervalMs = 50, what = 'the condition' } = options;
  const until = performance.now() + timeoutMs;
  for (;;) {
    let last: unknown;
    try {
      const answer = await look();
      if (answer !== undefined && answer !== null && (answer as unknown) !== false) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (performance.now() >= until) {
      const seen = last instanceof Error ? last.message : String(last);
      throw new Error(`Waited ${timeoutMs} ms for ${what}; last seen: ${seen}`, { cause: last });
    }
    await sleep(intervalMs);
  }
}
