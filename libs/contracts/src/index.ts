export * from './primitives/ids';
export * from './primitives/plain-date';
export * from './http/endpoint';
export * from './http/paging';
export * from './http/problem';
