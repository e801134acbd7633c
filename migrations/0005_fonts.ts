import { type Kysely, sql } from 'kysely';
import { presentUserColumn } from './user-table.ts';

/** A generation names its fonts in its spec, by id and hash: deleting a font leaves what was made with it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const userId = await presentUserColumn(db);
  await sql`
    create table "Font" (
      "id" uuid primary key,
      "userId" ${userId.type} not null ${userId.reference},
      "originalName" text not null,
      "mediaType" text not null check ("mediaType" in ('font/woff2', 'font/woff', 'font/ttf', 'font/otf')),
      "bytes" integer not null check ("bytes" > 0),
      "sha256" text not null,
      "objectKey" text not null unique,
      "facts" jsonb not null,
      "createdAt" timestamptz not null default now()
    )`.execute(db);
  await sql`create index "Font_of_user" on "Font" ("userId", "createdAt" desc, "id" desc)`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('Font').execute();
}
