import { type Kysely, sql } from 'kysely';

/** When each repeating task last began and ended, and is next due: by the clock that all processes share. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "MaintenanceTask" (
      "name" text primary key,
      "run" integer not null,
      "startedAt" timestamptz not null,
      "dueAt" timestamptz not null,
      "endedAt" timestamptz
    )`.execute(db);
}

/** The tasks are due at once when the table is there again. */
export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "MaintenanceTask"`.execute(db);
}
