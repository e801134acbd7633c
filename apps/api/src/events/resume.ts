import { type Db, lastPosition, type Position, type UserId } from '@proofsheet/database';
import { z } from 'zod';

const position = z.string().regex(/^\d{1,18}$/, 'must be the id of an event');

/** How a client says behind which event it goes on: by the header of its own accord, or by the query at first. */
export const resumeHeader = z.looseObject({
  'last-event-id': position
    .or(z.literal(''))
    .optional()
    .describe(
      'The id of the last event that you have: the next one comes first. Clients of event streams send it by themselves.',
    ),
});
export const resumeQuery = z.strictObject({
  after: position
    .optional()
    .describe('The same in the address; the header counts where both are sent. 0 is before all events.'),
});

/**
 * Undefined: the client has none, or does not say so. An id ahead of all events is of a database that was restored since:
 * it counts as the newest there is, so that those that come now are not taken for known.
 */
export async function resumedAt(
  db: Db,
  userId: UserId,
  headers: z.output<typeof resumeHeader>,
  query: z.output<typeof resumeQuery>,
): Promise<Position | undefined> {
  const given = headers['last-event-id'] || query.after;
  if (given === undefined) return undefined;
  const last = await lastPosition(db, userId);
  return BigInt(given) > BigInt(last) ? last : given;
}
