import { type Kysely, sql } from 'kysely';
import { presentUserColumn } from './user-table.ts';

/**
 * A delivery is written as its event commits, in the same transaction: it is there if and only if the event is, so no
 * process has to live on for one to be made. The trigger that gives the event its position writes it, and notifies.
 *
 * A delivery does not refer to its endpoint by a foreign key: the commit of an event would wait for who is just deleting
 * the endpoint, who may wait for a row of that transaction. One whose endpoint is gone is never sent, and goes with its
 * event.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const userId = await presentUserColumn(db);
  await sql`
    create table "WebhookEndpoint" (
      "id" uuid primary key,
      "userId" ${userId.type} not null ${userId.reference},
      "url" text not null,
      "description" text not null default '',
      "events" text[],
      "enabled" boolean not null default true,
      "disabledReason" text check ("disabledReason" in ('user', 'gone', 'failing')),
      "failingSince" timestamptz,
      "secret" text not null,
      "previousSecret" text,
      "previousUntil" timestamptz,
      "createdAt" timestamptz not null default now(),
      "updatedAt" timestamptz not null default now(),
      check ("enabled" = ("disabledReason" is null)),
      check (("previousSecret" is null) = ("previousUntil" is null))
    )`.execute(db);
  await sql`
    create index "WebhookEndpoint_of_user" on "WebhookEndpoint" ("userId", "createdAt" desc, "id" desc)`.execute(db);
  await sql`
    create table "WebhookDelivery" (
      "id" uuid primary key default gen_random_uuid(),
      "endpointId" uuid not null,
      "userId" ${userId.type} not null,
      "eventId" bigint not null references "Event" ("id") on delete cascade,
      "status" text not null default 'PENDING' check ("status" in ('PENDING', 'DELIVERING', 'DELIVERED', 'FAILED')),
      "attempt" integer not null default 0,
      "tries" integer not null default 0,
      "runAfter" timestamptz not null default now(),
      "leaseUntil" timestamptz,
      "createdAt" timestamptz not null default now(),
      "updatedAt" timestamptz not null default now(),
      unique ("eventId", "endpointId"),
      check (("status" = 'DELIVERING') = ("leaseUntil" is not null))
    )`.execute(db);
  await sql`
    create index "WebhookDelivery_of_endpoint" on "WebhookDelivery" ("endpointId", "createdAt" desc, "id" desc)`.execute(
    db,
  );
  await sql`
    create index "WebhookDelivery_due" on "WebhookDelivery" ("endpointId", "runAfter")
      where "status" in ('PENDING', 'DELIVERING')`.execute(db);
  await sql`
    create index "WebhookDelivery_under_way" on "WebhookDelivery" ("userId") where "status" = 'DELIVERING'`.execute(db);
  await sql`
    create table "WebhookAttempt" (
      "deliveryId" uuid not null references "WebhookDelivery" ("id") on delete cascade,
      "attempt" integer not null,
      "url" text not null,
      "startedAt" timestamptz not null,
      "durationMs" integer not null,
      "status" integer,
      "error" text,
      "answer" text not null default '',
      primary key ("deliveryId", "attempt")
    )`.execute(db);
  await sql`
    create or replace function "Event_take_position"() returns trigger language plpgsql set search_path from current as $$
    declare made record;
    begin
      perform pg_advisory_xact_lock(hashtextextended('events ' || new."userId", 0));
      update "Event" set "position" = nextval('"Event_positions"') where "id" = new."id";
      perform pg_notify('proofsheet_events', concat_ws(' ', coalesce(new."generationId"::text, '-'), new."userId"));
      for made in
        insert into "WebhookDelivery" ("endpointId", "userId", "eventId")
        select "id", "userId", new."id" from "WebhookEndpoint"
        where "userId" = new."userId" and "enabled" and new."type" <> 'webhook.test'
          and ("events" is null or new."type" = any ("events"))
        returning "id", "endpointId"
      loop
        perform pg_notify('proofsheet_webhooks', made."endpointId" || ' ' || made."id" || '-a0');
      end loop;
      return null;
    end $$`.execute(db);
}

/** What was waiting to be sent is not sent any more. */
export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    create or replace function "Event_take_position"() returns trigger language plpgsql set search_path from current as $$
    begin
      perform pg_advisory_xact_lock(hashtextextended('events ' || new."userId", 0));
      update "Event" set "position" = nextval('"Event_positions"') where "id" = new."id";
      perform pg_notify('proofsheet_events', concat_ws(' ', coalesce(new."generationId"::text, '-'), new."userId"));
      return null;
    end $$`.execute(db);
  for (const table of ['WebhookAttempt', 'WebhookDelivery', 'WebhookEndpoint']) {
    await sql`drop table ${sql.id(table)}`.execute(db);
  }
}
