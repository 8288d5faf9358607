import type { Endpoint } from './endpoint';

/** Operations that `one-stop` answers for. */
export const ONE_STOP_ENDPOINTS: readonly Endpoint[] = [];
