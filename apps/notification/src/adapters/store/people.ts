import type { PreferencesContent } from '@thongsuot/contracts';
import type { IndexSpec } from '@thongsuot/mongo-store';

export const PEOPLE = 'people';
export const HELD = 'held';
export const FEEDS = 'calendar-feeds';

/** A person's choices and address. `_id` is the account, never a name. */
export interface PersonDoc {
  readonly _id: string;
  readonly rev: number;
  /** Sealed; null where no address is kept. */
  readonly address: string | null;
  readonly choices: PreferencesContent;
  /** What {@link watchKeysOf} gives of a message that this person follows. */
  readonly watch: readonly string[];
}

/** A message that waits for the end of quiet hours or for a digest. */
export interface HeldDoc {
  readonly _id: string;
  readonly person: string;
  readonly message: string;
  /** Business clock. */
  readonly releaseAt: Date;
  readonly digest: boolean;
}

/** A private calendar address; its token is made of the id and a proof, and kept nowhere. */
export interface FeedDoc {
  readonly _id: string;
  readonly person: string;
  readonly createdAt: Date;
  /** Units that the feed shows: the watch keys of its person, or of their own area. */
  readonly watch: readonly string[];
}

export const personIndexes: readonly IndexSpec[] = [
  { collection: PEOPLE, name: 'watch', keys: { watch: 1 }, serves: 'people who follow a unit or an area' },
  { collection: HELD, name: 'release', keys: { releaseAt: 1 }, serves: 'what quiet hours or digests let go' },
  { collection: HELD, name: 'person', keys: { person: 1 }, serves: 'what waits for one person' },
  { collection: FEEDS, name: 'person', keys: { person: 1 }, serves: 'calendar addresses of one person' },
];
