import type { Problem } from '@thongsuot/contracts';
import { currentSession } from '../session/session';
import { ApiProblem } from './problem';

const ROOT = '/api/v1';

export interface Asked {
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
  /** Fields that the answer must have to be usable. */
  readonly fields: readonly string[];
}

/** Path and query of a request, without what is undefined. */
export function addressOf(path: string, query: Asked['query'] = {}): string {
  const told = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '');
  return told.length === 0 ? path : `${path}?${new URLSearchParams(told).toString()}`;
}

/**
 * Asks the gateway, as whoever is signed in.
 * @throws ApiProblem
 */
export function ask<T>(path: string, { query, signal, fields }: Asked): Promise<T> {
  return send<T>(addressOf(path, query), { ...(signal ? { signal } : {}) }, fields);
}

/**
 * Sends a command. The same key with the same body is carried out once, however often it is sent.
 * @throws ApiProblem
 */
export function command<T>(path: string, body: unknown, key: string, fields: readonly string[]): Promise<T> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': key };
  return send<T>(path, { method: 'POST', headers, body: JSON.stringify(body) }, fields);
}

async function send<T>(path: string, init: RequestInit, fields: readonly string[]): Promise<T> {
  const headers = new Headers(init.headers);
  headers.set('accept', 'application/json');
  const session = currentSession();
  if (session) headers.set('authorization', `Bearer ${session.token}`);
  let response: Response;
  try {
    response = await fetch(ROOT + path, { ...init, headers });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiProblem({ code: 'network' });
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) {
    throw new ApiProblem({
      code: 'unreadable-answer',
      ...(isRecord(answer) ? (answer as Partial<Problem>) : {}),
      status: response.status,
    });
  }
  if (!isRecord(answer) || !fields.every((field) => field in answer)) throw new ApiProblem({ code: 'unreadable-answer' });
  return answer as T;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** A key for one command. Works without `crypto.randomUUID`, which browsers keep from plain-http addresses in a local network. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte, index) => {
    const value = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte;
    return value.toString(16).padStart(2, '0');
  }).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
