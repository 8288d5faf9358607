import type { ServiceDefinition } from '@thongsuot/service-kit';
import { ReactionsController } from './adapters/events-in/reactions.controller';
import { AddedTasksController } from './adapters/http/added-tasks.controller';
import { FILE_COLLECTIONS } from '@thongsuot/mongo-store';
import { ProofFilesController } from './adapters/http/proof-files.controller';
import { CommunicationsController } from './adapters/http/communications.controller';
import { MeasuresController } from './adapters/http/measures.controller';
import { DifficultiesController } from './adapters/http/difficulties.controller';
import { FundingController } from './adapters/http/funding.controller';
import { DirectivesController } from './adapters/http/directives.controller';
import { ExportsController } from './adapters/http/exports.controller';
import { InspectionsController } from './adapters/http/inspections.controller';
import { LineageController } from './adapters/http/lineage.controller';
import { PlansController } from './adapters/http/plans.controller';
import { SharesController } from './adapters/http/shares.controller';
import { StandingController } from './adapters/http/standing.controller';
import { TasksController } from './adapters/http/tasks.controller';
import { COLLECTIONS, DIRECTIVES, INDEXES, PLANS, TASKS } from './adapters/store/collections';
import { taskInheritance } from './adapters/store/pass-on';
import { workIn } from './adapters/store/work';
import { tickTasks } from './features/tick-tasks/tick-tasks';

/** Plans, tasks, directives, difficulties and inspections. */
export const definition: ServiceDefinition = {
  name: 'plan-catalog',
  controllers: [
    PlansController,
    LineageController,
    StandingController,
    TasksController,
    SharesController,
    ProofFilesController,
    AddedTasksController,
    FundingController,
    DirectivesController,
    DifficultiesController,
    InspectionsController,
    CommunicationsController,
    MeasuresController,
    ExportsController,
    ReactionsController,
  ],
  collections: [...COLLECTIONS, ...FILE_COLLECTIONS],
  indexes: INDEXES,
  areas: { inheritance: (_app, kit) => taskInheritance(kit) },
  tickers: (_app, kit) => [
    { job: 'tasks', tick: (asOf) => kit.unitOfWork.run((tx) => tickTasks(workIn(tx, kit.areas.tree), asOf)) },
  ],
  counts: async ({ store }) => ({
    plans: await store.collection(PLANS).countDocuments(),
    taskLines: await store.collection(TASKS).countDocuments(),
    directives: await store.collection(DIRECTIVES).countDocuments(),
  }),
};
