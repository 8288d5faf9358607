import type { AreaTree } from '@thongsuot/areas';
import { plainDate } from '@thongsuot/contracts';
import { KON_TUM_2022, QUANG_TRI_2024 } from '../generate/quarters';
import { publicationActs, type PublicationPlot } from './publication';
import type { Act } from './stage';

const days = (...written: string[]): ReturnType<typeof plainDate>[] => written.map((day) => plainDate(day));

const KON_TUM: PublicationPlot = {
  quarter: KON_TUM_2022,
  opening: { number: '918/QĐ-UBND', on: plainDate('2021-12-15'), posted: days('2021-12-16', '2021-12-20', '2021-12-22') },
  change: {
    number: '73/QĐ-UBND',
    on: plainDate('2022-02-14'),
    effectiveOn: plainDate('2022-02-21'),
    codes: ['1.001193', '2.000815'],
    posted: days('2022-02-22', '2022-02-24', '2022-03-01'),
  },
  forgetful: 0.12,
  diligent: [],
};

const QUANG_TRI: PublicationPlot = {
  quarter: QUANG_TRI_2024,
  opening: { number: '2946/QĐ-UBND', on: plainDate('2023-12-15'), posted: days('2023-12-18', '2023-12-20', '2023-12-22') },
  change: {
    number: '402/QĐ-UBND',
    on: plainDate('2024-02-19'),
    effectiveOn: plainDate('2024-02-26'),
    codes: ['1.001193', '1.004873'],
    posted: days('2024-02-27', '2024-02-29', '2024-03-06'),
  },
  forgetful: 0.08,
  diligent: ['19360'],
};

/** What both provinces announce and their units post. */
export function publicationsOf(tree: AreaTree, quarter: { readonly key: string }): Act[] {
  const plot = [KON_TUM, QUANG_TRI].find((each) => each.quarter.key === quarter.key);
  return plot === undefined ? [] : publicationActs(tree, plot);
}
