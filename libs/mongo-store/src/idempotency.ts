import { createHash } from 'node:crypto';
import { ProblemError } from '@thongsuot/contracts';
import { systemClock } from '@thongsuot/calendar';
import { isDuplicateKey } from './errors';
import type { IndexSpec } from './indexes';
import type { Tx, UnitOfWork } from './unit-of-work';

const COLLECTION = 'idempotency-keys';
const KEPT_SECONDS = 7 * 24 * 3600;

/** What makes a command the same command: who sends it, where to, under which key, with which body. */
export interface CommandKey {
  readonly caller: string;
  readonly route: string;
  /** The `Idempotency-Key` header. */
  readonly key: string;
  /** Hash of the body as received. */
  readonly bodyHash: string;
}

/** First answer of a command, kept beside what it did. */
interface KeyRow {
  _id: string;
  bodyHash: string;
  answer: unknown;
  at: Date;
}

/** An answer, and whether it is the first one told again. */
export interface CommandAnswer<T> {
  readonly answer: T;
  readonly replayed: boolean;
}

export const idempotencyIndexes: readonly IndexSpec[] = [
  {
    collection: COLLECTION,
    name: 'kept',
    keys: { at: 1 },
    serves: 'keys older than seven days, to let go',
    expireAfterSeconds: KEPT_SECONDS,
  },
];

/** SHA-256 of a body, hex. */
export function hashOf(body: string | Buffer): string {
  return createHash('sha256').update(body).digest('hex');
}

/**
 * Runs a command once per key: the key is written in the command's own transaction, so a client that got no answer
 * repeats it safely, whichever process died in between. The same key with another body is refused.
 */
export class Commands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * @throws ProblemError `idempotency-key-reused` where the key came with another body before.
   */
  async run<T>(key: CommandKey | null, work: (tx: Tx) => Promise<T>): Promise<CommandAnswer<T>> {
    if (!key) return { answer: await this.unitOfWork.run(work), replayed: false };
    const id = hashOf([key.caller, key.route, key.key].join('\n'));
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.unitOfWork.run(async (tx) => {
          const rows = tx.collection<KeyRow>(COLLECTION);
          const before = await rows.findOne({ _id: id }, { session: tx.session });
          if (before) {
            if (before.bodyHash !== key.bodyHash) throw new ProblemError('idempotency-key-reused');
            return { answer: before.answer as T, replayed: true };
          }
          const answer = await work(tx);
          await rows.insertOne({ _id: id, bodyHash: key.bodyHash, answer, at: systemClock.now() }, { session: tx.session });
          return { answer, replayed: false };
        });
      } catch (error) {
        // Two requests with one key at once: the later one finds the first one's answer on its next turn.
        if (!isDuplicateKey(error) || attempt >= 5) throw error;
      }
    }
  }
}
