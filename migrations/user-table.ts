import { type Kysely, type RawBuilder, sql } from 'kysely';

/** Marks a `User` table as made here, so that `down` takes back only its own. */
const OWN = 'Created by Proofsheet';

/** Proofsheet is often added to a product that has its users already: that table is kept as it is. */
export async function createUserUnlessThere(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql`select 1 where to_regclass('"User"') is not null`.execute(db);
  if (rows.length > 0) return;
  await sql`
    create table "User" (
      "id" uuid primary key,
      "email" text,
      "createdAt" timestamptz not null default now()
    )`.execute(db);
  await sql`comment on table "User" is ${sql.lit(OWN)}`.execute(db);
}

export async function dropOwnUser(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ comment: string | null }>`
    select obj_description(to_regclass('"User"')) as "comment"`.execute(db);
  if (rows[0]?.comment === OWN) await sql`drop table "User"`.execute(db);
}

/** The type of `"User"."id"`, which every column that refers to it must have. */
export async function userIdType(db: Kysely<unknown>): Promise<RawBuilder<unknown>> {
  const { rows } = await sql<{ type: string }>`
    select format_type(atttypid, atttypmod) as "type" from pg_attribute
    where attrelid = to_regclass('"User"') and attname = 'id' and not attisdropped`.execute(db);
  const type = rows[0]?.type;
  if (type === undefined) throw new Error('The existing table "User" has no column "id", which Proofsheet refers to.');
  return sql.raw(type);
}
