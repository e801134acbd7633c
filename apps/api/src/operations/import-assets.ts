import { assetRoleSchema, Fault, LIMITS } from '@proofsheet/domain';
import { z } from 'zod';
import { admitUpload } from '../admission.ts';
import { uploadedSchema } from '../answers/asset.ts';
import { id } from '../answers/fields.ts';
import type { Api, Operation } from '../dependencies.ts';
import { earlierAnswer, idempotencyHeader, keyedRequest, sendKept } from '../idempotency.ts';
import { requireProject } from '../ownership.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';
import { STOP_MS } from '../senders.ts';
import { enqueueIngest } from '../uploads/enqueue-ingest.ts';
import { importFiles } from '../uploads/import.ts';
import { withScratchFolder } from '../uploads/scratch.ts';
import { storeOnce } from '../uploads/store-once.ts';

const body = z
  .strictObject({
    files: z
      .array(
        z.strictObject({
          url: z
            .string()
            .max(2048)
            .describe('http or https, and public unless the operator allows others. It gives the file itself.'),
          role: assetRoleSchema,
          name: z.string().max(1000).optional().describe('For display; left out, what its server or address says.'),
        }),
      )
      .min(1)
      .max(LIMITS.uploadFiles),
    projectId: id.optional().describe('Counts for all files.'),
  })
  .meta({ id: 'NewImport' });

const DESCRIPTION = `For files that lie on the web: they are fetched while you wait, with the limits of \`POST /v1/assets\`, all \
or none. Redirects are followed, five at most. Errors name the file: \`files/0/url\`. A file that you have already in the same \
role and project is not stored twice.`;

/** As bodies that are still coming, what is still fetched ends before the server waits no longer. */
function stopSignal(api: Api): AbortSignal {
  const controller = new AbortController();
  const message = 'This server stops, and the files had not come whole; send the request again.';
  api.addHook('preClose', (done) => {
    setTimeout(() => controller.abort(new Fault('url_timeout', message)), STOP_MS).unref();
    done();
  });
  return controller.signal;
}

export const importAssets: Operation = (api, dependencies) => {
  const { db, outbound, settings, inUploadPlace } = dependencies;
  const stopped = stopSignal(api);
  api.route({
    method: 'POST',
    url: '/assets/imports',
    schema: {
      operationId: 'importAssets',
      summary: 'Import images by their addresses',
      description: DESCRIPTION,
      tags: ['Assets'],
      headers: idempotencyHeader,
      body,
      response: {
        201: {
          description: 'The assets in the order of their files.',
          content: { 'application/json': { schema: uploadedSchema } },
        },
        ...problems(404, 409, 502, 504, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler(request, reply) {
      const { userId, gone, body } = request;
      // By what is asked for, and not by what the addresses give today: a repeated request fetches nothing.
      const keyed = keyedRequest(request, 'importAssets', body);
      const earlier = await earlierAnswer(db, keyed);
      if (earlier) return sendKept(reply, earlier, true);
      await requireProject(db, userId, body.projectId);
      await admitUpload(db, userId, settings, 1);
      const ends = AbortSignal.any([gone, stopped]);
      const stored = await inUploadPlace(userId, () =>
        withScratchFolder(settings.uploadFolder, async (folder) => {
          const files = await importFiles(body.files, {
            outbound,
            folder,
            gone: ends,
            seconds: settings.importSeconds,
          });
          return storeOnce(dependencies, { projectId: body.projectId, files }, keyed, request);
        }),
      );
      if (!stored.replayed) void enqueueIngest(dependencies, stored.assetIds, request);
      return sendKept(reply, stored.answer, stored.replayed);
    },
  });
};
