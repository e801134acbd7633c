import { type Kysely, sql } from 'kysely';

/**
 * What ingest needs to analyse an asset again. No row is rewritten: every new column is null or has a constant default.
 * Assets with an older analysis are found by an index of READY rows on its version, followed by the id.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table "Asset"
      add column "cutoutKey" text,
      add column "correction" jsonb not null default '{}',
      add column "attempt" integer not null default 0 check ("attempt" >= 0)`.execute(db);
  await sql`
    create index "Asset_by_analysis" on "Asset" ((("analysis"->>'version')::integer), "id")
      where "status" = 'READY'`.execute(db);
}

/** Cut-outs stay in the storage, corrections are lost. */
export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index "Asset_by_analysis"`.execute(db);
  await sql`alter table "Asset" drop column "cutoutKey", drop column "correction", drop column "attempt"`.execute(db);
}
