import { setTimeout as delay } from 'node:timers/promises';
import { type Kysely, sql, type Transaction } from 'kysely';
import { MigrationRefused, stateOf } from './refusal.ts';

export interface LockPatience {
  /** How often a lock is asked for before migrating is given up, and how long it lets others work in between. */
  readonly tries: number;
  readonly pauseMs: number;
  /** Told of every try that failed. */
  readonly say: (line: string) => void;
}

export const PATIENCE: LockPatience = { tries: 60, pauseMs: 2_000, say: () => {} };

/**
 * Everybody who wants a table waits behind one who waits for a lock on it: this is how long the service is held up at
 * most. Shorter than `deadlock_timeout` is by default, so that migrating yields and never the service.
 */
const LOCK_MS = 500;

/**
 * A transaction that waits for locks for moments only, and is tried again when somebody holds one. No limit of the role
 * or of the connection cuts it short: all are set for this transaction alone, so poolers of transactions may stand in
 * between. What `queue` waits for has no limit.
 */
export async function withShortLocks<T>(
  db: Kysely<unknown>,
  { tries, pauseMs, say }: LockPatience,
  work: (tx: Transaction<unknown>) => Promise<T>,
  queue: (tx: Transaction<unknown>) => Promise<void> = async () => {},
): Promise<T> {
  for (let left = tries - 1; ; left -= 1) {
    try {
      return await db.transaction().execute(async (tx) => {
        await liftLimits(tx);
        await queue(tx);
        await sql`set local lock_timeout = ${sql.lit(LOCK_MS)}`.execute(tx);
        return work(tx);
      });
    } catch (error) {
      if (!isContention(error)) throw error;
      const holders = await holdersOfLocks(db);
      if (left <= 0) throw lockRefused(tries, holders, error);
      say(`Waiting for a lock that ${holders}: ${left} more tries, ${pauseMs / 1000} s apart.`);
      await delay(pauseMs);
    }
  }
}

async function liftLimits(tx: Transaction<unknown>): Promise<void> {
  for (const limit of ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout']) {
    await sql`set local ${sql.id(limit)} = 0`.execute(tx);
  }
  // PostgreSQL 17 and later.
  await sql`
    select set_config('transaction_timeout', '0', true)
    where current_setting('transaction_timeout', true) is not null`.execute(tx);
}

/** Lock timeout, deadlock. */
export function isContention(error: unknown): boolean {
  return ['55P03', '40P01'].includes(stateOf(error));
}

/** Who holds locks on tables, the longest transaction first; others show what they do only to a privileged role. */
async function holdersOfLocks(db: Kysely<unknown>): Promise<string> {
  const { rows } = await sql<{ pid: number; name: string; state: string | null; seconds: number; tables: string }>`
    select "pid", "application_name" as "name", "state", string_agg(distinct "relname", ', ') as "tables",
      extract(epoch from now() - "xact_start")::int as "seconds"
    from pg_locks join pg_stat_activity using ("pid") join pg_class on pg_class."oid" = "relation"
    where "locktype" = 'relation' and "granted" and "pid" <> pg_backend_pid()
      and "relnamespace" not in ('pg_catalog'::regnamespace, 'pg_toast'::regnamespace)
    group by "pid", "application_name", "state", "xact_start" order by "xact_start" limit 1`.execute(db);
  const [longest] = rows;
  if (!longest) return 'another transaction held';
  const { pid, name, state, seconds, tables } = longest;
  const who = [`process ${pid}`, name && `of ${name}`].filter(Boolean).join(' ');
  return `${who} holds on ${tables} (${state ?? 'its state is hidden'}, for ${seconds} s)`;
}

function lockRefused(tries: number, holders: string, cause: unknown): MigrationRefused {
  return new MigrationRefused(
    `A lock could not be had in ${tries} tries: one ${holders}. Nothing is changed: end it, or migrate at a quieter time.`,
    { cause },
  );
}
