import type { Endpoint } from '../endpoint';
import { CATALOGUE_ENDPOINTS } from './catalogue';
import { DECISION_ENDPOINTS } from './decisions';
import { OPEN_DATA_ENDPOINTS } from './open-data';
import { LEDGER_ENDPOINTS } from './postings';
import { REVIEW_ENDPOINTS } from './reviews';

export * from './catalogue';
export * from './decisions';
export * from './open-data';
export * from './postings';
export type { RegisterUnit } from './register-shapes';
export * from './review-shapes';
export * from './reviews';

/** Operations that `procedure-publication` answers for. */
export const PROCEDURE_PUBLICATION_ENDPOINTS: readonly Endpoint[] = [
  ...CATALOGUE_ENDPOINTS,
  ...OPEN_DATA_ENDPOINTS,
  ...DECISION_ENDPOINTS,
  ...LEDGER_ENDPOINTS,
  ...REVIEW_ENDPOINTS,
];
