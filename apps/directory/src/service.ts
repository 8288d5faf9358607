import { Kit, type ServiceDefinition } from '@thongsuot/service-kit';
import { AreasController } from './adapters/http/areas.controller';
import { DutiesController } from './adapters/http/duties.controller';
import { UnitsController } from './adapters/http/units.controller';
import { AreaFollower } from './adapters/store/area-follower';
import { AreaRegister, registerOf } from './adapters/store/area-register';
import { DutyStore } from './adapters/store/duty-store';
import { ACTS, DUTIES, GROUPS, UNITS, collections, indexes } from './adapters/store/indexes';
import { dutyInheritance } from './adapters/store/pass-on';
import { plantSeeds } from './adapters/store/seeds';
import { UnitStore } from './adapters/store/unit-store';

/** The directory: areas with dates and acts, agencies, groups, positions and who holds which duty. */
export const definition: ServiceDefinition = {
  name: 'directory',
  controllers: [AreasController, UnitsController, DutiesController],
  providers: [{ provide: AreaRegister, useFactory: registerOf, inject: [Kit] }, UnitStore, DutyStore],
  collections,
  indexes,
  areas: { ownTree: true, inheritance: (_app, kit) => dutyInheritance(kit) },
  workers: (_app, kit) => [new AreaFollower(registerOf(kit), kit)],
  prepare: async (kit) => {
    await registerOf(kit).prepare();
    await plantSeeds(kit);
  },
  counts: async (kit) => ({
    acts: await kit.store.collection(ACTS).countDocuments(),
    units: await kit.store.collection(UNITS).countDocuments(),
    groups: await kit.store.collection(GROUPS).countDocuments(),
    duties: await kit.store.collection(DUTIES).countDocuments(),
  }),
};
