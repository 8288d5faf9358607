import { plainDate, type PlainDate } from '@thongsuot/contracts';

/** One plan's own first quarter, as the demonstration plays it. */
export interface Quarter {
  readonly key: '2022-Q1' | '2024-Q1';
  /** Province whose units act in it. */
  readonly province: string;
  /** Entity code of the province in dossier codes (QĐ 20/2020/QĐ-TTg). */
  readonly entity: string;
  /** First day of the reporting window, and of the play. */
  readonly from: PlainDate;
  /** Last day of the reporting window. */
  readonly to: PlainDate;
  /** Day on which the scenario's clock ends up. */
  readonly end: PlainDate;
  /** Area whose plan is played. */
  readonly planArea: string;
  /** Dossiers a commune receives in a quarter, on average. */
  readonly communeVolume: number;
  readonly districtVolume: number;
  readonly agencyVolume: number;
}

/** Kon Rẫy's plan of 2022 and the province around it. */
export const KON_TUM_2022: Quarter = {
  key: '2022-Q1',
  province: '62',
  entity: 'H34',
  from: plainDate('2021-12-15'),
  to: plainDate('2022-03-14'),
  end: plainDate('2022-03-16'),
  planArea: '614',
  communeVolume: 166,
  districtVolume: 180,
  agencyVolume: 260,
};

/** Phường 2's plan of 2024 and the province around it. */
export const QUANG_TRI_2024: Quarter = {
  key: '2024-Q1',
  province: '45',
  entity: 'H50',
  from: plainDate('2023-12-15'),
  to: plainDate('2024-03-14'),
  end: plainDate('2024-03-16'),
  planArea: '19360',
  communeVolume: 180,
  districtVolume: 220,
  agencyVolume: 330,
};

/** Both, in the order in which they are played. */
export const QUARTERS: readonly Quarter[] = [KON_TUM_2022, QUANG_TRI_2024];
