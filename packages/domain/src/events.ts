/** What happened, in the order in which it happened: rows of `Event`, written in the transaction that they tell of. */
export const EVENT_TYPES = [
  'asset.ready',
  'asset.rejected',
  'asset.deleted',
  'generation.created',
  'generation.processing',
  /** A picture is in the storage; its row comes with `generation.completed`, under the same id. */
  'output.created',
  'generation.completed',
  'generation.failed',
  'generation.cancelled',
  'generation.retried',
  /** With its outputs. What was told of it before is told no more. */
  'generation.deleted',
  'output.deleted',
  'webhook.disabled',
  'webhook.test',
  /** Its outputs are in the bucket of its `deliver`; or they are not, and it is given up. */
  'generation.delivered',
  'generation.delivery_failed',
  /** The last generation of a batch has ended. */
  'batch.completed',
  /** By a review link: an output was approved or rejected, or that was taken back. */
  'review.decided',
  /** A comment on an output is there, or says something else now. */
  'review.commented',
  /** What was told of the comment before is told no more. */
  'review.comment_deleted',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** What a webhook that a generation names may be told of it. */
export const WEBHOOK_EVENTS = [
  'generation.created',
  'generation.processing',
  'output.created',
  'generation.completed',
  'generation.failed',
  'generation.cancelled',
  'generation.retried',
  'output.deleted',
  'generation.deleted',
  'generation.delivered',
  'generation.delivery_failed',
  'review.decided',
  'review.commented',
  'review.comment_deleted',
] as const satisfies readonly EventType[];

/** What it is told where nothing else is asked for: how it ended. */
export const WEBHOOK_EVENTS_USUALLY = ['generation.completed', 'generation.failed', 'generation.cancelled'] as const;

const ENDS: readonly EventType[] = [
  'generation.completed',
  'generation.failed',
  'generation.cancelled',
  'generation.deleted',
];

/** May follow the end, and makes the generation go on no more than it did. */
const AFTER_THE_END: readonly EventType[] = [
  'output.deleted',
  'generation.delivered',
  'generation.delivery_failed',
  'review.decided',
  'review.commented',
  'review.comment_deleted',
];

/** Whether the generation has ended as of this event; undefined where that is as it was. */
export function endsGeneration(type: EventType): boolean | undefined {
  return AFTER_THE_END.includes(type) ? undefined : ENDS.includes(type);
}
