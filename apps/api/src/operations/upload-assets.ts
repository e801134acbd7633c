import { assetRoleSchema, LIMITS } from '@proofsheet/domain';
import { z } from 'zod';
import { admitUpload } from '../admission.ts';
import { uploadedSchema } from '../answers/asset.ts';
import { id } from '../answers/fields.ts';
import type { Operation } from '../dependencies.ts';
import { earlierAnswer, idempotencyHeader, keyedRequest, sendKept } from '../idempotency.ts';
import { UPLOAD_SAMPLE } from '../openapi/forms.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';
import { enqueueIngest } from '../uploads/enqueue-ingest.ts';
import { receiveUpload } from '../uploads/receive.ts';
import { withScratchFolder } from '../uploads/scratch.ts';
import { uploadContent } from '../uploads/store.ts';
import { storeOnce } from '../uploads/store-once.ts';

/** A role for files that no role is named for, and a project for all of them. */
const query = z.strictObject({
  role: assetRoleSchema.optional().describe('The role of each `file` that no `role` comes before.'),
  projectId: id.optional().describe('Counts for all files, unless the form names one.'),
});

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
          const keyed = keyedRequest(request, 'uploadAssets', uploadContent(upload));
          // A repeated request is answered before anything is stored.
          const earlier = await earlierAnswer(dependencies.db, keyed);
          if (earlier) return { answer: earlier, replayed: true, assetIds: [] };
          return storeOnce(dependencies, upload, keyed, request);
        }),
      );
      if (!stored.replayed) void enqueueIngest(dependencies, stored.assetIds, request);
      return sendKept(reply, stored.answer, stored.replayed);
    },
  });
};
