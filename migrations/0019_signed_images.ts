import { type Kysely, sql } from 'kysely';
import { presentUserColumn } from './user-table.ts';

/**
 * A secret is stored as it is, because whoever checks an HMAC has to have it. `SignedImage` says which generation an
 * address shows: one row for each picture, however its address is written and whichever key signed it. It goes with its
 * generation, and the address renders anew.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const userId = await presentUserColumn(db);
  await sql`
    create table "SigningKey" (
      "id" uuid primary key,
      "userId" ${userId.type} not null ${userId.reference},
      "name" text not null,
      "secret" text not null,
      "createdAt" timestamptz not null default now(),
      "revokedAt" timestamptz
    )`.execute(db);
  await sql`create index "SigningKey_of_user" on "SigningKey" ("userId", "createdAt" desc, "id" desc)`.execute(db);
  await sql`
    create table "SignedImage" (
      "userId" ${userId.type} not null ${userId.reference},
      "hash" text not null,
      "generationId" uuid not null unique references "Generation" ("id") on delete cascade,
      "createdAt" timestamptz not null default now(),
      primary key ("userId", "hash")
    )`.execute(db);
  await sql`create index "SignedImage_by_age" on "SignedImage" ("userId", "createdAt")`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('SignedImage').execute();
  await db.schema.dropTable('SigningKey').execute();
}
