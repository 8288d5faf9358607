import type { Endpoint } from './endpoint';
import { ACCURACY_ENDPOINTS } from './procedure-publication/accuracy';
import { CATALOGUE_ENDPOINTS } from './procedure-publication/catalogue';
import { CHANNEL_ENDPOINTS } from './procedure-publication/channels';
import { DECISION_ENDPOINTS } from './procedure-publication/decisions';
import { OPEN_DATA_ENDPOINTS } from './procedure-publication/open-data';
import { LEDGER_ENDPOINTS } from './procedure-publication/postings';
import { LINKED_SERVICE_ENDPOINTS } from './procedure-publication/linked-services';
import { ONLINE_SERVICE_ENDPOINTS } from './procedure-publication/online-services';
import { PROCESS_ENDPOINTS } from './procedure-publication/processes';
import { REGULATION_ENDPOINTS } from './procedure-publication/regulation';
import { INITIATIVE_ENDPOINTS } from './procedure-publication/initiatives';
import { NATIONAL_ENDPOINTS } from './procedure-publication/national-systems';
import { REVIEW_ENDPOINTS } from './procedure-publication/reviews';

export * from './procedure-publication/accuracy';
export * from './procedure-publication/catalogue';
export * from './procedure-publication/channels';
export * from './procedure-publication/decisions';
export * from './procedure-publication/open-data';
export * from './procedure-publication/postings';
export type { RegisterUnit } from './procedure-publication/register-shapes';
export * from './procedure-publication/review-shapes';
export * from './procedure-publication/reviews';
export * from './procedure-publication/national-systems';
export * from './procedure-publication/initiatives';
export * from './procedure-publication/regulation';
export * from './procedure-publication/processes';
export * from './procedure-publication/online-services';
export * from './procedure-publication/linked-services';

/** Operations that `procedure-publication` answers for. */
export const PROCEDURE_PUBLICATION_ENDPOINTS: readonly Endpoint[] = [
  ...CATALOGUE_ENDPOINTS,
  ...OPEN_DATA_ENDPOINTS,
  ...DECISION_ENDPOINTS,
  ...LEDGER_ENDPOINTS,
  ...ACCURACY_ENDPOINTS,
  ...CHANNEL_ENDPOINTS,
  ...REVIEW_ENDPOINTS,
  ...NATIONAL_ENDPOINTS,
  ...INITIATIVE_ENDPOINTS,
  ...REGULATION_ENDPOINTS,
  ...PROCESS_ENDPOINTS,
  ...ONLINE_SERVICE_ENDPOINTS,
  ...LINKED_SERVICE_ENDPOINTS,
];
