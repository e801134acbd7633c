import type { AttemptRow, DeliveryRow, EndpointRow } from '@proofsheet/database';
import { DELIVERY_STATUSES, DISABLED_REASONS, EVENT_TYPES, WEBHOOK_LIMITS } from '@proofsheet/domain';
import { z } from 'zod';
import { id, time } from './fields.ts';

/** What may be asked for: every endpoint hears of a test of its own. */
const TOLD = EVENT_TYPES.filter((type) => type !== 'webhook.test');

/** The fields that a user sets. */
export const webhookFields = {
  url: z
    .string()
    .max(2048)
    .describe('Where events are sent: http or https, and an address that is public unless the operator allows others.'),
  description: z
    .string()
    .trim()
    .max(WEBHOOK_LIMITS.description)
    .refine((text) => !/\p{Cc}/u.test(text), 'must not contain control characters'),
  events: z
    .array(z.enum(TOLD))
    .min(1)
    .max(EVENT_TYPES.length)
    .transform((types) => [...new Set(types)])
    .nullable()
    .describe('Which events; null: all, also types that later versions add.'),
};

export const webhookSchema = z
  .object({
    id,
    url: z.string(),
    description: z.string(),
    events: z.array(z.enum(EVENT_TYPES)).nullable(),
    enabled: z.boolean(),
    disabledReason: z
      .enum(DISABLED_REASONS)
      .nullable()
      .describe('`user`: you did; `gone`: it answered 410; `failing`: it failed for days.'),
    failingSince: time.nullable().describe('When the failures began that still go on.'),
    previousSecretUntil: time.nullable().describe('How long the secret before signs, too.'),
    oneOff: z
      .boolean()
      .describe(
        'Named by generations or a batch as their `webhookUrl`: told of those alone, and signed with the default secret.',
      ),
    createdAt: time,
  })
  .meta({ id: 'Webhook', description: 'An address that your events are sent to.' });

export const webhookWithSecretSchema = webhookSchema
  .extend({ secret: z.string().describe('What verifies its signatures. Shown this once: keep it.') })
  .meta({ id: 'WebhookWithSecret', description: 'A webhook, with its new secret.' });

export function webhookAnswer(row: EndpointRow): z.infer<typeof webhookSchema> {
  const { previousUntil, failingSince, createdAt, ...shown } = row;
  const overlaps = previousUntil !== null && previousUntil > new Date();
  return {
    ...shown,
    failingSince: failingSince?.toISOString() ?? null,
    previousSecretUntil: overlaps ? previousUntil.toISOString() : null,
    createdAt: createdAt.toISOString(),
  };
}

export const deliverySchema = z
  .object({
    id: id.describe('The `webhook-id` of every attempt.'),
    webhookId: id,
    eventId: z.string(),
    type: z.enum(EVENT_TYPES),
    generationId: id.nullable(),
    assetId: id.nullable(),
    status: z.enum(DELIVERY_STATUSES),
    attempts: z.int().min(0),
    nextAttemptAt: time.nullable().describe('Of one that waits.'),
    createdAt: time,
    updatedAt: time,
  })
  .meta({ id: 'Delivery', description: 'One event on its way to one webhook.' });

export function deliveryAnswer(row: DeliveryRow): z.infer<typeof deliverySchema> {
  const { endpointId, position, attempt, runAfter, createdAt, updatedAt, ...shown } = row;
  return {
    ...shown,
    webhookId: endpointId,
    eventId: position,
    attempts: attempt,
    nextAttemptAt: row.status === 'PENDING' ? runAfter.toISOString() : null,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

const attemptSchema = z
  .object({
    attempt: z.int().min(1),
    url: z.string(),
    startedAt: time,
    durationMs: z.int().min(0),
    status: z.int().nullable().describe('What was answered; null where nothing was.'),
    error: z.string().nullable().describe('Why nothing was answered.'),
    answer: z.string().describe('The first kilobyte of what was answered.'),
  })
  .meta({ id: 'DeliveryAttempt', description: 'One request to a webhook.' });

export const wholeDeliverySchema = deliverySchema
  .extend({
    request: z
      .object({ headers: z.record(z.string(), z.string()), body: z.record(z.string(), z.unknown()) })
      .describe('As an attempt now would send it: addresses are signed anew each time, so earlier ones had others.'),
    log: z.array(attemptSchema),
  })
  .meta({ id: 'WholeDelivery', description: 'A delivery with its request and the log of its attempts.' });

export function attemptAnswer({ startedAt, ...shown }: AttemptRow): z.infer<typeof attemptSchema> {
  return { ...shown, startedAt: startedAt.toISOString() };
}
