import { ConnectionError } from '../errors.ts';
import type { Batch, GenerationRequest, ListBatchesData, SubmittedBatch } from '../generated/api.generated.ts';
import { type Limit, pause } from '../http/abort.ts';
import { brokenOff, type Call, type CallOptions, type CreateOptions, type Transport } from '../http/transport.ts';
import { freshId } from './fresh-id.ts';
import { type Filters, type Listing, listing } from './listing.ts';

export interface BatchOptions extends CreateOptions {
  /** `all`, where left out: every row is made, or none. `each`: what can be made is made, `refused` says what not. */
  readonly mode?: 'all' | 'each' | undefined;
}

export interface BatchWaitOptions extends CallOptions {
  /** Called with its counts when they have changed. */
  readonly onProgress?: ((batch: Batch) => unknown) | undefined;
}

export interface BatchCalls {
  /** Submits up to 1,000 at once. An ApiError names what is wrong with which row: `/7/copy/headline`. */
  create(requests: readonly GenerationRequest[], options?: BatchOptions): Promise<SubmittedBatch>;
  get(id: string, options?: CallOptions): Promise<Batch>;
  list(query?: Filters<ListBatchesData>): Listing<Batch>;
  /** Cancels what of it has not ended. */
  cancel(id: string, options?: CallOptions): Promise<Batch>;
  /** Resolves when its last generation has ended, however it did: see `counts`. */
  wait(id: string, options?: BatchWaitOptions): Promise<Batch>;
  /** Its pictures as one ZIP, as it comes. Cancel it, or read it to its end; what breaks off is an error of the stream. */
  archive(id: string, options?: CallOptions): Promise<ReadableStream<Uint8Array>>;
}

/** Its counts are asked for this often while they change, and less and less often while they do not. */
const POLL_MS = 1_000;
const SLOWEST_POLL_MS = 10_000;

export function batchCalls(transport: Transport): BatchCalls {
  const at = (id: string, below = '') => `/v1/batches/${encodeURIComponent(id)}${below}`;
  const get = (id: string, { signal }: CallOptions = {}) =>
    transport.json<Batch>({ method: 'GET', path: at(id), signal });
  return {
    create: (requests, { mode, idempotencyKey = freshId(), signal } = {}) =>
      transport.json({
        ...{ method: 'POST', path: '/v1/generations/batch', query: { mode } },
        ...{ json: requests, idempotencyKey, signal },
      }),
    get,
    list: (query = {}) => listing(transport, '/v1/batches', query),
    cancel: (id, { signal } = {}) => transport.json({ method: 'POST', path: at(id, '/cancel'), signal }),
    async wait(id, { onProgress, signal } = {}) {
      let ms = POLL_MS;
      for (let told = ''; ; ) {
        const batch = await get(id, { signal });
        const counts = JSON.stringify(batch.counts);
        ms = counts === told ? Math.min(ms * 1.5, SLOWEST_POLL_MS) : POLL_MS;
        if (counts !== told) await onProgress?.(batch);
        told = counts;
        if (batch.status === 'COMPLETED') return batch;
        await pause(ms, signal);
      }
    },
    async archive(id, { signal } = {}) {
      const headers = { accept: 'application/zip, application/problem+json' };
      const call = { method: 'GET', path: at(id, '/archive'), headers, signal } as const;
      const { answer, limit } = await transport.open(call);
      if (answer.body) return unhurried(answer.body, limit, { call, silentMs: transport.timeoutMs });
      limit.release();
      throw new ConnectionError(`GET ${call.path} brought no archive.`);
    },
  };
}

/** A stream that may take as long as it takes; only while it is read, silence ends it. */
function unhurried(
  body: ReadableStream<Uint8Array>,
  limit: Limit,
  { call, silentMs }: { call: Call; silentMs: number },
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  limit.extend(Number.POSITIVE_INFINITY);
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        limit.extend(silentMs);
        const { done, value } = await reader.read();
        limit.extend(Number.POSITIVE_INFINITY);
        if (!done) return controller.enqueue(value);
        limit.release();
        controller.close();
      } catch (error) {
        limit.end(error);
        controller.error(brokenOff(call, error));
      }
    },
    async cancel(reason) {
      limit.end(reason);
      await reader.cancel(reason).catch(() => {});
    },
  });
}
