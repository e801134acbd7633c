import type { NewWebhook } from '@proofsheet/client';

export type EventName = NonNullable<NewWebhook['events']>[number];

/** In the order of an order's life. */
export const EVENT_GROUPS: Readonly<Record<string, readonly EventName[]>> = {
  Orders: [
    'generation.created',
    'generation.processing',
    'generation.completed',
    'generation.failed',
    'generation.cancelled',
    'generation.retried',
    'generation.deleted',
    'generation.delivered',
    'generation.delivery_failed',
    'batch.completed',
  ],
  Pictures: ['output.created', 'output.deleted'],
  Images: ['asset.ready', 'asset.rejected', 'asset.deleted'],
  Webhooks: ['webhook.disabled'],
};
