import { type Kysely, sql } from 'kysely';
import { presentUserColumn } from './user-table.ts';

/**
 * A batch has ended when its last generation has. No worker counts: two that end the last two at once would each see the
 * other's unfinished. The end of a generation is an event, and as its transaction commits, under the lock of the user
 * that orders events (migration 0012), whoever comes last sees that nothing of the batch is left, and tells of it once.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const userId = await presentUserColumn(db);
  await sql`
    create table "Batch" (
      "id" uuid primary key,
      "userId" ${userId.type} not null ${userId.reference},
      "total" integer not null check ("total" > 0),
      "refused" jsonb not null default '[]',
      "requestId" text,
      "createdAt" timestamptz not null default now(),
      "finishedAt" timestamptz,
      constraint "Batch_with_user" unique ("id", "userId")
    )`.execute(db);
  await sql`create index "Batch_of_user" on "Batch" ("userId", "createdAt" desc, "id" desc)`.execute(db);
  await sql`
    alter table "Generation" add column "batchId" uuid,
      add constraint "Generation_batch_of_same_user" foreign key ("batchId", "userId")
        references "Batch" ("id", "userId") on delete set null ("batchId") not valid`.execute(db);
  await sql`
    create function "Event_ends_batch"() returns trigger language plpgsql set search_path from current as $$
    declare
      batch uuid;
    begin
      select "batchId" into batch from "Generation" where "id" = new."generationId";
      if batch is null then
        return null;
      end if;
      perform pg_advisory_xact_lock(hashtextextended('events ' || new."userId", 0));
      update "Batch" set "finishedAt" = clock_timestamp()
        where "id" = batch and "finishedAt" is null and not exists (
          select from "Generation" where "batchId" = batch and "status" in ('PENDING', 'PROCESSING'));
      if found then
        insert into "Event" ("userId", "type", "data")
          select new."userId", 'batch.completed', jsonb_build_object('batchId', batch, 'counts', jsonb_build_object(
            'pending', 0, 'processing', 0,
            'completed', count(*) filter (where "status" = 'COMPLETED'),
            'failed', count(*) filter (where "status" = 'FAILED'),
            'cancelled', count(*) filter (where "status" = 'CANCELLED')))
          from "Generation" where "batchId" = batch;
      end if;
      return null;
    end $$`.execute(db);
  await sql`
    create constraint trigger "Event_ends_batch" after insert on "Event" deferrable initially deferred for each row
    when (new."type" in ('generation.completed', 'generation.failed', 'generation.cancelled', 'generation.deleted'))
    execute function "Event_ends_batch"()`.execute(db);
}

/** Generations of batches stay, each by itself. */
export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop trigger "Event_ends_batch" on "Event"`.execute(db);
  await sql`drop function "Event_ends_batch"()`.execute(db);
  await sql`alter table "Generation" drop column "batchId"`.execute(db);
  await db.schema.dropTable('Batch').execute();
}
