import { type Kysely, sql } from 'kysely';

/**
 * The cut-out by a mask that a person has drawn, beside the one that the analysis has found: what is analysed again leaves it
 * alone. And the widths in which the master is stored as well, for pages that show many. No row is rewritten.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table "Asset"
    add column "handCutout" jsonb,
    add column "handCutoutKey" text,
    add column "renditions" integer[] not null default '{}'`.execute(db);
}

/** Leaves their objects as orphans, which are collected. */
export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table "Asset"
    drop column "handCutout",
    drop column "handCutoutKey",
    drop column "renditions"`.execute(db);
}
