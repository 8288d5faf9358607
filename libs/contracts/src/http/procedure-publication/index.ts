import type { Endpoint } from '../endpoint';
import { ACCURACY_ENDPOINTS } from './accuracy';
import { CATALOGUE_ENDPOINTS } from './catalogue';
import { CHANNEL_ENDPOINTS } from './channels';
import { DECISION_ENDPOINTS } from './decisions';
import { OPEN_DATA_ENDPOINTS } from './open-data';
import { LEDGER_ENDPOINTS } from './postings';

export * from './accuracy';
export * from './catalogue';
export * from './channels';
export * from './decisions';
export * from './open-data';
export * from './postings';

/** Operations that `procedure-publication` answers for. */
export const PROCEDURE_PUBLICATION_ENDPOINTS: readonly Endpoint[] = [
  ...CATALOGUE_ENDPOINTS,
  ...OPEN_DATA_ENDPOINTS,
  ...DECISION_ENDPOINTS,
  ...LEDGER_ENDPOINTS,
  ...ACCURACY_ENDPOINTS,
  ...CHANNEL_ENDPOINTS,
];
