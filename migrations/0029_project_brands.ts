import { type Kysely, sql } from 'kysely';

/** Constants: no row is rewritten. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table "Project" add column "brand" jsonb not null default '{}', add column "archivedAt" timestamptz`.execute(
    db,
  );
}

/** Brands are lost; what was archived is a project like others. */
export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table "Project" drop column "brand", drop column "archivedAt"`.execute(db);
}
