import { sql } from 'kysely';
import type { Db, Tx } from './connect.ts';

/* Leases, backoffs and ages go by the database's clock alone: the clocks of the workers may differ. */

export const now = sql<Date>`now()`;

export function fromNow(seconds: number) {
  return sql<Date>`now() + make_interval(secs => ${seconds})`;
}

/** When a generation that ends now goes; null where it stays. */
export const expiry = sql<Date>`now() + make_interval(secs => "expiresAfter")`;

export function ago(seconds: number) {
  return sql<Date>`now() - make_interval(secs => ${seconds})`;
}

/** The present time, to compare with a later one: no change of this machine's clock comes between the two. */
export async function databaseTime(db: Db | Tx): Promise<Date> {
  const { rows } = await sql<{ time: Date }>`select now() as "time"`.execute(db);
  return rows[0]?.time ?? new Date(Number.NaN);
}
