import type { Kit, ServiceDefinition } from '@thongsuot/service-kit';
import { EventsController } from './adapters/events-in/events.controller';
import { AccuracyController } from './adapters/http/accuracy.controller';
import { ChannelsController, PUBLIC_URL } from './adapters/http/channels.controller';
import { DecisionsController } from './adapters/http/decisions.controller';
import { NATIONAL_URLS } from './adapters/http/national-systems.controller';
import { LegalTextsController } from './adapters/http/legal-texts.controller';
import { OpenDataController } from './adapters/http/open-data.controller';
import { PostingsController } from './adapters/http/postings.controller';
import { ProceduresController } from './adapters/http/procedures.controller';
import { REGISTER_COLLECTIONS, REGISTER_INDEXES } from './adapters/registers/collections';
import { REGISTER_CONTROLLERS } from './adapters/registers/part';
import { DecisionStore } from './adapters/store/decision-store';
import { AccuracyStore, PRIVATE_HOSTS } from './adapters/store/accuracy-store';
import { CoverageFeed } from './adapters/store/coverage-feed';
import { DECISIONS, OPENINGS, PROCEDURES, SHEETS, collections, indexes } from './adapters/store/indexes';
import { packPostings } from './adapters/store/migrations/001-pack-postings';
import { openDuties, openingsOfActs, tellOverdue } from './adapters/store/openings';
import { PostingStore } from './adapters/store/posting-store';
import { ProcedureStore } from './adapters/store/procedure-store';
import type { SheetDoc } from './adapters/store/rows';
import { nationalUrls, privateHosts, publicUrl } from './config/environment';
import { SearchFeed } from './adapters/store/search-feed';

/** Procedures and their versions, decisions of công bố, and the ledger procedure × unit × channel. */
export function definitionFrom(env: NodeJS.ProcessEnv): ServiceDefinition {
  return {
    name: 'procedure-publication',
    controllers: [
      ProceduresController,
      LegalTextsController,
      OpenDataController,
      AccuracyController,
      ChannelsController,
      DecisionsController,
      PostingsController,
      EventsController,
      ...REGISTER_CONTROLLERS,
    ],
    providers: [
      { provide: PRIVATE_HOSTS, useFactory: () => privateHosts(env) },
      { provide: NATIONAL_URLS, useFactory: () => nationalUrls(env) },
      { provide: PUBLIC_URL, useFactory: () => publicUrl(env) },
      AccuracyStore,
      SearchFeed,
      CoverageFeed,
      ProcedureStore,
      DecisionStore,
      PostingStore,
    ],
    collections: [...collections, ...REGISTER_COLLECTIONS],
    indexes: [...indexes, ...REGISTER_INDEXES],
    migrations: [packPostings],
    // Areas that an act begins take up their duties on its day.
    areas: { onActs: openingsOfActs },
    workers: (app) => [
      {
        start: () => {
          app.get(CoverageFeed).warm();
        },
        stop: () => Promise.resolve(),
      },
    ],
    tickers: (_app, kit) => [
      {
        // What came into force is opened before anything is called late.
        job: 'postings',
        tick: async (asOf) => (await openDuties(kit, asOf)) || tellOverdue(kit, asOf),
      },
    ],
    counts: async (kit) => ({
      procedures: await kit.store.collection(PROCEDURES).countDocuments(),
      decisions: await kit.store.collection(DECISIONS).countDocuments(),
      postings: await postedCells(kit),
      waiting: await kit.store.collection(OPENINGS).countDocuments({ state: 'waiting' }),
      late: await kit.store.collection(OPENINGS).countDocuments({ state: 'late' }),
    }),
  };
}

/** The service on this process's environment. */
export const definition: ServiceDefinition = definitionFrom(process.env);

async function postedCells(kit: Kit): Promise<number> {
  let sum = 0;
  for await (const { posted } of kit.store.collection<SheetDoc>(SHEETS).find().project<SheetDoc>({ posted: 1 })) sum += posted;
  return sum;
}
