import { createReadStream } from 'node:fs';
import {
  createAssets,
  databaseTime,
  findAssets,
  type KeptAnswer,
  type KeyedRequest,
  type NewAsset,
  newId,
  type UserId,
} from '@proofsheet/database';
import { Fault, isOutage, objectKeys } from '@proofsheet/domain';
import type { Storage } from '@proofsheet/storage';
import type { FastifyBaseLogger } from 'fastify';
import { assetAnswer } from '../answers/asset.ts';
import type { Dependencies } from '../dependencies.ts';
import { createOnce } from '../idempotency.ts';
import type { ReceivedFile, Upload } from './receive.ts';

interface Owner {
  readonly userId: UserId;
  readonly requestId: string;
}

export interface Stored {
  readonly answer: KeptAnswer;
  /** The same request came before: nothing was created, and there is nothing to enqueue. */
  readonly replayed: boolean;
  readonly assetIds: readonly string[];
}

/**
 * Stores all objects first and then all rows in one transaction, so that a row never points at nothing. After a
 * failure, when the client hangs up, and when an equal request was faster, the objects are removed again: all files are
 * stored or none. A crash between the two leaves objects without rows, which are collected; a client that hangs up
 * during the commit itself has its assets all the same. An error during the commit does not tell whether the rows are
 * there: the objects stay, and are collected where they have none.
 */
export async function storeUpload(
  { db, storage }: Dependencies,
  upload: Upload,
  owner: Owner,
  { keyed, gone, log }: { keyed: KeyedRequest | undefined; gone: AbortSignal; log: FastifyBaseLogger },
): Promise<Stored> {
  const assets = upload.files.map((file) => newAsset(file, upload, owner));
  const assetIds = assets.map((asset) => asset.id);
  let committing = false;
  try {
    const started = await databaseTime(db);
    for (const [index, { path, bytes, header }] of upload.files.entries()) {
      gone.throwIfAborted();
      const key = assets[index]?.objectKey ?? '';
      await storage.put(key, createReadStream(path), { bytes, mediaType: header.mediaType });
    }
    const { answer, replayed } = await createOnce(db, keyed, async (tx) => {
      if (+(await databaseTime(tx)) - +started > LONGEST_UPLOAD_MS) throw tooLate();
      await createAssets(tx, assets);
      gone.throwIfAborted();
      const rows = new Map((await findAssets(tx, { userId: owner.userId, ids: assetIds })).map((row) => [row.id, row]));
      committing = true;
      return { status: 201, body: { assets: assetIds.flatMap((id) => rows.get(id) ?? []).map(assetAnswer) } };
    });
    if (replayed) await takeBack(storage, assets, log);
    return { answer, replayed, assetIds };
  } catch (error) {
    if (!committing) await takeBack(storage, assets, log);
    throw error;
  }
}

/**
 * Objects without rows are collected after a day: a process that was frozen in between must not write rows without
 * objects.
 */
const LONGEST_UPLOAD_MS = 3_600_000;

function tooLate(): Fault {
  const message = 'Storing the upload took too long; send it again.';
  return new Fault('dependency_unavailable', message, { dependency: 'storage' });
}

/** What makes two uploads the same request: not the ids and folders that this one happens to get. */
export function uploadContent({ projectId, files }: Upload): unknown {
  return { projectId, files: files.map(({ originalName, role, sha256 }) => ({ originalName, role, sha256 })) };
}

function newAsset(file: ReceivedFile, { projectId = null }: { projectId?: string | undefined | null }, owner: Owner) {
  const { role, originalName, bytes, sha256, header } = file;
  const id = newId();
  const objectKey = objectKeys.original(id, header.mediaType);
  return { id, ...owner, projectId, role, originalName, bytes, sha256, ...header, objectKey } satisfies NewAsset;
}

/** Removing fails as well when the storage is down: then the log names the objects that remain. */
async function takeBack(storage: Storage, assets: readonly NewAsset[], log: FastifyBaseLogger): Promise<void> {
  const keys = assets.map((asset) => asset.objectKey);
  await storage
    .remove(keys)
    .catch((err: unknown) =>
      log[isOutage(err) ? 'debug' : 'warn']({ err, keys }, 'objects of a refused upload remain'),
    );
}
