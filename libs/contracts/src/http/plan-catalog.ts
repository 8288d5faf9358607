import type { Endpoint } from './endpoint';

/** Operations that `plan-catalog` answers for. */
export const PLAN_CATALOG_ENDPOINTS: readonly Endpoint[] = [];
