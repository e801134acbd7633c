import type { Position } from '@proofsheet/database';
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

/** Undefined: the client has none, or does not say so. */
export function resumedAt(
  headers: z.output<typeof resumeHeader>,
  query: z.output<typeof resumeQuery>,
): Position | undefined {
  return headers['last-event-id'] || query.after;
}
