import { type Kysely, sql } from 'kysely';

/** The comment of a `User` table that was made here, so that it is told from a product's. */
export const OWN = 'Created by Proofsheet';

/** What products name the table of their users; the likeliest first. */
const LIKELY = ['^(auth_)?users?$', '(_|^[a-z.]*)users?$', '^(user_(entity|account)s?|members?|customers?|people)$'];

/**
 * The tables of the product around that may hold its users, as settings that name them. Tables without a key of one
 * column are left out, and those in schemas that this role may not use.
 */
export async function userTableCandidates<DB>(db: Kysely<DB>): Promise<string[]> {
  const { rows } = await sql<{ schema: string; name: string; key: string }>`
    select "nspname" as "schema", "relname" as "name", "attname" as "key"
    from pg_class
      join pg_namespace on pg_namespace."oid" = "relnamespace"
      join pg_index on "indrelid" = pg_class."oid" and "indisprimary" and "indnkeyatts" = 1
      join pg_attribute on "attrelid" = pg_class."oid" and "attnum" = "indkey"[0]
    where "relkind" in ('r', 'p') and not "relispartition"
      and "nspname" !~ '^pg_' and "nspname" <> 'information_schema'
      and has_schema_privilege(pg_namespace."oid", 'USAGE')
      and obj_description(pg_class."oid", 'pg_class') is distinct from ${OWN}
      and "relname" ~* any (${LIKELY}::text[])
    order by "relname" ~* ${LIKELY[0]} desc, "relname" ~* ${LIKELY[1]} desc, "nspname", "relname"
    limit 8`.execute(db);
  return rows.map(({ schema, name, key }) => {
    const table = [schema, name].map((part) => (part.includes('.') ? `"${part}"` : part)).join('.');
    return `USER_TABLE=${table}${key === 'id' ? '' : ` USER_KEY=${key}`}`;
  });
}
