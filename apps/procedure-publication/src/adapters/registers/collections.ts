import type { IndexSpec } from '@thongsuot/mongo-store';

export const REVIEW_PLANS = 'review-plans';
export const REVIEWS = 'reviews';
export const REVIEW_PROPOSALS = 'review-proposals';
export const ONLINE_SERVICES = 'online-services';
export const PROCESSES = 'processes';
export const LINKED_SERVICES = 'linked-services';
export const PILOTS = 'pilots';
export const DRAFT_REGULATIONS = 'draft-regulations';
export const CONSULTATIONS = 'process-consultations';
export const INITIATIVES = 'reform-initiatives';

/** Collections of the registers beside catalogue, decisions and ledger. */
export const REGISTER_COLLECTIONS: readonly string[] = [
  REVIEW_PLANS,
  REVIEWS,
  REVIEW_PROPOSALS,
  ONLINE_SERVICES,
  PROCESSES,
  LINKED_SERVICES,
  PILOTS,
  DRAFT_REGULATIONS,
  CONSULTATIONS,
  INITIATIVES,
];

const ofArea = (collection: string): IndexSpec => ({
  ...{ collection, name: 'area', keys: { areaPath: 1, _id: -1 } },
  serves: 'entries of an area and all in it, newest first',
});

export const REGISTER_INDEXES: readonly IndexSpec[] = [
  ...REGISTER_COLLECTIONS.map(ofArea),
  {
    ...{ collection: REVIEW_PLANS, name: 'unit-year', keys: { 'unit.areaVersion': 1, 'unit.agency': 1, year: 1 }, unique: true },
    serves: 'one plan of reviews a unit and year',
  },
  { collection: REVIEW_PLANS, name: 'area-year', keys: { areaPath: 1, year: 1, _id: -1 }, serves: 'plans of an area for a year' },
  { collection: REVIEWS, name: 'plan', keys: { planId: 1, _id: -1 }, serves: 'what was reviewed under a plan' },
  { collection: REVIEWS, name: 'area-day', keys: { areaPath: 1, recordedOn: 1 }, serves: 'reviews of a period, form II.04' },
  { collection: REVIEW_PROPOSALS, name: 'to', keys: { toArea: 1, _id: -1 }, serves: 'proposals sent to an area, newest first' },
  {
    collection: CONSULTATIONS,
    name: 'seen-by',
    keys: { seenBy: 1, _id: -1 },
    serves: 'consultations an area opened or is asked in',
  },
];
