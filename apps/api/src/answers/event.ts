import { type EventRow, toldEvent } from '@proofsheet/database';
import { EVENT_TYPES, toldReviewSchema, usageSchema } from '@proofsheet/domain';
import { z } from 'zod';
import type { Dependencies } from '../dependencies.ts';
import { batchCountsSchema } from './batch.ts';
import { failureSchema, id, missingSchema, time } from './fields.ts';
import { outputAnswer, outputSchema } from './output.ts';

const eventSchema = z
  .object({
    id: z.string().describe('Its place among your events: higher is later. `Last-Event-ID` goes on behind it.'),
    type: z.enum(EVENT_TYPES).describe('More may follow: ignore what you do not know.'),
    createdAt: time,
    generationId: id.nullable(),
    assetId: id.nullable(),
    attempt: z
      .int()
      .min(1)
      .optional()
      .describe(
        'Of `generation.processing` and `output.created`: a higher one makes all outputs of the one before anew.',
      ),
    ordinal: z.int().min(1).optional().describe('Of `output.created`: how many outputs there are with this one.'),
    output: outputSchema
      .optional()
      .describe(
        'Of `output.created`: the image, with its address. Its `index` is the place in which it was made until the generation is COMPLETED, and its rank from then on; until then it can be had at its address only.',
      ),
    outputs: z.array(id).optional().describe('Of `generation.completed`: what was made, the best variant first.'),
    missing: missingSchema.optional().describe('Of `generation.completed`: what could not be made.'),
    endpointId: id.optional().describe('Of `webhook.disabled` and `webhook.test`: of your webhooks, which one.'),
    reason: z
      .string()
      .optional()
      .describe(
        'Of `webhook.disabled`: `gone` (it answered 410) or `failing`. Of `generation.deleted`: `expired`, where nobody deleted it.',
      ),
    usage: usageSchema.optional().describe('Of `generation.completed`: what it took.'),
    delivery: z
      .object({ to: z.string(), keys: z.array(z.string()) })
      .optional()
      .describe('Of `generation.delivered`: the bucket, and the key of each output in it, the best variant first.'),
    batchId: id.optional().describe('Of `batch.completed`.'),
    counts: batchCountsSchema.optional().describe('Of `batch.completed`: how its generations have ended.'),
    review: toldReviewSchema.optional().describe('Of `review.…`: who said what of which output.'),
    error: failureSchema
      .optional()
      .describe('Why it failed, was rejected or was cancelled; not where you cancelled it yourself.'),
  })
  .meta({ id: 'Event', description: 'Something that happened to a generation, a batch or an asset.' });
type Event = z.infer<typeof eventSchema>;

export const eventStream = {
  200: {
    description:
      'A stream of events (`text/event-stream`). The `data` of each is an `Event` as JSON, its `event` the type and its `id` the id. A comment comes when nothing has happened for a while.',
    content: { 'text/event-stream': { schema: eventSchema } },
  },
};

export async function eventAnswer(dependencies: Dependencies, row: EventRow): Promise<Event> {
  return toldEvent(row, (output) => outputAnswer(dependencies, output));
}
