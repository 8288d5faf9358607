import type { Endpoint } from './endpoint';

/** Operations that `feedback-intake` answers for. */
export const FEEDBACK_INTAKE_ENDPOINTS: readonly Endpoint[] = [];
