import { hasFailedAnalyses, hasFailedBefore, recordEnd } from '@proofsheet/database';
import type { Handler, Handlers, MaintenanceTask } from '@proofsheet/queue';
import { type BucketTools, deliverOutputs } from './buckets/deliver-outputs.ts';
import { openExclusiveGate } from './exclusive-gate.ts';
import { makeGeneration } from './generation/make-generation.ts';
import type { GenerationTools } from './generation/tools.ts';
import { ingestAsset } from './ingest-asset.ts';
import { collectOrphans } from './maintenance/collect.ts';
import { purge } from './maintenance/purge.ts';
import { sweep } from './maintenance/sweep.ts';
import { trim } from './maintenance/trim.ts';
import { type DrawingTools, drawTemplate } from './previews/draw-template.ts';
import { makePreview, type PreviewTools } from './previews/make-preview.ts';
import { type DeliveryTools, deliverDue } from './webhooks/deliver.ts';

/** How long maintenance keeps what is no longer needed. */
export interface Retention {
  readonly orphanHours: number;
  readonly eventDays: number;
  readonly deletedHours: number;
  readonly webhookLogDays: number;
}

/**
 * The handler of each queue. The log that it gets names the job and its request; the generation is added here. What has
 * failed before runs alone in this process; maintenance never waits.
 */
export function createHandlers(
  tools: GenerationTools & DeliveryTools & BucketTools & DrawingTools & PreviewTools,
  retention: Retention,
): Handlers {
  const gate = openExclusiveGate();
  const generation: Handler<'thumbnail' | 'ad'> = async (payload, job) => {
    const alone = await hasFailedBefore(tools.db, payload.generationId);
    const log = job.log.child({ generationId: payload.generationId });
    await gate.run({ alone, signal: job.signal }, () => makeGeneration(tools, payload, { ...job, log }));
  };
  return {
    thumbnail: generation,
    ad: generation,
    async ingest({ assetId, again }, job) {
      const alone = await hasFailedAnalyses(tools.db, assetId);
      await gate.run({ alone, signal: job.signal }, () => ingestAsset(tools, assetId, { ...job, again }));
    },
    webhook: ({ endpointId }, { signal, log }) => deliverDue(tools, endpointId, signal, log.child({ endpointId })),
    delivery: ({ generationId }, { signal, log }) =>
      deliverOutputs(tools, generationId, signal, log.child({ generationId })),
    // Never behind a generation that runs alone: somebody waits for it, and it is tried once.
    preview: (payload, { signal, log }) =>
      'previewId' in payload
        ? makePreview(tools, payload.previewId, signal, log)
        : drawTemplate(tools, payload.revision, signal, log),
    async maintenance({ task, after }, { signal, log }) {
      const tasks: Record<MaintenanceTask, () => Promise<void>> = {
        sweep: () => sweep(tools, signal, log),
        trim: async () => {
          await trim(tools.db, retention, signal, log);
          await purge(tools, retention, signal, log);
        },
        collect: () => collectOrphans(tools, { graceSeconds: retention.orphanHours * 3600, after }, signal, log),
      };
      await tasks[task]();
      await recordEnd(tools.db, { task });
      log.debug({ task }, 'maintenance done');
    },
  };
}
