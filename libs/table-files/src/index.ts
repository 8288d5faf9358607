export * from './detect-type';
export * from './file-problem';
export * from './read-csv';
export * from './read-xlsx';
export * from './table';
export * from './zip-archive';
