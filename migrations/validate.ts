import { type Kysely, sql } from 'kysely';
import { refusalOf } from './refusal.ts';
import { type LockPatience, withShortLocks } from './short-locks.ts';
import { TABLES } from './tables.ts';

/**
 * Checks the rows that are older than their constraints: migrations add these NOT VALID. Each check reads a whole table,
 * in a transaction of its own, and keeps nobody from reading or writing it. One that is killed leaves the rest to the
 * next call.
 */
export async function validateConstraints(db: Kysely<unknown>, patience: LockPatience): Promise<void> {
  const { rows } = await sql<{ table: string; name: string }>`
    select "relname" as "table", "conname" as "name" from pg_constraint join pg_class on pg_class."oid" = "conrelid"
    where not "convalidated" and "relnamespace" = current_schema()::regnamespace and "relname" = any (${TABLES})
    order by "conname"`.execute(db);
  for (const { table, name } of rows) {
    await withShortLocks(db, patience, async (tx) => {
      await sql`alter table ${sql.id(table)} validate constraint ${sql.id(name)}`.execute(tx);
    }).catch((error: unknown) => {
      throw refusalOf(error, `The rows of "${table}" cannot be checked`);
    });
  }
}
