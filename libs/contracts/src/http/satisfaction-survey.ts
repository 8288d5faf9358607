import type { Endpoint } from './endpoint';

/** Operations that `satisfaction-survey` answers for. */
export const SATISFACTION_SURVEY_ENDPOINTS: readonly Endpoint[] = [];
