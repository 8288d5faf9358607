import type { ServiceDefinition } from '@thongsuot/service-kit';
import { DossiersController } from './adapters/http/dossiers.controller';
import { ImportsController } from './adapters/http/imports.controller';
import { oneStopCounts } from './adapters/store/counts';
import { dossierInheritance } from './adapters/store/pass-on';
import { oneStopCollections, oneStopIndexes } from './adapters/store/rows';
import { tickApologies } from './adapters/store/tick-apologies';
import { Rules } from './config/rules';

/** The one-stop desk: dossiers as the handling system reports them, and the apologies owed for late ones. */
export const definition: ServiceDefinition = {
  name: 'one-stop',
  controllers: [ImportsController, DossiersController],
  providers: [Rules],
  collections: oneStopCollections,
  indexes: oneStopIndexes,
  areas: { inheritance: (app, kit) => dossierInheritance(kit, app.get(Rules)) },
  tickers: (app, kit) => {
    const rules = app.get(Rules);
    return [{ job: 'apologies', tick: (asOf) => tickApologies(kit, rules, asOf) }];
  },
  counts: oneStopCounts,
};
