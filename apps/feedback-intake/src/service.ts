import type { ServiceDefinition } from '@thongsuot/service-kit';
import { Desk } from './adapters/http/desk';
import { OfficersController } from './adapters/http/officers.controller';
import { PublicController } from './adapters/http/public.controller';
import { FeedbackReader, feedbackCollections, feedbackIndexes } from './adapters/store/feedback-store';
import { feedbackInheritance } from './adapters/store/pass-on';
import { Vault } from './adapters/store/vault';
import { shippedClocks } from './config/clocks';
import { personalDataKey } from './config/environment';
import { FeedbackClocks } from './domain/clocks';
import { STATE_LABELS } from './domain/feedback';

/** feedback-intake (phản ánh, kiến nghị) on an environment; it is read when the service starts, and a missing key ends it. */
export function definitionFrom(env: NodeJS.ProcessEnv): ServiceDefinition {
  const vault = (): Vault => new Vault(personalDataKey(env));
  return {
    name: 'feedback-intake',
    controllers: [PublicController, OfficersController],
    providers: [Desk, { provide: Vault, useFactory: vault }, { provide: FeedbackClocks, useFactory: shippedClocks }],
    indexes: feedbackIndexes,
    collections: feedbackCollections,
    areas: { inheritance: (app, kit) => feedbackInheritance(kit, app.get(Vault)) },
    prepare: () => {
      vault();
      return Promise.resolve();
    },
    counts: (kit) => new FeedbackReader(kit.store, vault()).counts(Object.keys(STATE_LABELS)),
  };
}

/** The service on this process's environment. */
export const definition: ServiceDefinition = definitionFrom(process.env);
