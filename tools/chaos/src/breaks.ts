import type { Db } from '@proofsheet/database';
import { sql } from 'kysely';

/** A guarantee that one run takes away, to see the harness report it. The product has no code for this. */
export interface Break {
  /** The guarantee that it breaks. */
  readonly about: string;
  /** Settings of every worker. */
  readonly workerEnv?: NodeJS.ProcessEnv;
  readonly prepare?: (db: Db) => Promise<void>;
}

export const BREAKS = {
  attempt: {
    about: 'the attempt no longer tells a late writer from its successor: every attempt counts as the first',
    prepare: (db) => forgetAttempts(db),
  },
  lease: {
    about: 'leases do not run out: nobody takes over from a worker that died',
    workerEnv: { LEASE_SECONDS: '86400' },
  },
  sweep: {
    about: 'nobody sweeps: what the queue has lost is not found',
    workerEnv: { WORKER_QUEUES: 'thumbnail,ad,ingest' },
  },
} as const satisfies Record<string, Break>;

export type BreakName = keyof typeof BREAKS;
export const BREAK_NAMES = Object.keys(BREAKS) as BreakName[];

/**
 * A trigger sets the attempt back to 1. The guard of the completing transaction compares it, so it always passes while
 * the generation runs, and all attempts write the same keys.
 */
async function forgetAttempts(db: Db): Promise<void> {
  await sql`
    create function "forget_attempt"() returns trigger language plpgsql as
    $$ begin new."attempt" := least(new."attempt", 1); return new; end $$`.execute(db);
  await sql`
    create trigger "forget_attempt" before update on "Generation"
    for each row execute function "forget_attempt"()`.execute(db);
}
