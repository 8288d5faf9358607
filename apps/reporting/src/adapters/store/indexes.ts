import type { IndexSpec } from '@thongsuot/mongo-store';
import { BOOKS } from './books';
import { GENERATIONS } from './generations';
import { PLANS } from './plan-targets';
import { TASK_MEASURES } from './task-measures';
import { REPORTS } from './report-store';

/** Indexes of this service beyond the reliable core's, each with its query. */
export const reportingIndexes: readonly IndexSpec[] = [
  {
    collection: BOOKS,
    name: 'book',
    keys: { book: 1, g: 1, year: 1 },
    serves: 'figures of one area, all partitions, up to a year',
  },
  {
    collection: GENERATIONS,
    name: 'state',
    keys: { state: 1 },
    serves: 'the live generation, and those of which something is kept',
  },
  {
    collection: PLANS,
    name: 'generation-area',
    keys: { generation: 1, area: 1, year: 1, _id: 1 },
    serves: 'plans of an area for a year',
  },
  {
    collection: PLANS,
    name: 'generation-year',
    keys: { generation: 1, year: 1 },
    serves: 'plans of a year that set targets, for the gauges',
  },
  {
    collection: TASK_MEASURES,
    name: 'generation-area',
    keys: { generation: 1, area: 1, year: 1, _id: 1 },
    serves: 'measured tasks of the plans of an area for a year',
  },
  {
    collection: REPORTS,
    name: 'identity',
    keys: { unit: 1, form: 1, period: 1 },
    unique: true,
    serves: 'the report of one unit on a form and period',
  },
  {
    collection: REPORTS,
    name: 'above',
    keys: { above: 1, period: 1, _id: 1 },
    serves: 'reports of everything in an area for a period',
  },
];
