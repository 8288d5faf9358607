export { DEMO_SEED, dossiersOf } from './generate/dossiers';
export { playDaysOf, type PlayDay } from './generate/play-days';
export { KON_TUM_2022, QUANG_TRI_2024, QUARTERS, type Quarter } from './generate/quarters';
export { csvOf, syncFilesOf, type SyncFile } from './generate/sync-files';
export { readRunFile, type RunFile } from './launch/run-file';
export { sentFolder } from './play/dossiers';
export { II06A_COLUMNS, nilCells, recountII06a, type II06aCells, type Recount } from './recount/ii06a';
