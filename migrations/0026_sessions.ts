import { type Kysely, sql } from 'kysely';
import { presentUserColumn } from './user-table.ts';

/**
 * A session is a key that a browser keeps in a cookie: made when it signs in, and revoked when it signs out. A link signs
 * in once, and only its hash is stored, as of a key.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const userId = await presentUserColumn(db);
  await sql`
    alter table "ApiKey" add column "kind" text not null default 'KEY'
      constraint "ApiKey_kind" check ("kind" in ('KEY', 'SESSION'))`.execute(db);
  await sql`
    create table "SignInLink" (
      "hash" text primary key,
      "userId" ${userId.type} not null ${userId.reference},
      "createdAt" timestamptz not null default now(),
      "expiresAt" timestamptz not null
    )`.execute(db);
  await sql`create index "SignInLink_of_user" on "SignInLink" ("userId")`.execute(db);
}

/** Browsers that are signed in stay so, as keys: revoke them before. */
export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('SignInLink').execute();
  await sql`alter table "ApiKey" drop column "kind"`.execute(db);
}
