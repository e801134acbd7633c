import { createReadStream } from 'node:fs';
import { type AssetRow, createAssets, findAssets, type NewAsset, newId, type UserId } from '@proofsheet/database';
import { objectKeys } from '@proofsheet/domain';
import type { Storage } from '@proofsheet/storage';
import type { FastifyBaseLogger } from 'fastify';
import type { Dependencies } from '../dependencies.ts';
import type { ReceivedFile, Upload } from './receive.ts';

interface Owner {
  readonly userId: UserId;
  readonly requestId: string;
}

/**
 * Objects first, then all rows in one transaction, so a row never points at nothing. Whatever fails, and a client that
 * hung up, takes the objects away again: all files or none. A crash between the two leaves objects without rows; a client that
 * goes away during the commit itself has its assets all the same.
 */
export async function storeUpload(
  { db, storage }: Dependencies,
  upload: Upload,
  owner: Owner,
  { gone, log }: { gone: AbortSignal; log: FastifyBaseLogger },
): Promise<AssetRow[]> {
  const assets = upload.files.map((file) => newAsset(file, upload, owner));
  try {
    for (const [index, { path, bytes, header }] of upload.files.entries()) {
      gone.throwIfAborted();
      const key = assets[index]?.objectKey ?? '';
      await storage.put(key, createReadStream(path), { bytes, mediaType: header.mediaType });
    }
    return await db.transaction().execute(async (tx) => {
      await createAssets(tx, assets);
      gone.throwIfAborted();
      const ids = assets.map((asset) => asset.id);
      const rows = new Map((await findAssets(tx, { userId: owner.userId, ids })).map((row) => [row.id, row]));
      return ids.flatMap((id) => rows.get(id) ?? []);
    });
  } catch (error) {
    await takeBack(storage, assets, log);
    throw error;
  }
}

function newAsset(file: ReceivedFile, { projectId = null }: { projectId?: string | undefined | null }, owner: Owner) {
  const { role, originalName, bytes, sha256, header } = file;
  const id = newId();
  const objectKey = objectKeys.original(id, header.mediaType);
  return { id, ...owner, projectId, role, originalName, bytes, sha256, ...header, objectKey } satisfies NewAsset;
}

/** Removing may fail as well, when the storage is what is down: then nothing is left to try, and the log tells. */
async function takeBack(storage: Storage, assets: readonly NewAsset[], log: FastifyBaseLogger): Promise<void> {
  const keys = assets.map((asset) => asset.objectKey);
  await storage.remove(keys).catch((err: unknown) => log.warn({ err, keys }, 'objects of a refused upload remain'));
}
