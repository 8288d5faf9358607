import type { ServiceDefinition } from '@thongsuot/service-kit';
import { ProjectorController } from './adapters/events-in/projector.controller';
import { RollUpsController } from './adapters/http/roll-ups.controller';
import { FigureReader } from './adapters/store/figure-reader';
import { GENERATIONS } from './adapters/store/generations';
import { reportingIndexes } from './adapters/store/indexes';
import { LABELS } from './adapters/store/labels';
import { BOOKS } from './adapters/store/books';
import { Projection } from './adapters/store/projection';

/** The service of figures, forms and reports. */
export const definition: ServiceDefinition = {
  name: 'reporting',
  controllers: [ProjectorController, RollUpsController],
  providers: [Projection, FigureReader],
  collections: [BOOKS, LABELS, GENERATIONS],
  indexes: reportingIndexes,
  // Increments commute, so a parked event holds none of its dossier's later ones back. Many events a commit, because a commit
  // costs by the pages it touches.
  consumer: { orderSensitive: false, gatherMs: 400, eventsMax: 24_000, fetchBytesMax: 4 * 1024 * 1024 },
};
