import { DIRECTORY_ENDPOINTS } from './directory';
import type { Endpoint } from './endpoint';
import { FEEDBACK_INTAKE_ENDPOINTS } from './feedback-intake';
import { NOTIFICATION_ENDPOINTS } from './notification';
import { ONE_STOP_ENDPOINTS } from './one-stop';
import { PLAN_CATALOG_ENDPOINTS } from './plan-catalog';
import { PROCEDURE_PUBLICATION_ENDPOINTS } from './procedure-publication';
import { REPORTING_ENDPOINTS } from './reporting';
import { SATISFACTION_SURVEY_ENDPOINTS } from './satisfaction-survey';

/** Every operation of the public contract: the gateway routes by it, and the OpenAPI document is made from it. */
export const ENDPOINTS: readonly Endpoint[] = [
  ...PLAN_CATALOG_ENDPOINTS,
  ...PROCEDURE_PUBLICATION_ENDPOINTS,
  ...ONE_STOP_ENDPOINTS,
  ...FEEDBACK_INTAKE_ENDPOINTS,
  ...SATISFACTION_SURVEY_ENDPOINTS,
  ...REPORTING_ENDPOINTS,
  ...DIRECTORY_ENDPOINTS,
  ...NOTIFICATION_ENDPOINTS,
];
