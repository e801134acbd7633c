import { type Kysely, sql } from 'kysely';

/**
 * Where the outputs of a generation are copied to besides: the name of a bucket that the operator has configured, never an
 * address or a credential. One row a generation, whose attempt guards it as a generation's own does.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table "BucketDelivery" (
      "generationId" uuid primary key references "Generation" ("id") on delete cascade,
      "bucket" text not null,
      "path" text not null,
      "status" text not null check ("status" in ('WAITING', 'PENDING', 'DELIVERING', 'DELIVERED', 'FAILED')),
      "attempt" integer not null default 0,
      "tries" integer not null default 0,
      "runAfter" timestamptz not null default now(),
      "leaseUntil" timestamptz,
      "copied" uuid[] not null default '{}',
      "error" jsonb,
      "deliveredAt" timestamptz,
      check (("status" = 'DELIVERING') = ("leaseUntil" is not null))
    )`.execute(db);
  await sql`
    create index "BucketDelivery_due" on "BucketDelivery" ("runAfter")
      where "status" in ('PENDING', 'DELIVERING')`.execute(db);
}

/** What was to be delivered is not; what was delivered stays where it is. */
export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('BucketDelivery').execute();
}
