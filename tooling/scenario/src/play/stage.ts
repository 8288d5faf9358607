import type { PlainDate } from '@thongsuot/contracts';
import type { Quarter } from '../generate/quarters';
import type { Account } from '../launch/tokens';
import type { Api } from './api';
import type { Progress } from './progress';

/** What every act of the play works with. */
export interface Stage {
  readonly api: Api;
  readonly progress: Progress;
  readonly quarter: Quarter;
  /** Day of the scenario's clock. */
  readonly day: PlainDate;
  /** Key of a request, the same whenever this act is done again. */
  readonly key: (what: string) => string;
}

/** Something that happens on a day of the play. */
export interface Act {
  readonly on: PlainDate;
  readonly name: string;
  readonly play: (stage: Stage) => Promise<void>;
}

/** Whoever runs the installation. */
export const ADMINISTRATOR: Account = { role: 'administrator' };
/** The public page, through which citizens write. */
export const PORTAL: Account = { role: 'portal' };

/** An officer of an area, looking from the clock's own day. */
export function officerOf(area: string): Account {
  return { role: 'officer', area };
}
