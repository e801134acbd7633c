import type { Kysely } from 'kysely';
import { type MigrationResultSet, Migrator } from 'kysely/migration';
import * as core from './0001_core.ts';

/** Migrations speak SQL, whatever tables their caller's Kysely knows of. */
// biome-ignore lint/suspicious/noExplicitAny: Kysely's type is invariant; its own Migrator takes Kysely<any> too
type AnyKysely = Kysely<any>;

/**
 * The migrations in their order, named in code instead of found in a folder: the same list on every platform.
 * Kysely holds an advisory lock while it migrates, so any number of processes may call these at once.
 */
const migrations = { '0001_core': core };

function migratorFor(db: AnyKysely): Migrator {
  return new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    migrationTableName: 'ProofsheetMigration',
    migrationLockTableName: 'ProofsheetMigrationLock',
  });
}

/** Brings the schema up to date. Answers the names of the migrations that were carried out; throws what failed. */
export async function migrateToLatest(db: AnyKysely): Promise<string[]> {
  return namesOf(await migratorFor(db).migrateToLatest());
}

/** Takes the last migration back. A `User` table that was there before Proofsheet stays, with its rows. */
export async function migrateDown(db: AnyKysely): Promise<string[]> {
  return namesOf(await migratorFor(db).migrateDown());
}

function namesOf({ error, results }: MigrationResultSet): string[] {
  if (error !== undefined) throw error;
  return (results ?? []).filter((result) => result.status === 'Success').map((result) => result.migrationName);
}
