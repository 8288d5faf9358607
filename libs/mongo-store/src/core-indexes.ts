import { auditIndexes } from './audit';
import { idempotencyIndexes } from './idempotency';
import type { IndexSpec } from './indexes';
import { leaseCollections } from './lease';
import { ledgerCollections } from './ledger';
import { STREAM_COLLECTION, outboxIndexes } from './outbox-pack';
import { parkedIndexes } from './parked';
import { sessionPoolIndexes } from './session-pool';

/** Indexes of the reliable core, in every service's database. */
export const coreIndexes: readonly IndexSpec[] = [
  ...auditIndexes,
  ...idempotencyIndexes,
  ...outboxIndexes,
  ...parkedIndexes,
  ...sessionPoolIndexes,
];

/** Collections of the reliable core that need no index but `_id`. */
export const coreCollections: readonly string[] = [STREAM_COLLECTION, 'migrations', ...leaseCollections, ...ledgerCollections];
