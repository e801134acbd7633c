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
] as const satisfies readonly EventType[];

/** What it is told where nothing else is asked for: how it ended. */
export const WEBHOOK_EVENTS_USUALLY = ['generation.completed', 'generation.failed', 'generation.cancelled'] as const;

const ENDS: readonly EventType[] = [
  'generation.completed',
  'generation.failed',
  'generation.cancelled',
  'generation.deleted',
];

/** Nothing more is told of the generation, unless it is retried. */
export function endsGeneration(type: EventType): boolean {
  return ENDS.includes(type);
}
