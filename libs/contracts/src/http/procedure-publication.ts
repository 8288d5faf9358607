import type { Endpoint } from './endpoint';

/** Operations that `procedure-publication` answers for. */
export const PROCEDURE_PUBLICATION_ENDPOINTS: readonly Endpoint[] = [];
