import { type Kysely, sql } from 'kysely';

/** Tokens of the product around it that have signed somebody in, until they have expired: none does so twice. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "TakenToken" (
      "hash" text primary key,
      "expiresAt" timestamptz not null
    )`.execute(db);
  await sql`create index "TakenToken_expiry" on "TakenToken" ("expiresAt")`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table "TakenToken"`.execute(db);
}
