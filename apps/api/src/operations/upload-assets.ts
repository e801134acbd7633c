import type { KeptAnswer } from '@proofsheet/database';
import { assetRoleSchema, LIMITS } from '@proofsheet/domain';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { admitUpload } from '../admission.ts';
import { assetAnswer, assetSchema } from '../answers/asset.ts';
import { id } from '../answers/fields.ts';
import type { Dependencies, Operation } from '../dependencies.ts';
import {
  createOnce,
  earlierAnswer,
  type IdempotentRequest,
  idempotencyHeader,
  keyedRequest,
  sendKept,
} from '../idempotency.ts';
import { UPLOAD_SAMPLE } from '../openapi/forms.ts';
import { requireProject } from '../ownership.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';
import { enqueueIngest } from '../uploads/enqueue-ingest.ts';
import { receiveUpload, type Upload } from '../uploads/receive.ts';
import { withScratchFolder } from '../uploads/scratch.ts';
import { type CreateAssets, type Stored, storeUpload, uploadContent } from '../uploads/store.ts';

/** A role for files that no role is named for, and a project for all of them. */
const query = z.strictObject({
  role: assetRoleSchema.optional().describe('The role of each `file` that no `role` comes before.'),
  projectId: id.optional().describe('Counts for all files, unless the form names one.'),
});

const uploadedSchema = z.object({ assets: z.array(assetSchema) }).meta({ id: 'UploadedAssets' });

const DESCRIPTION = `JPEG, PNG or WebP, recognised by their content; at most ${LIMITS.uploadBytes / 1e6} MB and \
${LIMITS.uploadPixels / 1e6} megapixels each, ${LIMITS.uploadFiles} in one request. All are taken or none.

Send each file under its role: \`person\`, \`product\`, \`logo\` or \`background\`, in any order. Or send it as \`file\`, \
with a \`role\` field **before** it: a \`file\` takes the next role that came before it, or the role of the \`file\` before \
it, or the \`role\` of the query. \`projectId\` counts for all of them.

A file that you have already in the same role and project is not stored twice: the answer names the asset that has it.

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
      querystring: query,
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
          const upload = await receiveUpload(request, folder, request.query);
          return storeOnce(dependencies, upload, { operation: 'uploadAssets', request });
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
  { operation, request }: { operation: string; request: IdempotentRequest & Pick<FastifyRequest, 'gone'> },
): Promise<Stored<KeptAnswer>> {
  const { db } = dependencies;
  const { userId, id: requestId, gone, log } = request;
  const keyed = keyedRequest(request, operation, uploadContent(upload));
  const earlier = await earlierAnswer(db, keyed);
  if (earlier) return { answer: earlier, replayed: true, assetIds: [] };
  const bytes = upload.files.reduce((sum, file) => sum + file.bytes, 0);
  await admitUpload(db, userId, dependencies.settings, bytes);
  await requireProject(db, userId, upload.projectId);
  const once: CreateAssets<KeptAnswer> = (create) =>
    createOnce(db, keyed, async (tx) => ({ status: 201, body: { assets: (await create(tx)).map(assetAnswer) } }));
  return storeUpload(dependencies, upload, { userId, requestId }, once, { gone, log });
}
