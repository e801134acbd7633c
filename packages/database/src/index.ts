export {
  asDatabaseFault,
  connectDatabase,
  type DatabaseConfig,
  type Db,
  databaseConfigSchema,
  ping,
  type Tx,
  type UserId,
} from './connect.ts';
export { newId } from './id.ts';
export type { Page, PageRequest } from './page.ts';
export * from './queries/api-keys.ts';
export * from './queries/assets.ts';
export * from './queries/claims.ts';
export { recordEvent } from './queries/events.ts';
export * from './queries/generations.ts';
export * from './queries/outputs.ts';
export * from './queries/projects.ts';
export * from './queries/sweep.ts';
export type { DB } from './schema.generated.ts';
