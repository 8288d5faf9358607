import type { ServiceDefinition } from '@thongsuot/service-kit';
import { EventsController } from './adapters/events-in/events.controller';
import { DecisionsController } from './adapters/http/decisions.controller';
import { LegalTextsController } from './adapters/http/legal-texts.controller';
import { OpenDataController } from './adapters/http/open-data.controller';
import { PostingsController } from './adapters/http/postings.controller';
import { ProceduresController } from './adapters/http/procedures.controller';
import { DecisionStore } from './adapters/store/decision-store';
import { DECISIONS, OPENINGS, POSTINGS, PROCEDURES, collections, indexes } from './adapters/store/indexes';
import { openDuties, openingsOfActs, tellOverdue } from './adapters/store/openings';
import { PostingStore } from './adapters/store/posting-store';
import { ProcedureStore } from './adapters/store/procedure-store';
import { SearchFeed } from './adapters/store/search-feed';

/** Procedures and their versions, decisions of công bố, and the ledger procedure × unit × channel. */
export const definition: ServiceDefinition = {
  name: 'procedure-publication',
  controllers: [
    ProceduresController,
    LegalTextsController,
    OpenDataController,
    DecisionsController,
    PostingsController,
    EventsController,
  ],
  providers: [SearchFeed, ProcedureStore, DecisionStore, PostingStore],
  collections,
  indexes,
  // Areas that an act begins take up their duties on its day.
  areas: { onActs: openingsOfActs },
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
    postings: await kit.store.collection(POSTINGS).countDocuments(),
    waiting: await kit.store.collection(OPENINGS).countDocuments({ state: 'waiting' }),
    late: await kit.store.collection(OPENINGS).countDocuments({ state: 'late' }),
  }),
};
