export { AREA_CHANGES, type AreaChangeDoc } from './areas/area-changes';
export { findPassing, passesOnIndex, passesOnOf, type Inheritance, type Passing } from './areas/inheritance';
export { dayAsked, getAreaOn, getSeenArea } from './auth/asked-area';
export { ANONYMOUS, assertSees, sees, type Caller } from './auth/caller';
export { Tokens, type TokenSubject } from './auth/tokens';
export { ConfigError, ServiceConfig, parseConfig } from './config';
export { AuthGuard, INTERNAL_ACCESS } from './http/auth-guard';
export { ENDPOINT, From, Handles, Input, Key, Raw, assertIfMatch, type KitRequest } from './http/handles';
export { cursorOf, pageOfRows, placeOfCursor } from './http/paging';
export { RUNNING } from './http/ops.controller';
export { ProblemFilter, problemOf } from './http/problem-filter';
export { FIRST_GENERATION, Kit, groupOf, isPublisher, topicOf, type Areas, type Publisher, type Running } from './kit';
export { NestLogger, serviceLogger } from './observe/logging';
export { measureRequests, serviceRegistry } from './observe/metrics';
export { activeTraceparent } from './observe/tracing';
export {
  runService,
  startService,
  type RunningService,
  type AreaFollowing,
  type ServiceDefinition,
  type ServiceOverrides,
  type TickerSpec,
  type Worker,
} from './service';
