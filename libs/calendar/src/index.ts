export * from './clock';
export * from './plain-date';
export * from './deadlines/deadline';
export * from './deadlines/finding';
