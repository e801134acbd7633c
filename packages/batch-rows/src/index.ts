export { rowsOfCsv } from './csv.ts';
export { rowsOfNdjson } from './ndjson.ts';
export type { RawRow } from './raw-row.ts';
