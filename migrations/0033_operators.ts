import { type Kysely, sql } from 'kysely';

/** An operator is who holds a key that was made for one: no table of users, whoever made it, has to know of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table "ApiKey" add column "operator" boolean not null default false`.execute(db);
  await sql`alter table "SignInLink" add column "operator" boolean not null default false`.execute(db);
}

/** Operators keep their keys, as users. */
export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table "SignInLink" drop column "operator"`.execute(db);
  await sql`alter table "ApiKey" drop column "operator"`.execute(db);
}
