import type { Handlers, JobContext } from '@proofsheet/queue';
import { ingestAsset } from './ingest-asset.ts';
import { type GenerationTools, makeGeneration } from './make-generation.ts';
import { sweep } from './sweep.ts';

/** What is done for each queue. The log of a job carries the request that caused it, and the row that it is about. */
export function createHandlers(tools: GenerationTools): Handlers {
  return {
    thumbnail: (payload, job) => makeGeneration(tools, payload, withSubject(job, payload)),
    ad: (payload, job) => makeGeneration(tools, payload, withSubject(job, payload)),
    ingest: (payload, job) => ingestAsset(tools, payload.assetId, withSubject(job, payload).log),
    maintenance: (payload, job) => ({ sweep: () => sweep(tools, job.log) })[payload.task](),
  };
}

function withSubject(job: JobContext, subject: { requestId?: string | undefined }): JobContext {
  return { ...job, log: job.log.child(subject) };
}
