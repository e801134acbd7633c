import { type Kysely, sql } from 'kysely';

/** Found by the sweep without reading what has no deadline or has ended. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index "Generation_deadline" on "Generation" ("deadlineAt")
    where "status" in ('PENDING', 'PROCESSING') and "deadlineAt" is not null`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index "Generation_deadline"`.execute(db);
}
