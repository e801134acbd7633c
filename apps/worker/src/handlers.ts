import { hasFailedAnalyses, hasFailedBefore } from '@proofsheet/database';
import type { Handler, Handlers } from '@proofsheet/queue';
import { makeGeneration } from './generation/make-generation.ts';
import type { GenerationTools } from './generation/tools.ts';
import { ingestAsset } from './ingest-asset.ts';
import { collectOrphans } from './maintenance/collect.ts';
import { sweep } from './maintenance/sweep.ts';
import { trim } from './maintenance/trim.ts';
import { openTurns } from './turns.ts';

/** How long what is of no use any more is kept. */
export interface Ages {
  readonly orphanHours: number;
  readonly eventDays: number;
}

/**
 * What is done for each queue. The queue's log carries the job and the request that caused it; the row is added here.
 * What has failed before is tried again alone in this process; maintenance never waits.
 */
export function createHandlers(tools: GenerationTools, ages: Ages): Handlers {
  const turns = openTurns();
  const generation: Handler<'thumbnail' | 'ad'> = async (payload, job) => {
    const alone = await hasFailedBefore(tools.db, payload.generationId);
    const log = job.log.child({ generationId: payload.generationId });
    await turns.take({ alone, signal: job.signal }, () => makeGeneration(tools, payload, { ...job, log }));
  };
  return {
    thumbnail: generation,
    ad: generation,
    async ingest({ assetId, again }, job) {
      const alone = await hasFailedAnalyses(tools.db, assetId);
      await turns.take({ alone, signal: job.signal }, () => ingestAsset(tools, assetId, { ...job, again }));
    },
    maintenance: ({ task, after }, { signal, log }) =>
      ({
        sweep: () => sweep(tools, signal, log),
        trim: () => trim(tools.db, ages, signal, log),
        collect: () => collectOrphans(tools, { graceSeconds: ages.orphanHours * 3600, after }, signal, log),
      })[task](),
  };
}
