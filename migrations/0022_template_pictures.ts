import { type Kysely, sql } from 'kysely';

/**
 * What a template looks like with sample contents, by the name of its content. A row never changes: another content has
 * another name. It has a picture, or says why none can be drawn.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "TemplatePicture" (
      "revision" text primary key,
      "mediaType" text,
      "bytes" bytea,
      "refusal" text,
      "createdAt" timestamptz not null default now(),
      check (("bytes" is null) = ("mediaType" is null) and ("bytes" is null) <> ("refusal" is null))
    )`.execute(db);
  // Pictures are compressed already.
  await sql`alter table "TemplatePicture" alter column "bytes" set storage external`.execute(db);
}

/** They are drawn again when they are asked for. */
export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "TemplatePicture"`.execute(db);
}
