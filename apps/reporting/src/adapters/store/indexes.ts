import type { IndexSpec } from '@thongsuot/mongo-store';
import { GENERATIONS } from './generations';
import { BOOKS } from './books';

/** Indexes of this service beyond the reliable core's, each with its query. */
export const reportingIndexes: readonly IndexSpec[] = [
  {
    collection: BOOKS,
    name: 'area',
    keys: { area: 1, g: 1, year: 1 },
    serves: 'figures of one area, all partitions, up to a year',
  },
  { collection: GENERATIONS, name: 'state', keys: { state: 1 }, serves: 'the live generation' },
];
