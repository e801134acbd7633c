import {
  type Db,
  sumUpUsage,
  trimDeliveries,
  trimEvents,
  trimIdempotencyKeys,
  trimPreviews,
  trimSignInLinks,
  trimTakenTokens,
  trimTemplatePictures,
  trimUploads,
} from '@proofsheet/database';
import type { Log } from '@proofsheet/queue';
import { untilNoneIsLeft } from './pages.ts';

/** How many rows are deleted at once. */
const PAGE = 1000;

export interface Kept {
  readonly eventDays: number;
  readonly webhookLogDays: number;
}

/**
 * Deletes what nobody asks for any more: idempotency keys and direct uploads older than a day, old deliveries, old events
 * with theirs, links and tokens to sign in that are too old, previews, and pictures of templates as they were. Sums up the usage of
 * days that are over.
 */
export async function trim(db: Db, kept: Kept, signal: AbortSignal, log: Log): Promise<void> {
  const { eventDays, webhookLogDays } = kept;
  const keys = await untilNoneIsLeft(() => trimIdempotencyKeys(db, { limit: PAGE }), signal);
  const deliveries = await untilNoneIsLeft(() => trimDeliveries(db, { days: webhookLogDays, limit: PAGE }), signal);
  const events = await untilNoneIsLeft(() => trimEvents(db, { days: eventDays, limit: PAGE }), signal);
  const days = await untilNoneIsLeft(() => sumUpUsage(db, { limit: PAGE }), signal);
  const uploads = await untilNoneIsLeft(() => trimUploads(db, { limit: PAGE }), signal);
  const links = await untilNoneIsLeft(() => trimSignInLinks(db, { limit: PAGE }), signal);
  const tokens = await untilNoneIsLeft(() => trimTakenTokens(db, { limit: PAGE }), signal);
  const previews = await trimPreviews(db);
  const pictures = await trimTemplatePictures(db);
  const trimmed = { keys, deliveries, events, days, uploads, links, tokens, previews, pictures };
  if (Object.values(trimmed).some((count) => count > 0)) log.info(trimmed, 'trimmed');
}
