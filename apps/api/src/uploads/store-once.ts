import type { KeptAnswer, KeyedRequest } from '@proofsheet/database';
import type { FastifyRequest } from 'fastify';
import { admitUpload } from '../admission.ts';
import { assetAnswer } from '../answers/asset.ts';
import type { Dependencies } from '../dependencies.ts';
import { createOnce } from '../idempotency.ts';
import { requireProject } from '../ownership.ts';
import type { Upload } from './receive.ts';
import { type CreateAssets, type Stored, storeUpload } from './store.ts';

/** Makes assets of what was received, once for each key, and the answer that names them. */
export async function storeOnce(
  dependencies: Dependencies,
  upload: Upload,
  keyed: KeyedRequest | undefined,
  { userId, id: requestId, gone, log }: Pick<FastifyRequest, 'userId' | 'id' | 'gone' | 'log'>,
): Promise<Stored<KeptAnswer>> {
  const { db, settings } = dependencies;
  const bytes = upload.files.reduce((sum, file) => sum + file.bytes, 0);
  await admitUpload(db, userId, settings, bytes);
  await requireProject(db, userId, upload.projectId);
  const once: CreateAssets<KeptAnswer> = (create) =>
    createOnce(db, keyed, async (tx) => ({ status: 201, body: { assets: (await create(tx)).map(assetAnswer) } }));
  return storeUpload(dependencies, upload, { userId, requestId }, once, { gone, log });
}
