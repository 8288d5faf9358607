import { MongoError, MongoServerError } from 'mongodb';

/** Someone else holds the lease or the ledger row now: what this process knew of it is void. */
export class FencedError extends Error {
  override readonly name = 'FencedError';
}

/** True for a unique index's refusal. */
export function isDuplicateKey(error: unknown): error is MongoServerError {
  return error instanceof MongoServerError && error.code === 11000;
}

/**
 * Refusals after which nothing of the transaction stands: a write conflict (112), and a transaction that the server gave up
 * or no longer knows (251). Not every server puts the label that the driver goes by on them.
 */
const LOST_TRANSACTION_CODES: ReadonlySet<unknown> = new Set([112, 251]);

/** True where the transaction as a whole may be run again. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof MongoError)) return false;
  if (error.hasErrorLabel('TransientTransactionError')) return true;
  return error instanceof MongoServerError && LOST_TRANSACTION_CODES.has(error.code);
}

/** True where the commit may or may not have taken place and is to be sent again. */
export function isUnknownCommit(error: unknown): boolean {
  return error instanceof MongoError && error.hasErrorLabel('UnknownTransactionCommitResult');
}

/**
 * True where the fault lies in an engine or the way to it, so that the same input may well succeed later. Everything
 * else that a handler throws depends on its input alone and will happen again.
 */
export function isEngineError(error: unknown): boolean {
  if (error instanceof FencedError || error instanceof MongoError) return true;
  if (!(error instanceof Error)) return false;
  if (error.name.startsWith('Mongo') || error.name.startsWith('KafkaJS') || error.name === 'AbortError') return true;
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && /^(ECONN|ETIMEDOUT|EPIPE|EHOST|ENET|ENOTFOUND|EAI_AGAIN)/.test(code);
}

/** Refusals that depend on what was to be stored: a unique index, a validator, the size of a document. */
const CONTENT_CODES: ReadonlySet<unknown> = new Set([11000, 121, 10334]);

/**
 * True where the store is well and refuses what it was given: the same input will be refused again, unless what it clashed
 * with was written by a transaction just before.
 */
export function isRefusedContent(error: unknown): boolean {
  return error instanceof MongoServerError && CONTENT_CODES.has(error.code) && !isTransient(error);
}
