import { assetForIngest, type Db, markAssetReady, markAssetRejected } from '@proofsheet/database';
import { Fault, objectKeys } from '@proofsheet/domain';
import type { Log } from '@proofsheet/queue';
import type { Storage } from '@proofsheet/storage';
import { developImage } from '@proofsheet/vision';

export interface IngestTools {
  readonly db: Db;
  readonly storage: Storage;
}

/**
 * Brings an asset from PENDING to READY or REJECTED; does nothing to any other. Called by the ingest job and by the
 * render job that comes before it, at the same time even: both write the same master, and one of them marks the row.
 * Throws only what a retry may mend; the asset is PENDING then.
 */
export async function ingestAsset({ db, storage }: IngestTools, assetId: string, log: Log): Promise<void> {
  const asset = await assetForIngest(db, assetId);
  if (asset?.status !== 'PENDING') return;
  const started = performance.now();
  try {
    const { master, mediaType, analysis } = await developImage(await storage.get(asset.objectKey));
    const masterKey = objectKeys.master(assetId, mediaType);
    await storage.put(masterKey, master, { bytes: master.length, mediaType });
    if (!(await markAssetReady(db, { id: assetId, analysis, masterKey }))) return;
    log.info({ assetId, ms: Math.round(performance.now() - started) }, 'asset ready');
  } catch (error) {
    const fault = Fault.from(error);
    if (!fault.permanent) throw fault;
    const { code, message } = fault;
    if (await markAssetRejected(db, { id: assetId, error: { code, message } })) {
      log.warn({ assetId, code, err: fault }, 'asset rejected');
    }
  }
}
