import { useSyncExternalStore } from 'react';
import { readClaims, type Claims } from './claims';
import { readStored, writeStored } from './stored';

/** Someone signed in. */
export interface Session {
  readonly token: string;
  readonly claims: Claims;
}

const STORED = 'thongsuot.token';
const listeners = new Set<() => void>();
let current: Session | null | undefined;

function sessionOf(token: string | null): Session | null {
  const claims = token === null ? null : readClaims(token);
  return token === null || claims === null ? null : { token, claims };
}

/** Who is signed in; the token lives in this tab alone and goes when it is closed. */
export function currentSession(): Session | null {
  current ??= sessionOf(readStored('session', STORED));
  return current;
}

/** @returns false where the text is no service token */
export function signIn(token: string): boolean {
  const session = sessionOf(token.trim());
  if (session === null) return false;
  keep(session);
  return true;
}

export function signOut(): void {
  keep(null);
}

function keep(session: Session | null): void {
  current = session;
  writeStored('session', STORED, session?.token ?? null);
  for (const listener of listeners) listener();
}

export function useSession(): Session | null {
  return useSyncExternalStore(subscribe, currentSession);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
