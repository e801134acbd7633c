import { type Kysely, sql } from 'kysely';

/** The sweep finds overdue generations without reading those that have no deadline or have ended. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index "Generation_deadline" on "Generation" ("deadlineAt")
    where "status" in ('PENDING', 'PROCESSING') and "deadlineAt" is not null`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index "Generation_deadline"`.execute(db);
}
