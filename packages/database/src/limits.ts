import type { PoolClient } from 'pg';

/** What the server ends: statements that run, and transactions that are idle, for longer. */
export interface Limits {
  readonly statementMs: number;
}

/** As parameters of a connection, which hold for all that is sent over it. */
export function startupLimits({ statementMs }: Limits) {
  // A process that freezes within a transaction holds its locks, and would keep the sweep from its rows.
  return { statement_timeout: statementMs, idle_in_transaction_session_timeout: statementMs };
}

/** A pooler (PgBouncer) takes no such parameters: every transaction there may run on another connection to the server. */
export function isRefusedByPooler(error: unknown): boolean {
  return error instanceof Error && /unsupported startup parameter/i.test(error.message);
}

/** Whether the server has taken the limits: a pooler may have been told to leave parameters out. */
export async function hasLimits(client: PoolClient, { statementMs }: Limits): Promise<boolean> {
  const { rows } = await client.query(`select setting from pg_settings where name = 'statement_timeout'`);
  return Number(rows[0]?.setting) === statementMs;
}

type Query = (text: string, values?: unknown[]) => Promise<unknown>;

/**
 * The client of a pooler: its limits are set in each transaction, together with its beginning, and a statement outside
 * becomes a transaction of its own. That costs it two more round trips.
 */
export function limitedByTransaction(client: PoolClient, { statementMs }: Limits) {
  const limits = Object.entries(startupLimits({ statementMs })).map(([name, ms]) => `; set local ${name} = ${ms}`);
  const query = client.query.bind(client) as unknown as Query;
  let within = false;
  return {
    processID: (client as PoolClient & { processID?: number }).processID,
    // The pool gives it another one each time.
    release: (destroy?: boolean) => client.release(destroy),
    async query(text: string, values: unknown[] = []): Promise<unknown> {
      if (/^(begin|start transaction)\b/i.test(text)) {
        within = true;
        return query(`${text}${limits.join('')}`);
      }
      if (within) {
        if (/^(commit|rollback$)/i.test(text)) within = false;
        return query(text, values);
      }
      await query(`begin${limits.join('')}`);
      try {
        const result = await query(text, values);
        await query('commit');
        return result;
      } catch (error) {
        // A connection that broke has nothing to roll back.
        await query('rollback').catch(() => {});
        throw error;
      }
    },
  };
}
