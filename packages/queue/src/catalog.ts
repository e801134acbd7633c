import { Fault, type GenerationKind } from '@proofsheet/domain';
import { z } from 'zod';

/** What holds for all jobs of one queue. */
interface QueueEntry {
  /** Parsed on both sides. Ids only: the rows are the truth, and a job that outlives its row harms nothing. */
  readonly payload: z.ZodType;
  /** How many jobs one worker process runs at once, unless its settings say otherwise. */
  readonly concurrency: number;
  /** The signal of a handler that has run for this long is aborted. */
  readonly timeoutSeconds: number;
  /** Of a job whose sender names none. A lower number runs sooner. */
  readonly priority: number;
  /** How often the backend runs a job that fails. */
  readonly attempts: number;
  /** Finished jobs are kept for Bull Board alone: the history is in the rows. Age in seconds. */
  readonly keepCompleted: { readonly age: number; readonly count: number };
  readonly keepFailed: { readonly age: number; readonly count: number };
}

const HOUR = 3600;

/** PostgreSQL counts the attempts, so the backend makes one: a retry is a new dispatch, and a job of its own. */
const DEFAULTS = {
  priority: 1,
  attempts: 1,
  keepCompleted: { age: 24 * HOUR, count: 1000 },
  keepFailed: { age: 7 * 24 * HOUR, count: 5000 },
};

const requestId = z.string().max(200).optional();

const generationPayload = z.strictObject({ generationId: z.uuid(), dispatch: z.int().min(0), requestId });

const ingestPayload = z.strictObject({
  assetId: z.uuid(),
  /** Analyses a READY asset again: where its analysis is of an older version, or in any case. */
  again: z.enum(['older', 'any']).optional(),
  requestId,
});

/** Sends what is due to the endpoint. */
const webhookPayload = z.strictObject({ endpointId: z.uuid() });

/** Copies the outputs of a generation to its bucket. */
const deliveryPayload = z.strictObject({ generationId: z.uuid() });

/** Draws what somebody waits for: a spec that is being edited, or a template with sample contents. */
const previewPayload = z.union([
  z.strictObject({ previewId: z.uuid(), requestId }),
  z.strictObject({ revision: z.string().max(64), requestId }),
]);

/** What keeps rows, jobs and objects together. Each task has its own schedule. */
export const MAINTENANCE_TASKS = ['sweep', 'trim', 'collect'] as const;
export type MaintenanceTask = (typeof MAINTENANCE_TASKS)[number];
const maintenancePayload = z.strictObject({
  task: z.enum(MAINTENANCE_TASKS),
  /** Where an earlier job of the task stopped. */
  after: z.string().optional(),
});

/** Every queue of the system. A worker takes those that it is told to, so operators scale thumbnails and ads apart. */
export const CATALOG = {
  thumbnail: { payload: generationPayload, concurrency: 2, timeoutSeconds: 300, ...DEFAULTS },
  ad: { payload: generationPayload, concurrency: 2, timeoutSeconds: 300, ...DEFAULTS },
  ingest: { payload: ingestPayload, concurrency: 2, timeoutSeconds: 120, ...DEFAULTS },
  webhook: {
    payload: webhookPayload,
    /** They wait for the receivers nearly all of their time. */
    concurrency: 64,
    timeoutSeconds: 60,
    ...DEFAULTS,
    /** Long enough for every worker that hears of a delivery to find its job enqueued. */
    keepCompleted: { age: 60, count: 1000 },
    keepFailed: { age: 24 * HOUR, count: 1000 },
  },
  preview: {
    payload: previewPayload,
    concurrency: 2,
    timeoutSeconds: 60,
    ...DEFAULTS,
    /** Gone as soon as they end: what failed is asked for again under the same id. */
    keepCompleted: { age: 0, count: 0 },
    keepFailed: { age: 0, count: 0 },
  },
  delivery: {
    payload: deliveryPayload,
    /** They wait for the buckets nearly all of their time. */
    concurrency: 4,
    timeoutSeconds: 300,
    ...DEFAULTS,
    /** Gone as soon as they end: one that claimed nothing may be enqueued again under its id. */
    keepCompleted: { age: 0, count: 0 },
    keepFailed: { age: 0, count: 0 },
  },
  maintenance: {
    payload: maintenancePayload,
    /** One of each task and one more: a long collection keeps no sweep from running. */
    concurrency: 4,
    timeoutSeconds: 300,
    ...DEFAULTS,
    /** Gone as soon as they end: a later run of the task has the same id. */
    keepCompleted: { age: 0, count: 0 },
    keepFailed: { age: 0, count: 0 },
  },
} as const satisfies Record<string, QueueEntry>;

export type QueueName = keyof typeof CATALOG;
export const QUEUES = Object.keys(CATALOG) as QueueName[];
export type Payload<Q extends QueueName> = z.output<(typeof CATALOG)[Q]['payload']>;

/**
 * Analysing READY assets again comes behind all uploads. No row waits for it, so the backend retries it: with 10, 20,
 * 40 ... seconds in between it outlasts an outage of ten minutes.
 */
export const REANALYSIS = { priority: 1_000_000, retries: 6 } as const;

/** Name and id of a job that does nothing: when it is taken, jobs are. */
export const CANARY = 'canary';

/** The queue that makes a kind of generation. */
export function queueForKind(kind: GenerationKind): 'thumbnail' | 'ad' {
  return kind === 'THUMBNAIL' ? 'thumbnail' : 'ad';
}

/**
 * How many runs of one task may wait: while a queue is paused they do not pile up, and one that a killed worker held does
 * not keep the next ones from running.
 */
const TASK_SLOTS = 4;

/**
 * BullMQ ignores an id that it still holds, finished jobs included: enqueuing one dispatch twice is harmless, and a
 * retry needs a new dispatch. BullMQ refuses ids that contain ':' or only digits.
 */
export const jobIds = {
  generation: (generationId: string, dispatch: number) => `${generationId}-d${dispatch}`,
  ingest: (assetId: string, dispatch: number) => `${assetId}-d${dispatch}`,
  /** One for each delivery and attempt; that of its first is named by the trigger of migration 0013. */
  webhook: (id: string, attempt: string | number) => `${id}-${attempt}`,
  /** One for each attempt, however many sweeps find it due while it waits in the queue. */
  delivery: (generationId: string, attempt: number) => `${generationId}-a${attempt}`,
  /** Of the run of that number. */
  task: (task: MaintenanceTask, run: number) => `${task}-${run % TASK_SLOTS}`,
  preview: (previewId: string) => previewId,
  templatePicture: (revision: string) => `template-${revision}`,
  /** One for each asset and version: asking twice enqueues once. */
  reanalysis: (assetId: string, version: number) => `${assetId}-v${version}`,
};

/** What is refused here reaches neither the backend nor a handler. */
export function parsePayload<Q extends QueueName>(queue: Q, data: unknown): Payload<Q> {
  const parsed = CATALOG[queue].payload.safeParse(data);
  if (parsed.success) return parsed.data as Payload<Q>;
  throw new Fault('internal', `The payload does not fit the queue ${queue}.`, { cause: parsed.error });
}
