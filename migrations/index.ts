import { type Kysely, sql } from 'kysely';
import { type MigrationResultSet, Migrator } from 'kysely/migration';
import * as core from './0001_core.ts';
import * as seeing from './0002_seeing.ts';
import * as idempotency from './0003_idempotency.ts';
import * as deadlines from './0004_deadlines.ts';
import * as fonts from './0005_fonts.ts';
import * as retries from './0006_retries.ts';
import * as shares from './0007_shares.ts';
import * as proxies from './0008_proxies.ts';
import * as keyExpiry from './0010_key_expiry.ts';

/**
 * The migrations in their order, named in code instead of found in a folder: the same list on every platform. Kysely
 * holds an advisory lock while it migrates, so any number of processes may migrate at once.
 */
const migrations = {
  '0001_core': core,
  '0002_seeing': seeing,
  '0003_idempotency': idempotency,
  '0004_deadlines': deadlines,
  '0005_fonts': fonts,
  '0006_retries': retries,
  '0007_shares': shares,
  '0008_proxies': proxies,
  '0010_key_expiry': keyExpiry,
};

/**
 * With table names of our own, in the schema of the connection's search path: the product that the database belongs to
 * may keep its own Kysely migrations there, or another Proofsheet in another schema.
 */
async function migratorFor<DB>(db: Kysely<DB>): Promise<Migrator> {
  const { rows } = await sql<{ schema: string | null }>`select current_schema() as "schema"`.execute(db);
  const schema = rows[0]?.schema;
  if (!schema) throw new Error('No schema of the search path exists: create it, or set search_path to one that does.');
  return new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    migrationTableName: 'ProofsheetMigration',
    migrationLockTableName: 'ProofsheetMigrationLock',
    migrationTableSchema: schema,
  });
}

/** Brings the schema up to date. Answers the names of the migrations that were carried out; throws what failed. */
export async function migrateToLatest<DB>(db: Kysely<DB>): Promise<string[]> {
  const migrator = await migratorFor(db);
  return namesOf(await migrator.migrateToLatest());
}

/** Takes the last migration back. A `User` table that is older than Proofsheet stays, with its rows. */
export async function migrateDown<DB>(db: Kysely<DB>): Promise<string[]> {
  const migrator = await migratorFor(db);
  return namesOf(await migrator.migrateDown());
}

function namesOf({ error, results }: MigrationResultSet): string[] {
  if (error !== undefined) throw error;
  return (results ?? []).filter((result) => result.status === 'Success').map((result) => result.migrationName);
}
