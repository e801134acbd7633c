import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { z } from 'zod';
import { asDatabaseFault } from './faults.ts';
import type { DB } from './schema.generated.ts';

export type Db = Kysely<DB>;
export type Tx = Transaction<DB>;

export const databaseConfigSchema = z.object({
  url: z.url({
    protocol: /^postgres(ql)?$/,
    hostname: /.*/,
    error: 'expected an address like postgres://user:password@host:5432/name',
  }),
  poolSize: z.coerce.number().int().min(1).default(10).describe('Connections of one process, at most.'),
  statementSeconds: z.coerce
    .number()
    .min(0)
    .default(15)
    .describe(
      'The server cancels what runs longer, and a transaction that is idle for longer. 0: never, for migrations.',
    ),
});
export type DatabaseConfig = z.input<typeof databaseConfigSchema>;

/** As an operator gives it; each program chooses the rest for its work. */
export const databaseSlice = {
  schema: databaseConfigSchema.pick({ url: true }),
  variables: { url: 'DATABASE_URL' },
} as const;

/** How long a request waits for a connection before it answers that the database is down. */
const CONNECTION_TIMEOUT_MS = 3_000;
/** A server that hangs cancels nothing: this much later the client stops waiting for it. */
const UNANSWERED_AFTER_MS = 5_000;

/** A pool that connects when first used, and recovers by itself after an outage. End it with `db.destroy()`. */
export function connectDatabase(config: DatabaseConfig): Db {
  const { url, poolSize, statementSeconds } = databaseConfigSchema.parse(config);
  const statement_timeout = statementSeconds * 1000;
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'proofsheet',
    max: poolSize,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    keepAlive: true,
    ...(statement_timeout > 0 && {
      statement_timeout,
      query_timeout: statement_timeout + UNANSWERED_AFTER_MS,
      // A process that freezes within a transaction holds its locks, and would keep the sweep from its rows.
      idle_in_transaction_session_timeout: statement_timeout,
    }),
  });
  // A connection that breaks fails its query and is replaced. It also emits an error, from the pool while it is idle
  // and
  // from itself while it is in use: without both listeners the error would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
}

/** Throws a Fault that names the database, when it does not answer. */
export async function ping(db: Db): Promise<void> {
  try {
    await sql`select 1`.execute(db);
  } catch (error) {
    throw asDatabaseFault(error) ?? error;
  }
}
