import { useSearchParams } from 'wouter';
import type { FiguresOf } from '../../api/queries';
import { periodAt } from '../../format/period';
import type { Session } from '../../session/session';

/** What the address of a unit's page says, so that a page can be kept, sent and printed as it is. */
export interface UnitAddress {
  readonly of: FiguresOf;
  /** Day that the page looks from, where the address or the token says one. */
  readonly day: string | undefined;
  /** Address of another unit in the same period and reading. */
  readonly hrefOf: (area: string) => string;
  /** Address of the dossiers behind one cell. */
  readonly recordsHref: (column: string, row?: string, area?: string) => string;
  readonly change: (key: 'ky' | 'cach-cong', value: string) => void;
}

/** Reads `ky` (period), `ngay` (day) and `cach-cong` (reading); the token's day decides what is not told. */
export function useUnitAddress(area: string, session: Session | null, systemDay: string): UnitAddress {
  const [search, setSearch] = useSearchParams();
  const on = search.get('ngay') ?? undefined;
  const day = on ?? session?.claims.on ?? undefined;
  const period = search.get('ky') ?? periodAt(day ?? systemDay);
  const reading = search.get('cach-cong') ?? undefined;
  const query = (more: Record<string, string | undefined> = {}): string => {
    const told = Object.entries({ ky: period, ngay: on, 'cach-cong': reading, ...more });
    return new URLSearchParams(told.filter((entry): entry is [string, string] => entry[1] !== undefined)).toString();
  };
  return {
    of: { area, on, period, reading },
    day,
    hrefOf: (code) => `/don-vi/${code}?${query()}`,
    recordsHref: (column, row, code = area) => `/don-vi/${code}/ho-so?${query({ cot: column, dong: row })}`,
    change: (key, value) => {
      setSearch((before) => {
        before.set(key, value);
        return before;
      });
    },
  };
}
