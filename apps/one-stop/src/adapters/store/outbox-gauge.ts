import { setTimeout as sleep } from 'node:timers/promises';
import { ProblemError, TOPICS } from '@thongsuot/contracts';
import { OutboxRelayStore, type Store } from '@thongsuot/mongo-store';

/** An import waits while the oldest waiting event is older than this, seconds: others' fresh facts go first. */
const OLDEST_SECONDS_MAX = 2;
const LOOK_EVERY_MS = 250;
const WAIT_MS_MAX = 60_000;

/** Holds an import back while the outbox is behind. */
export class OutboxGauge {
  private readonly outbox: OutboxRelayStore;
  private lookedAt = Number.NEGATIVE_INFINITY;

  constructor(
    store: Store,
    private readonly waitMsMax = WAIT_MS_MAX,
  ) {
    this.outbox = new OutboxRelayStore(store, 'reader', TOPICS['one-stop'].partitions);
  }

  /**
   * Comes back once the outbox is young enough; looks at most four times a second.
   * @param stillHere called at each look, so that what the waiting one holds does not run out
   * @throws ProblemError `service-unavailable` after a minute; the import continues when it is sent again
   */
  async waitUntilYoung(stillHere: () => Promise<void>): Promise<void> {
    if (performance.now() - this.lookedAt < LOOK_EVERY_MS) return;
    const until = performance.now() + this.waitMsMax;
    for (;;) {
      this.lookedAt = performance.now();
      if ((await this.outbox.status()).oldestSeconds <= OLDEST_SECONDS_MAX) return;
      if (performance.now() > until) {
        throw new ProblemError('service-unavailable', {
          detail:
            'Sự kiện chưa gửi đi còn chờ quá lâu; gửi lại cùng khóa để tiếp tục / Events wait too long; send again to continue',
        });
      }
      await stillHere();
      await sleep(LOOK_EVERY_MS);
    }
  }
}
