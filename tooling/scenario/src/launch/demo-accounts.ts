import { KON_TUM_2022, QUANG_TRI_2024 } from '../generate/quarters';
import type { Account } from './tokens';

/** Areas whose officers and leaders have demonstration accounts, with the day that each looks from. */
const AREAS: readonly { readonly area: string; readonly on: string }[] = [
  ...['19360', '462', '45'].map((area) => ({ area, on: QUANG_TRI_2024.end })),
  ...['614', '23479', '23482', '23485', '23488', '23491', '23494', '23497', '62'].map((area) => ({ area, on: KON_TUM_2022.end })),
];

/** Accounts that `run.json` holds a token for. */
export const DEMO_ACCOUNTS: readonly Account[] = [
  { role: 'administrator' },
  { role: 'portal' },
  ...AREAS.flatMap(({ area, on }) => [{ role: 'officer', area, on } as const, { role: 'leader', area, on } as const]),
];
