import type { Endpoint } from '../endpoint';
import { PLANS_ENDPOINTS } from './plans';
import { LINEAGE_ENDPOINTS } from './lineage';
import { TASKS_ENDPOINTS } from './tasks';
import { DIFFICULTIES_ENDPOINTS } from './difficulties';
import { FUNDING_ENDPOINTS } from './funding';
import { STANDING_ENDPOINTS } from './standing';
import { COMMUNICATIONS_ENDPOINTS } from './communications';
import { DIRECTIVES_ENDPOINTS } from './directives';
import { INSPECTIONS_ENDPOINTS } from './inspections';
import { EXPORTS_ENDPOINTS } from './exports';

export * from './shapes';
export * from './preview';
export * from './plans';
export * from './lineage';
export * from './tasks';
export * from './difficulties';
export * from './funding';
export * from './standing';
export * from './communications';
export * from './directives';
export * from './inspections';
export * from './exports';

/** Operations that `plan-catalog` answers for. */
export const PLAN_CATALOG_ENDPOINTS: readonly Endpoint[] = [
  ...PLANS_ENDPOINTS,
  ...LINEAGE_ENDPOINTS,
  ...TASKS_ENDPOINTS,
  ...DIFFICULTIES_ENDPOINTS,
  ...FUNDING_ENDPOINTS,
  ...STANDING_ENDPOINTS,
  ...COMMUNICATIONS_ENDPOINTS,
  ...DIRECTIVES_ENDPOINTS,
  ...INSPECTIONS_ENDPOINTS,
  ...EXPORTS_ENDPOINTS,
];
