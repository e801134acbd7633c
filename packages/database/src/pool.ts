import type { OutageWatch } from '@proofsheet/domain';
import pg from 'pg';
import { asDatabaseFault } from './faults.ts';
import { hasLimits, isRefusedByPooler, type Limits, limitedByTransaction, startupLimits } from './limits.ts';
import { addressOf, isRefusedForTls, tlsOf } from './tls.ts';

export interface PoolOptions {
  readonly url: string;
  readonly size: number;
  /** None: for migrations, which set their own. */
  readonly limits: Limits | undefined;
  /** Told of connections that break, do not come about, and come about. */
  readonly watch?: OutageWatch | undefined;
}

/** How long a request waits for a connection before it answers that the database is down. */
const CONNECTION_TIMEOUT_MS = 3_000;
/** A server that hangs cancels nothing: this much later the client stops waiting for it. */
const UNANSWERED_AFTER_MS = 5_000;

/**
 * Connections that are made when they are first needed, and replaced after an outage. What the server does not take, the
 * kind of TLS or limits at the start, is found out with the first one and holds for all others.
 */
export function openPool({ url, size, limits, watch }: PoolOptions) {
  const failed = (error: unknown) => watch?.failed(asDatabaseFault(error) ?? error);
  const tls = tlsOf(url);
  const pool = new pg.Pool({
    ...(tls ? { ...addressOf(url), ssl: tls.ssl } : { connectionString: url }),
    application_name: 'proofsheet',
    max: size,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    keepAlive: true,
    ...(limits && { ...startupLimits(limits), query_timeout: limits.statementMs + UNANSWERED_AFTER_MS }),
  });
  // A connection that breaks fails its query and is replaced. It also emits an error, from the pool while it is idle
  // and from itself while it is in use: without both listeners the error would end the process.
  pool.on('error', failed);
  pool.on('connect', (client) => {
    client.on('error', failed);
    watch?.answered();
  });

  let limited: 'at start' | 'by transaction' | 'unknown' = limits ? 'unknown' : 'at start';
  const wrapped = new WeakMap<pg.PoolClient, ReturnType<typeof limitedByTransaction>>();

  async function connect(): Promise<pg.PoolClient> {
    const tried = { limited, ssl: pool.options.ssl };
    try {
      return await pool.connect();
    } catch (error) {
      if (limits && tried.limited !== 'by transaction' && isRefusedByPooler(error)) leaveLimitsOut();
      else if (tls?.otherwise !== undefined && tried.ssl === tls.ssl && isRefusedForTls(error))
        pool.options.ssl = tls.otherwise;
      else {
        failed(error);
        throw error;
      }
      return connect();
    }
  }

  function leaveLimitsOut(): void {
    limited = 'by transaction';
    Object.assign(pool.options, { statement_timeout: false, idle_in_transaction_session_timeout: false });
  }

  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await connect();
      if (limits === undefined) return client;
      if (limited === 'unknown') limited = (await takesLimits(client, limits)) ? 'at start' : 'by transaction';
      if (limited === 'at start') return client;
      const known = wrapped.get(client) ?? limitedByTransaction(client, limits);
      wrapped.set(client, known);
      return known;
    },
  };
}

async function takesLimits(client: pg.PoolClient, limits: Limits): Promise<boolean> {
  try {
    return await hasLimits(client, limits);
  } catch (error) {
    client.release(true);
    throw error;
  }
}
