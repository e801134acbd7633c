import { type Kysely, sql } from 'kysely';

/** Assets of before have no proxy: their masters are decoded, until they are looked at again. No row is rewritten. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table "Asset" add column "proxyKey" text`.execute(db);
}

/** Proxies are orphans then, and collected. */
export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table "Asset" drop column "proxyKey"`.execute(db);
}
