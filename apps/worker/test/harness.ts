import { findGeneration, newId } from '@proofsheet/database';
import { type GenerationRequest, generationRequestSchema, objectKeys, specOf } from '@proofsheet/domain';
import { type JobContext, jobIds, openQueues, type QueueName, queueForKind } from '@proofsheet/queue';
import { createRenderer } from '@proofsheet/render';
import {
  aGeneration,
  anAsset,
  aPhoto,
  aUser,
  type QueueBackend,
  testDatabase,
  testQueues,
  testStorage,
} from '@proofsheet/testkit';
import { openVision } from '@proofsheet/vision';
import { pino } from 'pino';
import { openAssetFiles } from '../src/generation/asset-files.ts';
import type { GenerationTools } from '../src/generation/tools.ts';

const silent = pino({ level: process.env.LOG_LEVEL ?? 'silent' });

/** Everything a worker has, in this process: a database, a bucket, the queues and the renderer, all of them real. */
export async function openTestSystem({ backend = 'postgres' }: { backend?: QueueBackend } = {}) {
  const { db, url } = await testDatabase();
  const { storage, config: s3 } = await testStorage();
  const queueConfig = await testQueues(backend);
  const queues = openQueues(queueConfig, silent);
  const userId = await aUser(db);
  const vision = await openVision({ threads: 2 });
  const assetFiles = openAssetFiles(storage);
  const renderer = await createRenderer();
  const tools: GenerationTools = { db, storage, assetFiles, vision, queues, renderer, leaseSeconds: 60 };

  return {
    ...tools,
    tools,
    userId,
    log: silent,
    url,
    s3,
    queueConfig,
    /** As the API leaves an upload: the original in storage, the row PENDING. */
    async upload(bytes?: Buffer): Promise<string> {
      const id = newId();
      const body = bytes ?? (await aPhoto());
      const objectKey = objectKeys.original(id, 'image/jpeg');
      await storage.put(objectKey, body, { bytes: body.length, mediaType: 'image/jpeg' });
      return anAsset(db, { id, userId, objectKey, bytes: body.length });
    },
    /** As the API leaves a submission that it has not enqueued yet. */
    submit(request: Partial<GenerationRequest>, assetIds: string[] = []): Promise<string> {
      const full = generationRequestSchema.parse({ kind: 'THUMBNAIL', copy: { headline: 'Golden hour' }, ...request });
      const assets = assetIds.map((assetId) => ({ assetId, role: 'BACKGROUND' as const }));
      return aGeneration(db, { userId, kind: full.kind, spec: specOf(full), seed: full.seed ?? 7, assets });
    },
    /** What the API does after its commit. */
    async enqueue(ids: string[]): Promise<void> {
      for (const generationId of ids) {
        const { kind = 'THUMBNAIL', dispatch = 0 } = (await findGeneration(db, { userId, id: generationId })) ?? {};
        const payload = { generationId, dispatch, requestId: `request-of-${generationId}` };
        await queues.enqueue(queueForKind(kind), payload, { jobId: jobIds.generation(generationId, dispatch) });
      }
    },
    async findJob(queue: QueueName, jobId: string): Promise<{ delay: number } | undefined> {
      const job = await queues.bull.find(({ name }) => name === queue)?.getJob(jobId);
      return job === undefined ? undefined : { delay: job.delay };
    },
    /** What is told of the generation itself: of how many outputs an attempt tells before it breaks is left to chance. */
    async eventsOf(generationId: string): Promise<string[]> {
      const query = db.selectFrom('Event').select('type').where('generationId', '=', generationId);
      const told = await query.where('type', '!=', 'output.created').orderBy('position').execute();
      return told.map(({ type }) => type);
    },
    async objectsOf(generationId: string): Promise<string[]> {
      const objects = await Array.fromAsync(storage.list(`generations/${generationId}/`));
      return objects.map(({ key }) => key);
    },
    async close() {
      await vision.close();
      await queues.close();
      await db.destroy();
    },
  };
}

export type TestSystem = Awaited<ReturnType<typeof openTestSystem>>;

/** What the queue hands to a handler. */
export function aJob(job: Partial<JobContext> = {}): JobContext {
  return { jobId: 'test', signal: new AbortController().signal, log: silent, progress: () => {}, ...job };
}
