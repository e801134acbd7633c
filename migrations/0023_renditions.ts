import { type Kysely, sql } from 'kysely';

/** The widths in which an output is stored as well: their objects are named after its own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table "Output" add column "renditions" integer[] not null default '{}'`.execute(db);
}

/** The objects are collected. */
export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table "Output" drop column "renditions"`.execute(db);
}
