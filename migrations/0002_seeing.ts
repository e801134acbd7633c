import { type Kysely, sql } from 'kysely';

/**
 * What ingest needs to analyse an asset again. No row is rewritten or read: every new column is null or has a constant
 * default, and the check comes afterwards (validate.ts), as does the index of older analyses (indexes.ts).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table "Asset"
      add column "cutoutKey" text,
      add column "correction" jsonb not null default '{}',
      add column "attempt" integer not null default 0,
      add constraint "Asset_attempt_check" check ("attempt" >= 0) not valid`.execute(db);
}

/** Cut-outs stay in the storage, corrections are lost. */
export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index if exists "Asset_by_analysis"`.execute(db);
  await sql`alter table "Asset" drop column "cutoutKey", drop column "correction", drop column "attempt"`.execute(db);
}
