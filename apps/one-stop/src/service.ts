import type { ServiceDefinition } from '@thongsuot/service-kit';
import { ImportsController } from './adapters/http/imports.controller';
import { oneStopCounts } from './adapters/store/counts';
import { oneStopCollections, oneStopIndexes } from './adapters/store/rows';
import { Rules } from './config/rules';

/** The one-stop desk: dossiers as the handling system reports them, and the apologies owed for late ones. */
export const definition: ServiceDefinition = {
  name: 'one-stop',
  controllers: [ImportsController],
  providers: [Rules],
  collections: oneStopCollections,
  indexes: oneStopIndexes,
  counts: oneStopCounts,
};
