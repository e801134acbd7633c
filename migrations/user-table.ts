import { type Kysely, type RawBuilder, sql } from 'kysely';
import { MigrationRefused, stateOf } from './refusal.ts';
import { OWN, userTableCandidates } from './user-candidates.ts';

/** Where the users are: in a table of the product that the database belongs to, or in one that was made here. */
export interface UserTable {
  readonly schema: string;
  readonly name: string;
  /** The column that every `userId` refers to, and its type. */
  readonly key: string;
  readonly type: string;
  /** Made by Proofsheet, which creates and deletes its rows. All others are never written. */
  readonly own: boolean;
}

/** Which table an operator has named. Without a name: `User` where it exists, otherwise one of our own. */
export interface UserSetting {
  readonly table?: string | undefined;
  readonly key?: string | undefined;
}

const OWN_NAME = 'User';
const DEFAULT_KEY = 'id';

/** The table that the setting asks for, with all that a foreign key to it needs. Undefined: there is none yet. */
export async function findUserTable(db: Kysely<unknown>, setting: UserSetting): Promise<UserTable | undefined> {
  const parts = partsOf(setting.table ?? OWN_NAME);
  const shown = parts.map((part) => `"${part.replaceAll('"', '""')}"`).join('.');
  const { rows } = await sql<Relation>`
    select "relation"."oid"::text as "oid", "nspname" as "schema", "relname" as "name", "relkind" as "kind",
      coalesce(obj_description("relation"."oid", 'pg_class') = ${OWN}, false) as "own", current_user as "role"
    from pg_class as "relation" join pg_namespace as "space" on "space"."oid" = "relnamespace"
    where "relation"."oid" = to_regclass(${shown})`
    .execute(db)
    .catch((error: unknown) => {
      if (stateOf(error) !== '42501') throw error;
      throw new MigrationRefused(`USER_TABLE: ${(error as Error).message}. Grant usage on the schema to the role.`);
    });
  const relation = rows[0];
  if (relation === undefined) {
    if (setting.table === undefined) return undefined;
    throw new MigrationRefused(`USER_TABLE: there is no table ${shown}. ${await proposal(db)}`);
  }
  if (relation.kind !== 'r' && relation.kind !== 'p')
    throw new MigrationRefused(
      `${shown} is no table, and nothing can refer to it: USER_TABLE names the one behind it.`,
    );
  return { ...relation, ...(await usableKey(db, relation, { shown, key: setting.key ?? DEFAULT_KEY })) };
}

interface Relation {
  readonly oid: string;
  readonly schema: string;
  readonly name: string;
  readonly kind: string;
  readonly own: boolean;
  readonly role: string;
}

async function usableKey(
  db: Kysely<unknown>,
  { oid, schema, name, role }: Relation,
  { shown, key }: { shown: string; key: string },
): Promise<Pick<UserTable, 'key' | 'type'>> {
  const { rows } = await sql<{ type: string; unique: boolean; allowed: boolean }>`
    select format_type("atttypid", "atttypmod") as "type",
      has_column_privilege("attrelid", "attnum", 'REFERENCES') as "allowed",
      exists (select 1 from pg_index where "indrelid" = "attrelid" and "indisunique" and "indimmediate" and "indisvalid"
        and "indpred" is null and "indnkeyatts" = 1 and "indkey"[0] = "attnum") as "unique"
    from pg_attribute where "attrelid" = ${oid}::oid and "attname" = ${key} and "attnum" > 0 and not "attisdropped"`.execute(
    db,
  );
  const column = rows[0];
  if (!column)
    throw new MigrationRefused(
      `The table ${shown} has no column "${key}": USER_KEY names its key, USER_TABLE another.`,
    );
  if (!column.unique)
    throw new MigrationRefused(
      `"${key}" of the table ${shown} is not unique by itself: USER_KEY names a column that is.`,
    );
  if (!column.allowed)
    throw new MigrationRefused(
      `The role ${role} may not refer to ${shown}: grant references ("${key}") on "${schema}"."${name}" to "${role}".`,
    );
  return { key, type: column.type };
}

/** `auth.users` or `users`, by the letters as they are; a name with a dot in it stands in double quotes. */
function partsOf(name: string): string[] {
  const parts = [...name.matchAll(/"((?:[^"]|"")+)"|([^".]+)/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  );
  if (parts.length === 1 || parts.length === 2) return parts;
  throw new MigrationRefused('USER_TABLE is a table, or a schema and a table: users, auth.users.');
}

async function proposal(db: Kysely<unknown>): Promise<string> {
  const candidates = await userTableCandidates(db);
  return candidates.length > 0 ? `This database has ${candidates.join(' and ')}.` : 'Names count as they are written.';
}

/** For a database without users; its comment marks it, so that `down` takes back no other. */
export async function createOwnUserTable(db: Kysely<unknown>): Promise<UserTable> {
  await sql`
    create table "User" (
      "id" uuid primary key,
      "email" text,
      "createdAt" timestamptz not null default now()
    )`.execute(db);
  await sql`comment on table "User" is ${sql.lit(OWN)}`.execute(db);
  const { rows } = await sql<{ schema: string }>`select current_schema() as "schema"`.execute(db);
  return { schema: rows[0]?.schema ?? '', name: OWN_NAME, key: DEFAULT_KEY, type: 'uuid', own: true };
}

export async function dropOwnUserTable(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql`
    select 1 from pg_class where "relname" = ${OWN_NAME} and "relnamespace" = current_schema()::regnamespace
      and obj_description("oid", 'pg_class') = ${OWN}`.execute(db);
  if (rows.length > 0) await sql`drop table ${sql.id(OWN_NAME)}`.execute(db);
}

/** The table that our tables refer to. Undefined: they are not there. */
export async function userTableOf<DB>(db: Kysely<DB>): Promise<UserTable | undefined> {
  const { rows } = await sql<UserTable>`
    select "nspname" as "schema", "relname" as "name", "attname" as "key", format_type("atttypid", "atttypmod") as "type",
      coalesce(obj_description("confrelid", 'pg_class') = ${OWN}, false) as "own"
    from pg_constraint
      join pg_class on pg_class."oid" = "confrelid"
      join pg_namespace on pg_namespace."oid" = "relnamespace"
      join pg_attribute on "attrelid" = "confrelid" and "attnum" = "confkey"[1]
    where "conrelid" = to_regclass('"ApiKey"') and "contype" = 'f'`.execute(db);
  return rows[0];
}

/** How a column `userId` is declared: its type, and the reference that removes its row with the user. */
export interface UserColumn {
  readonly type: RawBuilder<unknown>;
  readonly reference: RawBuilder<unknown>;
}

export function userColumn({ schema, name, key, type }: UserTable): UserColumn {
  const reference = sql`references ${sql.id(schema, name)} (${sql.id(key)}) on delete cascade`;
  return { type: sql.raw(type), reference };
}

/** For migrations after the first one: the column as the tables have it already. */
export async function presentUserColumn(db: Kysely<unknown>): Promise<UserColumn> {
  const table = await userTableOf(db);
  if (!table) throw new MigrationRefused('The table "ApiKey" refers to no table of users any more: restore its key.');
  return userColumn(table);
}
