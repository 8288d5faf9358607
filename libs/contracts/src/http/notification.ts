import type { Endpoint } from './endpoint';

/** Operations that `notification` answers for. */
export const NOTIFICATION_ENDPOINTS: readonly Endpoint[] = [];
