import { isOutage, LIMITS } from '@proofsheet/domain';
import { jobIds } from '@proofsheet/queue';
import { z } from 'zod';
import { admitUpload } from '../admission.ts';
import { assetSchema } from '../answers/asset.ts';
import type { Dependencies, Operation } from '../dependencies.ts';
import { earlierAnswer, type IdempotentRequest, idempotencyHeader, keyedRequest, sendKept } from '../idempotency.ts';
import { UPLOAD_SAMPLE } from '../openapi/forms.ts';
import { requireProject } from '../ownership.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';
import { receiveUpload, type Upload } from '../uploads/receive.ts';
import { withScratchFolder } from '../uploads/scratch.ts';
import { type Stored, storeUpload, uploadContent } from '../uploads/store.ts';

const uploadedSchema = z.object({ assets: z.array(assetSchema) }).meta({ id: 'UploadedAssets' });

const DESCRIPTION = `JPEG, PNG or WebP, recognised by their content; at most ${LIMITS.uploadBytes / 1e6} MB and \
${LIMITS.uploadPixels / 1e6} megapixels each, ${LIMITS.uploadFiles} in one request. All are taken or none.

Send each file under its role: \`person\`, \`product\`, \`logo\` or \`background\`, in any order. Or send it as \`file\`, \
with a \`role\` field **before** it: a \`file\` takes the next role that came before it, or the role of the \`file\` before \
it. \`projectId\` counts for all of them.

\`${UPLOAD_SAMPLE}\``;

export const uploadAssets: Operation = (api, dependencies) => {
  const { settings, inUploadPlace } = dependencies;
  api.route({
    method: 'POST',
    url: '/assets',
    schema: {
      operationId: 'uploadAssets',
      summary: 'Upload images',
      description: DESCRIPTION,
      tags: ['Assets'],
      headers: idempotencyHeader,
      consumes: ['multipart/form-data'],
      response: {
        201: {
          description: 'The assets in the order of their files.',
          content: { 'application/json': { schema: uploadedSchema } },
        },
        ...problems(404, 409, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler(request, reply) {
      // At least one byte; how many there are is known when all are here.
      await admitUpload(dependencies.db, request.userId, settings, 1);
      const stored = await inUploadPlace(request.userId, () =>
        withScratchFolder(settings.uploadFolder, async (folder) => {
          const upload = await receiveUpload(request, folder);
          return storeOnce(dependencies, upload, request, request.gone);
        }),
      );
      if (!stored.replayed) void enqueueIngest(dependencies, stored.assetIds, request);
      return sendKept(reply, stored.answer, stored.replayed);
    },
  });
};

/** A repeated request is answered before anything is stored. */
async function storeOnce(
  dependencies: Dependencies,
  upload: Upload,
  request: IdempotentRequest,
  gone: AbortSignal,
): Promise<Stored> {
  const { userId, id: requestId, log } = request;
  const keyed = keyedRequest(request, 'uploadAssets', uploadContent(upload));
  const earlier = await earlierAnswer(dependencies.db, keyed);
  if (earlier) return { answer: earlier, replayed: true, assetIds: [] };
  const bytes = upload.files.reduce((sum, file) => sum + file.bytes, 0);
  await admitUpload(dependencies.db, userId, dependencies.settings, bytes);
  await requireProject(dependencies.db, userId, upload.projectId);
  return storeUpload(dependencies, upload, { userId, requestId }, { keyed, gone, log });
}

/**
 * The answer does not wait for this, and it never throws: the sweep, or the first render that uses it, finds an asset
 * without a job.
 */
async function enqueueIngest(
  { queues }: Dependencies,
  assetIds: readonly string[],
  { id: requestId, log }: IdempotentRequest,
): Promise<void> {
  const jobs = assetIds.map((assetId) => ({ payload: { assetId, requestId }, jobId: jobIds.ingest(assetId, 0) }));
  try {
    await queues.enqueueMany('ingest', jobs);
  } catch (err) {
    log[isOutage(err) ? 'debug' : 'warn']({ err, assetIds }, 'not enqueued: left to the sweep');
  }
}
