import type { Observer } from './backend.ts';
import type { Payload, QueueName } from './catalog.ts';
import type { Log } from './log.ts';

/** What a handler gets beside its payload. */
export interface JobContext {
  readonly jobId: string;
  /** Aborted when the job's time is over, or when the worker stops and its grace is over. */
  readonly signal: AbortSignal;
  readonly log: Log;
  /** Percent, shown in Bull Board. Never throws, and nobody has to wait for it. */
  progress(percent: number): void;
}

export type Handler<Q extends QueueName> = (payload: Payload<Q>, context: JobContext) => Promise<void>;

/** One for every queue, also for those that this process does not take: a missing one is a compile error. */
export type Handlers = { readonly [Q in QueueName]: Handler<Q> };

export interface ConsumerOptions extends Observer {
  readonly queues: readonly QueueName[];
  readonly handlers: Handlers;
  /** How many jobs run at once, where it differs from the catalog. */
  readonly concurrency?: Partial<Record<QueueName, number>>;
}
