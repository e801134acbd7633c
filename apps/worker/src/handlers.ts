import type { Handler, Handlers } from '@proofsheet/queue';
import { ingestAsset } from './ingest-asset.ts';
import { type GenerationTools, makeGeneration } from './make-generation.ts';
import { sweep } from './sweep.ts';

/** What is done for each queue. The queue's log carries the job and the request that caused it; the row is added here. */
export function createHandlers(tools: GenerationTools): Handlers {
  const generation: Handler<'thumbnail' | 'ad'> = (payload, job) =>
    makeGeneration(tools, payload, { ...job, log: job.log.child({ generationId: payload.generationId }) });
  return {
    thumbnail: generation,
    ad: generation,
    ingest: ({ assetId, again }, job) => ingestAsset(tools, assetId, { ...job, again }),
    maintenance: ({ task }, job) => ({ sweep: () => sweep(tools, job.signal, job.log) })[task](),
  };
}
