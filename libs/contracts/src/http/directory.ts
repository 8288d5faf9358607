import type { Endpoint } from './endpoint';

/** Operations that `directory` answers for. */
export const DIRECTORY_ENDPOINTS: readonly Endpoint[] = [];
