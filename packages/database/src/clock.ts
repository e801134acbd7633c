import { sql } from 'kysely';

/* Leases, backoffs and ages go by the database's clock alone: the clocks of the workers may differ. */

export const now = sql<Date>`now()`;

export function fromNow(seconds: number) {
  return sql<Date>`now() + make_interval(secs => ${seconds})`;
}

export function ago(seconds: number) {
  return sql<Date>`now() - make_interval(secs => ${seconds})`;
}
