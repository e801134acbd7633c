import { type Kysely, sql } from 'kysely';

/**
 * Photographs uploaded before proxies existed have none: their masters are decoded until they are analysed again. No
 * row is rewritten.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table "Asset" add column "proxyKey" text`.execute(db);
}

/** Leaves the proxies as orphans, which are collected. */
export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table "Asset" drop column "proxyKey"`.execute(db);
}
