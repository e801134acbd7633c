import { type Kysely, sql, type Transaction } from 'kysely';
import { MigrationRefused } from './refusal.ts';
import { inTurn, type Migrations, type Run, takeBack } from './runner.ts';
import { TABLES } from './tables.ts';
import { findUserTable, type UserTable, userTableOf } from './user-table.ts';

/**
 * Where the setting names another table of users than the tables refer to, all migrations are taken back, to be carried
 * out again with the named one: the ids of users and their type are everywhere. Only while nothing is stored; otherwise
 * it is refused.
 */
export async function moveUsers(db: Kysely<unknown>, migrations: Migrations, { users, patience }: Run): Promise<void> {
  if (users.table === undefined) return;
  await inTurn(db, patience, async (tx, notes) => {
    const present = await userTableOf(tx);
    const wanted = await findUserTable(tx, users);
    if (!present || !wanted || isSame(present, wanted)) return;
    await refuseIfInUse(tx, present);
    for (const name of (await notes.read()).toReversed()) {
      await takeBack(tx, migrations, name);
      await notes.remove(name);
    }
  });
}

function isSame(one: UserTable, other: UserTable): boolean {
  return one.schema === other.schema && one.name === other.name && one.key === other.key;
}

/** Nobody writes until the transaction ends. */
async function refuseIfInUse(tx: Transaction<unknown>, { schema, name, own }: UserTable): Promise<void> {
  const { rows: there } = await sql<{ name: string }>`
    select "relname" as "name" from pg_class join pg_attribute on "attrelid" = pg_class."oid"
    where "relnamespace" = current_schema()::regnamespace and "relname" = any (${TABLES}) and "attname" = 'userId'`.execute(
    tx,
  );
  const tables = [...there.map((table) => sql.id(table.name)), ...(own ? [sql.id(schema, name)] : [])];
  await sql`lock table ${sql.join(tables)} in access exclusive mode`.execute(tx);
  for (const table of tables) {
    const { rows } = await sql`select 1 from ${table} limit 1`.execute(tx);
    if (rows.length === 0) continue;
    throw new MigrationRefused(
      `The tables refer to the users of "${schema}"."${name}" and hold rows of theirs, so USER_TABLE and USER_KEY ` +
        'cannot name others: delete those users first, or migrate an empty schema.',
    );
  }
}
