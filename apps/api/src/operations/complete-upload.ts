import { join } from 'node:path';
import {
  type AssetRow,
  completeUpload as complete,
  findAsset,
  findUpload,
  lockUpload,
  type UploadRow,
} from '@proofsheet/database';
import { Fault, isOutage } from '@proofsheet/domain';
import type { FastifyRequest } from 'fastify';
import { assetAnswer, assetSchema } from '../answers/asset.ts';
import { idInPath } from '../answers/fields.ts';
import type { Dependencies, Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';
import { enqueueIngest } from '../uploads/enqueue-ingest.ts';
import { checkedFile, type ReceivedFile } from '../uploads/receive.ts';
import { withScratchFolder } from '../uploads/scratch.ts';
import { type CreateAssets, storeUpload } from '../uploads/store.ts';

export const completeUpload: Operation = (api, dependencies) => {
  const { db, settings, inUploadPlace } = dependencies;
  api.route({
    method: 'POST',
    url: '/assets/uploads/:id/complete',
    schema: {
      operationId: 'completeUpload',
      summary: 'Complete a direct upload',
      description:
        'Checks the file as `POST /v1/assets` does, and makes it an asset. Completing it again gives the same asset. 409 `upload_not_there` while the storage does not have the file; one that is refused may be sent again while its address works.',
      tags: ['Assets'],
      params: idInPath,
      response: {
        201: { description: 'The asset.', content: { 'application/json': { schema: assetSchema } } },
        ...problems(404, 409, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler(request, reply) {
      const upload = found(await findUpload(db, nameOf(request)), 'upload');
      const asset = (await completed(dependencies, request)) ?? (await completeOnce(upload, request));
      return reply.code(201).send(assetAnswer(asset));
    },
  });

  async function completeOnce(upload: UploadRow, request: Completing): Promise<AssetRow> {
    try {
      const { answer, assetIds } = await inUploadPlace(request.userId, () =>
        withScratchFolder(settings.uploadFolder, async (folder) => {
          const file = await fetchFile(dependencies, upload, { path: join(folder, '0'), gone: request.gone });
          return storeFile(dependencies, upload, file, request);
        }),
      );
      await removeUploaded(dependencies, upload, request);
      void enqueueIngest(dependencies, assetIds, request);
      return answer;
    } catch (error) {
      // Another call may have completed it meanwhile, and removed the file.
      const asset = await completed(dependencies, request);
      if (asset === undefined) throw error;
      return asset;
    }
  }
};

type Completing = Pick<FastifyRequest, 'userId' | 'id' | 'gone' | 'log'> & { readonly params: { readonly id: string } };

const nameOf = ({ userId, params }: Completing) => ({ userId, id: params.id });

/** The asset that a call before has made of it. */
async function completed({ db }: Dependencies, request: Completing): Promise<AssetRow | undefined> {
  const upload = await findUpload(db, nameOf(request));
  return upload?.assetId ? findAsset(db, { userId: request.userId, id: upload.assetId }) : undefined;
}

/** What the storage has by now, checked. What is refused is removed, so that nobody pays for it. */
async function fetchFile(
  { storage }: Dependencies,
  { objectKey, bytes, originalName, role }: UploadRow,
  { path, gone }: { path: string; gone: AbortSignal },
): Promise<ReceivedFile> {
  const source = await storage.stream(objectKey).catch((error: unknown) => {
    if (!(error instanceof Fault && error.code === 'not_found')) throw error;
    const message = 'The storage does not have the file: send it to the address of the upload first.';
    throw new Fault('upload_not_there', message, { cause: error });
  });
  try {
    const file = await checkedFile(source, path, { gone });
    if (file.bytes === bytes) return { ...file, originalName, role };
    const message = `The file has ${file.bytes} bytes, and ${bytes} were announced: send it whole.`;
    throw new Fault('upload_size_differs', message);
  } catch (error) {
    source.destroy();
    if (error instanceof Fault && error.permanent && !gone.aborted) await storage.remove([objectKey]).catch(() => {});
    throw error;
  }
}

/**
 * The asset gets an object of its own, made of the bytes that were checked: the address of the upload may still work, and
 * what is sent to it from now on changes nothing. Of several calls at once the first one makes the asset.
 */
function storeFile(dependencies: Dependencies, upload: UploadRow, file: ReceivedFile, request: Completing) {
  const { userId, id: requestId, gone, log } = request;
  const named = { userId, id: upload.id };
  const once: CreateAssets<AssetRow> = (create) =>
    dependencies.db.transaction().execute(async (tx) => {
      const { assetId } = found(await lockUpload(tx, named), 'upload');
      if (assetId !== null)
        return { replayed: true, answer: found(await findAsset(tx, { userId, id: assetId }), 'upload') };
      const [row] = await create(tx);
      const answer = found(row, 'upload');
      await complete(tx, { id: upload.id, assetId: answer.id });
      return { replayed: false, answer };
    });
  const whole = { projectId: upload.projectId ?? undefined, files: [file] };
  return storeUpload(dependencies, whole, { userId, requestId }, once, { gone, log });
}

/** What remains is collected. */
async function removeUploaded({ storage }: Dependencies, { objectKey }: UploadRow, { log }: Completing) {
  await storage
    .remove([objectKey])
    .catch((err: unknown) => log[isOutage(err) ? 'debug' : 'warn']({ err, objectKey }, 'uploaded object remains'));
}
