export * from './primitives/ids';
export * from './primitives/period';
export * from './primitives/plain-date';
export * from './http/endpoint';
export * from './http/paging';
export * from './http/problem';
export * from './events';
export * from './topics';
