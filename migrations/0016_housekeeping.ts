import { type Kysely, sql } from 'kysely';

/**
 * What a user deletes is hidden at once and goes, with its files, after a grace time. Projects have no files, and go at
 * once. Nullable columns and a constant default rewrite no table.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table "Asset" add column "deletedAt" timestamptz`.execute(db);
  await sql`
    alter table "Generation"
      add column "deletedAt" timestamptz,
      add column "lostAssets" boolean not null default false`.execute(db);
  await sql`
    alter table "Output"
      add column "deletedAt" timestamptz,
      add column "favourite" boolean not null default false`.execute(db);
}

/** What was deleted and is still there is shown again. */
export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table "Output" drop column "deletedAt", drop column "favourite"`.execute(db);
  await sql`alter table "Generation" drop column "deletedAt", drop column "lostAssets"`.execute(db);
  await sql`alter table "Asset" drop column "deletedAt"`.execute(db);
}
