import { type Kysely, sql } from 'kysely';

/** A key may end by itself. Null: it does not. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table "ApiKey" add column "expiresAt" timestamptz`.execute(db);
}

/** Keys that have expired work again: revoke them before. */
export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table "ApiKey" drop column "expiresAt"`.execute(db);
}
