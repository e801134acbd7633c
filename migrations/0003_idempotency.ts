import { type Kysely, sql } from 'kysely';
import { presentUserColumn } from './user-table.ts';

/** One table for the keys of all operations that create, instead of a column of `Generation` alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const userId = await presentUserColumn(db);
  await sql`
    create table "IdempotencyKey" (
      "userId" ${userId.type} not null ${userId.reference},
      "key" text not null,
      "operation" text not null,
      "fingerprint" text not null,
      "answer" jsonb,
      "createdAt" timestamptz not null default now(),
      primary key ("userId", "key")
    )`.execute(db);
  await sql`create index "IdempotencyKey_by_age" on "IdempotencyKey" ("createdAt")`.execute(db);
  await sql`alter table "Generation" drop column "idempotencyKey"`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table "Generation" add column "idempotencyKey" text`.execute(db);
  await sql`alter table "Generation" add constraint "Generation_idempotent" unique ("userId", "idempotencyKey")`.execute(
    db,
  );
  await db.schema.dropTable('IdempotencyKey').execute();
}
