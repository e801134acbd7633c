import { type Kysely, sql } from 'kysely';
import { presentUserColumn } from './user-table.ts';

/**
 * What somebody who edits waits for just now. Unlogged: nothing of it outlives a crash of the server, and it costs no
 * write-ahead log. A row goes as its answer is taken.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const userId = await presentUserColumn(db);
  await sql`
    create unlogged table "Preview" (
      "id" uuid primary key,
      "userId" ${userId.type} not null ${userId.reference},
      "editor" text,
      "kind" text not null,
      "spec" jsonb not null,
      "seed" integer not null,
      "assets" jsonb not null,
      "createdAt" timestamptz not null default now(),
      "startedAt" timestamptz,
      "endedAt" timestamptz,
      "drawn" jsonb,
      "error" jsonb,
      check (("endedAt" is null) = ("drawn" is null and "error" is null))
    )`.execute(db);
  await sql`alter table "Preview" alter column "drawn" set storage external`.execute(db);
  await sql`create index "Preview_of_user" on "Preview" ("userId", "editor")`.execute(db);
  await sql`create index "Preview_by_age" on "Preview" ("createdAt")`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "Preview"`.execute(db);
}
