import { type Kysely, sql } from 'kysely';
import { presentUserColumn } from './user-table.ts';

/** What an operator has set for single users. Not in the `User` table, which may be another product's. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const userId = await presentUserColumn(db);
  await sql`
    create table "UserShare" (
      "userId" ${userId.type} primary key ${userId.reference},
      "weight" double precision not null default 1 check ("weight" > 0),
      "unfinishedLimit" integer check ("unfinishedLimit" >= 0),
      "updatedAt" timestamptz not null default now()
    )`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('UserShare').execute();
}
