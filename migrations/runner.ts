import { type Kysely, sql, type Transaction } from 'kysely';
import { MigrationRefused, refusalOf } from './refusal.ts';
import { isContention, type LockPatience, withShortLocks } from './short-locks.ts';
import type { UserSetting } from './user-table.ts';

/*
 * Kysely's own Migrator holds a lock of the session and one transaction for all migrations together; poolers of
 * transactions have no sessions, and the service would wait for the whole. Its notes are kept as it writes them.
 */

export interface Migration {
  up(tx: Transaction<unknown>, users: UserSetting): Promise<void>;
  down(tx: Transaction<unknown>): Promise<void>;
}
export type Migrations = Readonly<Record<string, Migration>>;

export interface Run {
  readonly users: UserSetting;
  readonly patience: LockPatience;
}

/**
 * Which migrations a database has, in a table of our own name and in the schema that the tables are in: the product
 * around may keep its own notes there, or another Proofsheet in another schema.
 */
const NOTES = 'ProofsheetMigration';

/** The lock of Kysely's Migrator, which earlier versions took. */
const LOCK = 3853314791062309107n;

/** Carries out the next migration, and answers its name; undefined when there is none left. */
export function takeNext(db: Kysely<unknown>, migrations: Migrations, run: Run): Promise<string | undefined> {
  return inTurn(db, run.patience, async (tx, notes) => {
    const name = nextOf(Object.keys(migrations), await notes.read());
    if (name === undefined) return undefined;
    await migrations[name]?.up(tx, run.users).catch((error: unknown) => Promise.reject(named(name, error)));
    await notes.add(name);
    return name;
  });
}

/** Takes the last migration back, and answers its name; undefined when there is none. */
export function takeBackLast(
  db: Kysely<unknown>,
  migrations: Migrations,
  patience: LockPatience,
): Promise<string | undefined> {
  return inTurn(db, patience, async (tx, notes) => {
    const name = (await notes.read()).at(-1);
    if (name === undefined) return undefined;
    if (!migrations[name]) throw unknownMigration(name);
    await takeBack(tx, migrations, name);
    await notes.remove(name);
    return name;
  });
}

export async function takeBack(tx: Transaction<unknown>, migrations: Migrations, name: string): Promise<void> {
  await migrations[name]?.down(tx).catch((error: unknown) => Promise.reject(named(name, error)));
}

/** Locks that could not be had are left as they are: they are asked for again. */
function named(name: string, error: unknown): unknown {
  return isContention(error) ? error : refusalOf(error, `The migration ${name} failed`);
}

/** What the database has noted, in the order of the names. Empty where no migration was ever carried out. */
export async function carriedOut(db: Kysely<unknown>): Promise<string[]> {
  return (await notesIn(db, { orNew: false })).read();
}

type Notes = Awaited<ReturnType<typeof notesIn>>;

/** Waits for the migration that another process is at; what that one has done is then seen. */
export function inTurn<T>(
  db: Kysely<unknown>,
  patience: LockPatience,
  work: (tx: Transaction<unknown>, notes: Notes) => Promise<T>,
): Promise<T> {
  const turn = (tx: Transaction<unknown>) =>
    sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(tx).then(() => {});
  return withShortLocks(db, patience, async (tx) => work(tx, await notesIn(tx, { orNew: true })), turn);
}

async function notesIn(db: Kysely<unknown>, { orNew }: { orNew: boolean }) {
  const schema = await schemaOf(db);
  const table = sql.id(schema, NOTES);
  const { rows } = await sql`select 1 where to_regclass(${`"${schema}"."${NOTES}"`}) is not null`.execute(db);
  const there = rows.length > 0;
  if (!there && orNew) {
    await sql`create table ${table} ("name" varchar(255) primary key, "timestamp" varchar(255) not null)`.execute(db);
  }
  return {
    async read(): Promise<string[]> {
      if (!there && !orNew) return [];
      const { rows } = await sql<{ name: string }>`select "name" from ${table} order by "name" collate "C"`.execute(db);
      return rows.map(({ name }) => name);
    },
    async add(name: string): Promise<void> {
      await sql`insert into ${table} values (${name}, ${new Date().toISOString()})`.execute(db);
    },
    async remove(name: string): Promise<void> {
      await sql`delete from ${table} where "name" = ${name}`.execute(db);
    },
  };
}

async function schemaOf(db: Kysely<unknown>): Promise<string> {
  const { rows } = await sql<{ schema: string | null }>`select current_schema() as "schema"`.execute(db);
  const schema = rows[0]?.schema;
  if (!schema)
    throw new MigrationRefused('No schema of the search path exists: create it, or set search_path to one that does.');
  return schema;
}

function nextOf(known: readonly string[], done: readonly string[]): string | undefined {
  const stranger = done.find((name) => !known.includes(name));
  if (stranger) throw unknownMigration(stranger);
  return known.find((name) => !done.includes(name));
}

function unknownMigration(name: string): MigrationRefused {
  return new MigrationRefused(`The database has the migration ${name} of a newer Proofsheet: run that version.`);
}
