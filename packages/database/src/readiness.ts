import { sql } from 'kysely';
import type { Db } from './connect.ts';
import { asDatabaseFault, databaseFault } from './faults.ts';

const UNDEFINED_TABLE = '42P01';

/**
 * One round trip. Throws a Fault with its reason when the database does not answer, takes no writes, or lacks the
 * migration: then this program would fail on tables and columns that are not there.
 */
export async function ping(db: Db, { migration }: { migration: string }): Promise<void> {
  const state = await readState(db, migration).catch((error: unknown) => {
    const { code } = (error ?? {}) as { code?: unknown };
    if (code === UNDEFINED_TABLE) return { readonly: false, migrated: false };
    throw asDatabaseFault(error) ?? error;
  });
  if (state.readonly) throw databaseFault('readonly');
  if (!state.migrated) throw databaseFault('schema');
}

async function readState(db: Db, migration: string): Promise<{ readonly: boolean; migrated: boolean }> {
  const { rows } = await sql<{ readonly: boolean; migrated: boolean }>`
    select current_setting('transaction_read_only')::boolean as "readonly",
      exists (select from "ProofsheetMigration" where "name" = ${migration}) as "migrated"`.execute(db);
  return rows[0] ?? { readonly: false, migrated: false };
}

/** As PostgreSQL names it: `18.4`. */
export async function serverVersion(db: Db): Promise<string> {
  const { rows } = await sql<{ version: string }>`select current_setting('server_version') as "version"`.execute(db);
  return rows[0]?.version ?? '';
}
