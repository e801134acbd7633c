import { type Kysely, sql } from 'kysely';
import { presentUserColumn } from './user-table.ts';

/**
 * An address that a generation or a batch names is an endpoint like any other, one for each user and address: it has
 * deliveries, a log, its share of what is under way. It is told only of those that name it, and signed with one secret of
 * the user's, because nobody is there to be shown another one. It goes when nothing names it any more.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const userId = await presentUserColumn(db);
  await sql`
    create table "WebhookSecret" (
      "userId" ${userId.type} primary key ${userId.reference},
      "secret" text not null,
      "previousSecret" text,
      "previousUntil" timestamptz,
      check (("previousSecret" is null) = ("previousUntil" is null))
    )`.execute(db);
  await sql`
    alter table "WebhookEndpoint"
      add column "oneOff" boolean not null default false,
      alter column "secret" drop not null,
      add constraint "WebhookEndpoint_own_secret" check (("secret" is null) = "oneOff") not valid`.execute(db);
  await sql`
    alter table "Generation" add column "webhookId" uuid, add column "webhookEvents" text[],
      add constraint "Generation_webhook" check (("webhookId" is null) = ("webhookEvents" is null)) not valid`.execute(
    db,
  );
  await sql`alter table "Batch" add column "webhookId" uuid`.execute(db);
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
        where "userId" = new."userId" and "enabled" and not "oneOff" and new."type" <> 'webhook.test'
          and ("events" is null or new."type" = any ("events"))
        union all
        select "WebhookEndpoint"."id", new."userId", new."id" from "WebhookEndpoint", "Generation"
        where "Generation"."id" = new."generationId" and new."type" = any ("webhookEvents")
          and "WebhookEndpoint"."id" = "webhookId" and "enabled"
        union all
        select "WebhookEndpoint"."id", new."userId", new."id" from "WebhookEndpoint", "Batch"
        where new."type" = 'batch.completed' and "Batch"."id" = (new."data" ->> 'batchId')::uuid
          and "WebhookEndpoint"."id" = "webhookId" and "enabled"
        returning "id", "endpointId"
      loop
        perform pg_notify('proofsheet_webhooks', made."endpointId" || ' ' || made."id" || '-a0');
      end loop;
      return null;
    end $$`.execute(db);
}

/** What was waiting to be sent to addresses of generations is not sent any more. */
export async function down(db: Kysely<unknown>): Promise<void> {
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
  await sql`alter table "Batch" drop column "webhookId"`.execute(db);
  await sql`
    alter table "Generation" drop constraint "Generation_webhook", drop column "webhookId", drop column "webhookEvents"`.execute(
    db,
  );
  await sql`
    delete from "WebhookDelivery" using "WebhookEndpoint"
    where "WebhookEndpoint"."id" = "endpointId" and "oneOff"`.execute(db);
  await sql`delete from "WebhookEndpoint" where "oneOff"`.execute(db);
  await sql`
    alter table "WebhookEndpoint" drop constraint "WebhookEndpoint_own_secret", drop column "oneOff",
      alter column "secret" set not null`.execute(db);
  await db.schema.dropTable('WebhookSecret').execute();
}
