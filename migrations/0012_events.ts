import { type Kysely, sql } from 'kysely';

/**
 * Each event of a user gets its position as its transaction commits, under a lock of that user, which is let go when the
 * commit can be seen. So a reader who has seen a position has seen all before it, and one who goes on behind it misses
 * nothing. What is simpler does not keep that promise, or costs more:
 *
 * - Ids of a sequence are handed out when rows are inserted, and seen in the order of the commits: 8 may be seen before 7,
 *   and who goes on behind 8 never sees 7.
 * - Reading only below the oldest running transaction (`pg_snapshot_xmin`) waits for every transaction that writes
 *   anywhere in the database server, the hour-long ones of the product around included; and two changes of one row may
 *   have been numbered in the other order.
 * - A lock that is taken when the event is inserted is held until the client sends COMMIT: a worker that freezes in
 *   between would hold up all that its user does. Here client and network have no part in it: the trigger is deferred.
 *
 * The notification says whose event it is, and of which generation; it is sent if and only if the transaction commits.
 * Events from before have no position, and are not followed.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table "Event" add column "position" bigint`.execute(db);
  await sql`create sequence "Event_positions" owned by "Event"."position"`.execute(db);
  await sql`
    create function "Event_take_position"() returns trigger language plpgsql set search_path from current as $$
    begin
      perform pg_advisory_xact_lock(hashtextextended('events ' || new."userId", 0));
      update "Event" set "position" = nextval('"Event_positions"') where "id" = new."id";
      perform pg_notify('proofsheet_events', concat_ws(' ', coalesce(new."generationId"::text, '-'), new."userId"));
      return null;
    end $$`.execute(db);
  await sql`
    create constraint trigger "Event_in_order" after insert on "Event" deferrable initially deferred
    for each row execute function "Event_take_position"()`.execute(db);
  for (const { name, byId } of INDEXES) await sql`alter index ${sql.id(name)} rename to ${sql.id(byId)}`.execute(db);
}

/** The new indexes go with their column. Those by id are built anew where they are gone, in which time no event is written. */
export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop trigger "Event_in_order" on "Event"`.execute(db);
  await sql`drop function "Event_take_position"()`.execute(db);
  await sql`alter table "Event" drop column "position"`.execute(db);
  for (const { name, owner, byId } of INDEXES) {
    await sql`alter index if exists ${sql.id(byId)} rename to ${sql.id(name)}`.execute(db);
    await sql`create index if not exists ${sql.id(name)} on "Event" (${sql.id(owner)}, "id")`.execute(db);
  }
}

/** Events are found by id until the indexes by position are built beside the service: `indexes.ts`. */
const INDEXES = [
  { name: 'Event_of_user', owner: 'userId', byId: 'Event_of_user_by_id' },
  { name: 'Event_of_generation', owner: 'generationId', byId: 'Event_of_generation_by_id' },
] as const;
