export { type ObjectStore, startObjectStore } from './object-store.ts';
export { freePort, isFree } from './ports.ts';
export { type Postgres, startPostgres } from './postgres.ts';
export { type Exit, startTied, type TiedProcess } from './tied-process.ts';
