import { type Kysely, sql } from 'kysely';

/**
 * What retries need. `excused`: how many attempts do not count, because a stop or an outage cut them short. `kept`: how
 * many outputs of earlier runs stay. `missing`: what could not be made, and why. No row is rewritten or
 * read: the checks of rows that are there come afterwards (validate.ts).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table "Generation"
      add column "excused" integer not null default 0,
      add column "kept" integer not null default 0,
      add column "missing" jsonb not null default '[]',
      add column "retriedAt" timestamptz,
      add constraint "Generation_excused_attempts" check ("excused" between 0 and "attempt") not valid,
      add constraint "Generation_kept_outputs" check ("kept" between 0 and "outputCount") not valid,
      add constraint "Generation_completed_adds_up"
        check ("status" <> 'COMPLETED' or "progress" + jsonb_array_length("missing") = "outputCount") not valid`.execute(
    db,
  );
}

/** Loses which outputs are missing; a generation without all of its outputs still counts as done. */
export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table "Generation"
      drop constraint "Generation_completed_adds_up",
      drop column "excused", drop column "kept", drop column "missing", drop column "retriedAt"`.execute(db);
}
