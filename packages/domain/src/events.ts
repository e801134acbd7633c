/** What happened, in the order it happened: rows of `Event`, written in the transaction that they tell of. */
export const EVENT_TYPES = [
  'asset.ready',
  'asset.rejected',
  'generation.created',
  'generation.processing',
  'generation.completed',
  'generation.failed',
  'generation.cancelled',
  'generation.retried',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];
