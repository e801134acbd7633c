import { type Kysely, sql } from 'kysely';
import { presentUserColumn } from './user-table.ts';

/**
 * What a user has used, day by day (UTC): it outlives what it counts. Entries are only added, each in the transaction
 * that it counts, and maintenance sums up days that are over. One row a day that all transactions of a user change
 * would have them wait for each other, and for a process that freezes in one.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const userId = await presentUserColumn(db);
  await sql`alter table "Generation" add column "usage" jsonb`.execute(db);
  await sql`
    create table "UsageEntry" (
      "userId" ${userId.type} not null ${userId.reference},
      "day" date not null default (now() at time zone 'UTC')::date,
      "generations" integer not null default 0,
      "outputs" integer not null default 0,
      "bytes" bigint not null default 0,
      "pixels" bigint not null default 0,
      "cpuMs" bigint not null default 0,
      "uploads" integer not null default 0,
      "uploadBytes" bigint not null default 0
    )`.execute(db);
  await sql`create index "UsageEntry_of_user" on "UsageEntry" ("userId", "day")`.execute(db);
  await sql`create index "UsageEntry_by_day" on "UsageEntry" ("day")`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('UsageEntry').execute();
  await sql`alter table "Generation" drop column "usage"`.execute(db);
}
