import type { ServiceDefinition } from '@thongsuot/service-kit';
import { DossierEventsController } from './adapters/events-in/dossier-events.controller';
import { PUBLIC_URL, QUESTIONNAIRES, SurveysController } from './adapters/http/surveys.controller';
import { surveyCounts, surveyIndexes } from './adapters/store/survey-store';
import { publicUrl } from './config/environment';
import { shippedQuestionnaires } from './config/questionnaires';

/** satisfaction-survey (đánh giá mức độ hài lòng) on an environment. */
export function definitionFrom(env: NodeJS.ProcessEnv): ServiceDefinition {
  return {
    name: 'satisfaction-survey',
    controllers: [SurveysController, DossierEventsController],
    providers: [
      { provide: QUESTIONNAIRES, useFactory: shippedQuestionnaires },
      { provide: PUBLIC_URL, useFactory: () => publicUrl(env) },
    ],
    indexes: surveyIndexes,
    // An invitation asks about work done: it stays with who did it, and is answered as before.
    areas: {},
    // Whether a dossier invites depends on its own change alone, so one event never waits behind another.
    consumer: { orderSensitive: false },
    counts: (kit) => surveyCounts(kit.store),
  };
}

/** The service on this process's environment. */
export const definition: ServiceDefinition = definitionFrom(process.env);
