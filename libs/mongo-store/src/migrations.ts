import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '@thongsuot/calendar';
import type { Db } from 'mongodb';
import { Leases } from './lease';
import type { Store } from './store';

const COLLECTION = 'migrations';
const LEASE_MS = 30_000;
const NAME = /^\d{3}-[a-z]+(-[a-z0-9]+)+$/;

/** A forward-only change of stored data, in a file `NNN-verb-noun.ts`. It must be safe to run again after a crash. */
export interface Migration {
  /** `NNN-verb-noun`, as its file. */
  readonly name: string;
  up(db: Db): Promise<void>;
}

interface MigrationRow {
  _id: string;
  at: Date;
}

/** Runs what has not run yet, in order of name, one process at a time; the others wait for it. */
export async function migrate(store: Store, owner: string, migrations: readonly Migration[]): Promise<string[]> {
  const ordered = [...migrations].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const [index, { name }] of ordered.entries()) {
    if (!NAME.test(name)) throw new Error(`migration ${name} is not named NNN-verb-noun`);
    if (ordered[index - 1]?.name.slice(0, 3) === name.slice(0, 3)) throw new Error(`migrations share the number of ${name}`);
  }
  if (ordered.length === 0) return [];
  const leases = new Leases(store, owner);
  while (!(await leases.acquire('migrations', LEASE_MS))) await sleep(250);
  const renewal = setInterval(() => {
    leases.acquire('migrations', LEASE_MS).catch(() => undefined);
  }, LEASE_MS / 3);
  try {
    const rows = store.collection<MigrationRow>(COLLECTION);
    const done = new Set((await rows.find().toArray()).map((row) => row._id));
    const ran: string[] = [];
    for (const migration of ordered) {
      if (done.has(migration.name)) continue;
      await migration.up(store.db);
      await rows.insertOne({ _id: migration.name, at: systemClock.now() }, { writeConcern: { w: 'majority', journal: true } });
      ran.push(migration.name);
    }
    return ran;
  } finally {
    clearInterval(renewal);
    await leases.release('migrations');
  }
}
