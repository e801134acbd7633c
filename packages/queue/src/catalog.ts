import type { GenerationKind } from '@proofsheet/domain';
import { Fault } from '@proofsheet/domain';
import { z } from 'zod';

/** Every queue of the system. Each is consumed apart, so operators scale thumbnails and ads apart. */
export const QUEUES = ['thumbnail', 'ad', 'ingest', 'maintenance'] as const;
export type QueueName = (typeof QUEUES)[number];

const requestId = z.string().max(200).optional();
const generationJob = z.strictObject({ generationId: z.uuid(), dispatch: z.int().min(0), requestId });
const ingestJob = z.strictObject({
  assetId: z.uuid(),
  /** Look once more at an asset that is READY: when its analysis is of an older version, or in any case. */
  again: z.enum(['older', 'any']).optional(),
  requestId,
});
/** What keeps rows, jobs and objects together; each on a schedule of its own. */
export const MAINTENANCE_TASKS = ['sweep', 'trim', 'collect'] as const;
export type MaintenanceTask = (typeof MAINTENANCE_TASKS)[number];
const maintenanceJob = z.strictObject({
  task: z.enum(MAINTENANCE_TASKS),
  /** Where an earlier job of the task left off. */
  after: z.string().optional(),
});

/** Ids only: the rows are the truth, and a job that outlives its row harms nothing. */
interface Payloads {
  thumbnail: z.output<typeof generationJob>;
  ad: z.output<typeof generationJob>;
  ingest: z.output<typeof ingestJob>;
  maintenance: z.output<typeof maintenanceJob>;
}
export type Payload<Q extends QueueName> = Payloads[Q];

const SCHEMAS: { readonly [Q in QueueName]: z.ZodType<Payloads[Q]> } = {
  thumbnail: generationJob,
  ad: generationJob,
  ingest: ingestJob,
  maintenance: maintenanceJob,
};

export interface QueueSettings {
  /** Jobs that one worker process runs at once, unless it is told otherwise. */
  readonly concurrency: number;
  /** After so long the handler's signal is aborted. */
  readonly timeoutSeconds: number;
  /** Finished jobs are kept for Bull Board only; the history is in the rows. Age in seconds. */
  readonly keepCompleted: { readonly age: number; readonly count: number };
  readonly keepFailed: { readonly age: number; readonly count: number };
}

const HOUR = 3600;
const retention = {
  keepCompleted: { age: 24 * HOUR, count: 1000 },
  keepFailed: { age: 7 * 24 * HOUR, count: 5000 },
};

export const SETTINGS: Readonly<Record<QueueName, QueueSettings>> = {
  thumbnail: { concurrency: 2, timeoutSeconds: 300, ...retention },
  ad: { concurrency: 2, timeoutSeconds: 300, ...retention },
  ingest: { concurrency: 2, timeoutSeconds: 120, ...retention },
  /** One of each task and one more: a long collection keeps no sweep from running. */
  maintenance: { concurrency: 4, timeoutSeconds: 300, ...retention, keepCompleted: { age: HOUR, count: 20 } },
};

/** The queue that makes a kind of generation. */
export function queueForKind(kind: GenerationKind): 'thumbnail' | 'ad' {
  return kind === 'THUMBNAIL' ? 'thumbnail' : 'ad';
}

/**
 * BullMQ ignores an id that it still holds, finished jobs included: a second enqueue of one dispatch is
 * harmless, and a retry needs a new dispatch. No ':' in them and never all digits: BullMQ refuses those.
 */
export const jobIds = {
  generation: (generationId: string, dispatch: number) => `${generationId}-d${dispatch}`,
  ingest: (assetId: string, dispatch: number) => `${assetId}-d${dispatch}`,
  /** One for each asset and version: asking twice enqueues once. */
  reanalysis: (assetId: string, version: number) => `${assetId}-v${version}`,
};

/** Behind all uploads and their retries. */
export const REANALYSIS_PRIORITY = 1_000_000;

/** Parsed on both sides: what is refused here never reaches the backend, nor a handler. */
export function parsePayload<Q extends QueueName>(queue: Q, data: unknown): Payload<Q> {
  const parsed = SCHEMAS[queue].safeParse(data);
  if (parsed.success) return parsed.data;
  throw new Fault('internal', `The payload does not fit the queue ${queue}.`, { cause: parsed.error });
}
