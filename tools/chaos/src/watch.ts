import type { Db } from '@proofsheet/database';
import { GENERATION_STATUSES, type GenerationStatus } from '@proofsheet/domain';
import { sql } from 'kysely';

/** How many generations are in each state, and how many assets are PENDING, when the database last answered. */
export interface Watch {
  readonly counts: Readonly<Record<GenerationStatus | 'pendingAssets', number>>;
  unfinished(): number;
  ended(): number;
  /** Counts now. False when the database did not answer. */
  look(): Promise<boolean>;
  stop(): void;
}

const EVERY_MS = 500;

export function watchGenerations(db: Db): Watch {
  const counts = Object.fromEntries([...GENERATION_STATUSES, 'pendingAssets'].map((name) => [name, 0]));
  let looking: Promise<boolean> | undefined;

  async function ask(): Promise<boolean> {
    try {
      const count = sql<number>`count(*)::int`.as('count');
      const rows = await db.selectFrom('Generation').select(['status', count]).groupBy('status').execute();
      const assets = await db.selectFrom('Asset').select(count).where('status', '=', 'PENDING').executeTakeFirst();
      for (const status of GENERATION_STATUSES) counts[status] = rows.find((row) => row.status === status)?.count ?? 0;
      counts.pendingAssets = assets?.count ?? 0;
      return true;
    } catch {
      return false;
    }
  }
  function look(): Promise<boolean> {
    looking ??= ask().finally(() => {
      looking = undefined;
    });
    return looking;
  }
  const timer = setInterval(look, EVERY_MS);
  return {
    counts: counts as Watch['counts'],
    unfinished: () => (counts.PENDING ?? 0) + (counts.PROCESSING ?? 0),
    ended: () => (counts.COMPLETED ?? 0) + (counts.FAILED ?? 0) + (counts.CANCELLED ?? 0),
    look,
    stop: () => clearInterval(timer),
  };
}
