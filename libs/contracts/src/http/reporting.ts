import type { Endpoint } from './endpoint';

/** Operations that `reporting` answers for. */
export const REPORTING_ENDPOINTS: readonly Endpoint[] = [];
