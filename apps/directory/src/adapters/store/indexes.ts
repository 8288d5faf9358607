import type { IndexSpec } from '@thongsuot/mongo-store';
import { passesOnIndex } from '@thongsuot/service-kit';

export const ACTS = 'area-acts';
export const ACTS_HEAD = 'area-acts-head';
export const UNITS = 'units';
export const GROUPS = 'groups';
export const DUTIES = 'duties';

export const collections = [ACTS, ACTS_HEAD, UNITS, GROUPS, DUTIES];

export const indexes: readonly IndexSpec[] = [
  { collection: ACTS, name: 'order', keys: { seq: 1 }, unique: true, serves: 'acts in the order they were recorded' },
  { collection: UNITS, name: 'by-area', keys: { areaVersion: 1, _id: 1 }, serves: 'units of some areas' },
  { collection: UNITS, name: 'by-words', keys: { prefixes: 1, _id: 1 }, serves: 'units by beginnings of words' },
  { collection: DUTIES, name: 'by-area', keys: { areaVersion: 1, _id: 1 }, serves: 'duties held in some areas' },
  passesOnIndex(DUTIES, 'duties that pass to the heir of an area that has ended'),
];
