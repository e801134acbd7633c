import { type Db, trimEvents, trimIdempotencyKeys } from '@proofsheet/database';
import type { Log } from '@proofsheet/queue';
import { untilNoneIsLeft } from './pages.ts';

/** How many rows are deleted at once. */
const PAGE = 1000;

/** Deletes what nobody asks for any more: idempotency keys older than a day, and old events. */
export async function trim(db: Db, { eventDays }: { eventDays: number }, signal: AbortSignal, log: Log): Promise<void> {
  const keys = await untilNoneIsLeft(() => trimIdempotencyKeys(db, { limit: PAGE }), signal);
  const events = await untilNoneIsLeft(() => trimEvents(db, { days: eventDays, limit: PAGE }), signal);
  if (keys + events > 0) log.info({ keys, events }, 'trimmed');
}
