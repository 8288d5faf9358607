export * from './clock';
export * from './plain-date';
