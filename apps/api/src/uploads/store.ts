import { createReadStream } from 'node:fs';
import {
  type AssetRow,
  createAssets,
  databaseTime,
  findAssets,
  findTwins,
  holdTwins,
  lockHashes,
  type NewAsset,
  newId,
  type Sameness,
  type Twin,
  type Tx,
  type UserId,
} from '@proofsheet/database';
import { Fault, isOutage, objectKeys } from '@proofsheet/domain';
import type { FastifyBaseLogger } from 'fastify';
import type { Dependencies } from '../dependencies.ts';
import type { ReceivedFile, Upload } from './receive.ts';

export interface Owner {
  readonly userId: UserId;
  readonly requestId: string;
}

/** Runs the transaction that creates. What is `replayed` was created by an equal request before. */
export type CreateAssets<Answer> = (
  create: (tx: Tx) => Promise<AssetRow[]>,
) => Promise<{ readonly answer: Answer; readonly replayed: boolean }>;

export interface Stored<Answer> {
  readonly answer: Answer;
  readonly replayed: boolean;
  /** The assets that are new, and are to be ingested. */
  readonly assetIds: readonly string[];
}

interface Storing {
  readonly gone: AbortSignal;
  readonly log: FastifyBaseLogger;
}

/**
 * Stores all objects first and then all rows in one transaction, so that a row never points at nothing. A file that the
 * user has already in the same role and project is not stored: its asset is the answer. After a failure, when the client
 * hangs up, and when an equal request was faster, the objects are removed again: all files are stored or none. A crash
 * between the two leaves objects without rows, which are collected; a client that hangs up during the commit itself has
 * its assets all the same. An error during the commit does not tell whether the rows are there: the objects stay, and
 * are collected where they have none.
 */
export async function storeUpload<Answer>(
  dependencies: Dependencies,
  upload: Upload,
  owner: Owner,
  once: CreateAssets<Answer>,
  storing: Storing,
): Promise<Stored<Answer>> {
  const { db } = dependencies;
  const started = await databaseTime(db);
  const assets = new Map(upload.files.map((file) => [sameness(file), newAsset(file, upload, owner)]));
  const sought = { ...owner, projectId: upload.projectId ?? null, hashes: upload.files.map(({ sha256 }) => sha256) };
  const known = idsOf(await findTwins(db, sought));
  const put = new Set<NewAsset>();
  let committing = false;
  let used: readonly NewAsset[] = [];
  try {
    await putFiles(dependencies, upload.files, { assets, known, put }, storing);
    const { answer, replayed } = await once(async (tx) => {
      if (+(await databaseTime(tx)) - +started > LONGEST_UPLOAD_MS) throw tooLate();
      await lockHashes(tx, sought);
      const twins = idsOf(await holdTwins(tx, sought));
      const missing = [...assets].filter(([same]) => !twins.has(same)).map(([, asset]) => asset);
      if (missing.some((asset) => !put.has(asset))) throw new TwinGone();
      await createAssets(tx, missing);
      storing.gone.throwIfAborted();
      const ids = upload.files.map((file) => twins.get(sameness(file)) ?? assets.get(sameness(file))?.id ?? '');
      const rows = new Map((await findAssets(tx, { userId: owner.userId, ids })).map((row) => [row.id, row]));
      used = missing;
      committing = true;
      return ids.flatMap((id) => rows.get(id) ?? []);
    });
    const created = replayed ? [] : used;
    const unused = [...put].filter((asset) => !created.includes(asset));
    await takeBack(dependencies, unused, storing.log);
    return { answer, replayed, assetIds: created.map(({ id }) => id) };
  } catch (error) {
    if (!committing) await takeBack(dependencies, put, storing.log);
    if (error instanceof TwinGone) return storeUpload(dependencies, upload, owner, once, storing);
    throw error;
  }
}

/** An asset that had the file was deleted before it could be held: the file is stored after all. */
class TwinGone extends Error {}

/**
 * Objects without rows are collected after a day: a process that was frozen in between must not write rows without
 * objects.
 */
const LONGEST_UPLOAD_MS = 3_600_000;

function tooLate(): Fault {
  const message = 'Storing the upload took too long; send it again.';
  return new Fault('dependency_unavailable', message, { dependency: 'storage' });
}

interface Files {
  readonly assets: ReadonlyMap<string, NewAsset>;
  readonly known: ReadonlyMap<string, string>;
  /** Gets those whose objects are in the storage, or may be. */
  readonly put: Set<NewAsset>;
}

async function putFiles(
  { storage }: Dependencies,
  files: readonly ReceivedFile[],
  { assets, known, put }: Files,
  { gone }: Storing,
): Promise<void> {
  for (const file of files) {
    const asset = assets.get(sameness(file));
    if (asset === undefined || known.has(sameness(file)) || put.has(asset)) continue;
    gone.throwIfAborted();
    put.add(asset);
    const about = { bytes: file.bytes, mediaType: file.header.mediaType };
    await storage.put(asset.objectKey, createReadStream(file.path), about);
  }
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

function sameness({ sha256, role }: Sameness): string {
  return `${role} ${sha256}`;
}

/** Of several, as earlier versions made them, the oldest. */
function idsOf(twins: readonly Twin[]): Map<string, string> {
  return new Map(twins.toReversed().map((twin) => [sameness(twin), twin.id]));
}

/** Removing fails as well when the storage is down: then the log names the objects that remain. */
async function takeBack({ storage }: Dependencies, assets: Iterable<NewAsset>, log: FastifyBaseLogger): Promise<void> {
  const keys = [...assets].map((asset) => asset.objectKey);
  if (keys.length === 0) return;
  await storage
    .remove(keys)
    .catch((err: unknown) =>
      log[isOutage(err) ? 'debug' : 'warn']({ err, keys }, 'objects of a refused upload remain'),
    );
}
