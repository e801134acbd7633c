import { type Kysely, sql } from 'kysely';

/** The index of deadlines belongs to this migration, and is built beside the service: `indexes.ts`. */
export async function up(): Promise<void> {}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index if exists "Generation_deadline"`.execute(db);
}
