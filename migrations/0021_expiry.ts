import { type Kysely, sql } from 'kysely';

/** The time is set as the generation ends, so that one that waits long does not expire before it is made. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table "Generation" add column "expiresAfter" integer, add column "expiresAt" timestamptz,
      add constraint "Generation_expires_after_its_end" check ("expiresAt" is null or
        ("expiresAfter" is not null and "finishedAt" is not null)) not valid`.execute(db);
}

/** What was to expire stays. */
export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table "Generation" drop constraint "Generation_expires_after_its_end",
      drop column "expiresAfter", drop column "expiresAt"`.execute(db);
}
