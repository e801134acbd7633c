import { Fault } from '@proofsheet/domain';
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { z } from 'zod';
import type { DB } from './schema.generated.ts';

export type Db = Kysely<DB>;
export type Tx = Transaction<DB>;

/** An id of the `User` table as text, whatever its column's type: an existing table may use uuid, integer or bigint. */
export type UserId = string;

export const databaseConfigSchema = z.object({
  url: z.url({
    protocol: /^postgres(ql)?$/,
    error: 'expected an address like postgres://user:password@host:5432/name',
  }),
  poolSize: z.coerce.number().int().min(1).default(10),
});
export type DatabaseConfig = z.input<typeof databaseConfigSchema>;

/** How long a request waits for a connection before it answers that the database is down. */
const CONNECTION_TIMEOUT_MS = 3_000;
const STATEMENT_TIMEOUT_MS = 15_000;

/**
 * A pool that connects when first used and recovers by itself when the server has been away.
 * End it with `db.destroy()`.
 */
export function connectDatabase(config: DatabaseConfig): Db {
  const { url, poolSize } = databaseConfigSchema.parse(config);
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    keepAlive: true,
  });
  // An idle connection that breaks is replaced at its next use; without a listener it would end the process.
  pool.on('error', () => {});
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
}

/** Throws a Fault that names the database when it does not answer. */
export async function ping(db: Db): Promise<void> {
  try {
    await sql`select 1`.execute(db);
  } catch (error) {
    throw asDatabaseFault(error) ?? error;
  }
}

/** SQLSTATE classes that say the server is away, not that the query is wrong: 08 connection, 53 resources, 57P shutdown. */
const AWAY_STATES = /^(08|53|57P0)/;
const AWAY_ERRORS = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EPIPE',
  'EHOSTUNREACH',
  'ENOENT',
]);
const AWAY_MESSAGES =
  /timeout exceeded when trying to connect|connection terminated|client has encountered a connection error/i;

/** The Fault for an unreachable database; undefined for every other error. */
export function asDatabaseFault(error: unknown): Fault | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (!AWAY_STATES.test(code) && !AWAY_ERRORS.has(code) && !AWAY_MESSAGES.test(error.message)) return undefined;
  return new Fault('dependency_unavailable', 'The database is not reachable. Try again shortly.', {
    dependency: 'database',
    cause: error,
  });
}
