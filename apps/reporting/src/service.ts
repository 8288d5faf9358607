import type { ServiceDefinition } from '@thongsuot/service-kit';
import { ProjectorController } from './adapters/events-in/projector.controller';
import { GenerationsWorker } from './adapters/generations-worker';
import { GenerationsController } from './adapters/http/generations.controller';
import { ReportsController } from './adapters/http/reports.controller';
import { RollUpsController } from './adapters/http/roll-ups.controller';
import { TargetsController } from './adapters/http/targets.controller';
import { MetricsWorker } from './adapters/metrics-worker';
import { BOOKS } from './adapters/store/books';
import { countFigures } from './adapters/store/count-figures';
import { FigureReader } from './adapters/store/figure-reader';
import { GENERATIONS } from './adapters/store/generations';
import { reportingIndexes } from './adapters/store/indexes';
import { LABELS } from './adapters/store/labels';
import { scopeByGeneration } from './adapters/store/migrations/001-scope-by-generation';
import { joinRowNames } from './adapters/store/migrations/002-join-row-names';
import { PLANS } from './adapters/store/plan-targets';
import { TASK_MEASURES } from './adapters/store/task-measures';
import { POSTED_PROCEDURES } from './adapters/store/posted-procedures';
import { Projection } from './adapters/store/projection';
import { REPORTS } from './adapters/store/report-store';
import { ownersCounts } from './domain/owners-counts';

/** The service of figures, forms and reports. */
export const definition: ServiceDefinition = {
  name: 'reporting',
  controllers: [ProjectorController, RollUpsController, TargetsController, ReportsController, GenerationsController],
  providers: [Projection, FigureReader, GenerationsWorker],
  collections: [BOOKS, LABELS, GENERATIONS, PLANS, TASK_MEASURES, POSTED_PROCEDURES, REPORTS],
  indexes: reportingIndexes,
  migrations: [scopeByGeneration, joinRowNames],
  generation: async (app) => (await app.get(Projection).live())._id,
  // Acts are recorded by the kit; which areas figures are counted in is for their generation to say.
  areas: { ownTree: true },
  // Increments commute, so a parked event holds none of its dossier's later ones back. Many events a commit, because a commit
  // costs by the books it touches.
  consumer: { orderSensitive: false, gatherMs: 400, eventsMax: 40_000, fetchBytesMax: 4 * 1024 * 1024 },
  workers: (app, kit) => [app.get(GenerationsWorker), new MetricsWorker(kit, app.get(Projection), app.get(FigureReader))],
  counts: async (kit) => {
    const sums = await countFigures(kit);
    return { ...sums, ...ownersCounts(sums) };
  },
};
