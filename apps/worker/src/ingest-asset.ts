import {
  type Again,
  asDatabaseFault,
  type BegunAnalysis,
  beginAnalysis,
  type Db,
  endExhaustedAnalysis,
  excuseAnalysis,
  type FinishedAnalysis,
  finishAnalysis,
  keepAsset,
  newId,
  rejectAsset,
} from '@proofsheet/database';
import { Fault, objectKeys } from '@proofsheet/domain';
import { CATALOG, type Log } from '@proofsheet/queue';
import type { Storage } from '@proofsheet/storage';
import type { AnalysedImage, Vision } from '@proofsheet/vision';

export interface IngestTools {
  readonly db: Db;
  readonly storage: Storage;
  readonly vision: Pick<Vision, 'analyse'>;
}

export interface IngestJob {
  /** For an asset that is READY; left out, it is left alone. */
  readonly again?: Again | undefined;
  readonly signal: AbortSignal;
  readonly log: Log;
}

/**
 * Brings an asset from PENDING to READY or REJECTED, or looks once more at one that is READY: it stays so, generations go
 * on with what was seen before, and corrections are kept. Called by the ingest job and by the render job that comes
 * before it, at the same time even: one of them writes the row, and the others remove their own files.
 *
 * Throws only what a retry may mend. Killed before its row was written, it leaves the row as it was, one attempt
 * counted, and at most three files that no row names; killed after that, at most the three files of the look before.
 */
export async function ingestAsset(tools: IngestTools, assetId: string, job: IngestJob): Promise<void> {
  const started = performance.now();
  const look = await beginAnalysis(tools.db, { id: assetId, again: job.again });
  if (look === undefined) return leaveAlone(tools, assetId, job);
  const log = job.log.child({ assetId });
  try {
    const analysed = await tools.vision.analyse(await tools.storage.get(look.objectKey), { signal: job.signal });
    const sight = await storeSight(tools.storage, look, analysed);
    const first = await finishAnalysis(tools.db, look, sight);
    await removeFiles(tools.storage, first ? look : sight, log);
    if (!first) return;
    const { findings } = analysed.analysis;
    const ms = Math.round(performance.now() - started);
    log.info({ ms, findings }, look.status === 'PENDING' ? 'asset ready' : 'asset looked at again');
  } catch (error) {
    await endFailedLook(tools, look, { error, signal: job.signal, log });
  }
}

/** The keys are this look's own, so no other look, and no render that reads the row of before, sees its files change. */
async function storeSight(storage: Storage, { id }: BegunAnalysis, analysed: AnalysedImage): Promise<FinishedAnalysis> {
  const { master, mediaType, proxy, analysis, cutout } = analysed;
  const files = newId();
  const masterKey = objectKeys.master(id, files, mediaType);
  const proxyKey = proxy ? objectKeys.proxy(id, files) : null;
  const cutoutKey = cutout ? objectKeys.cutout(id, files, cutout.mediaType) : null;
  await storage.put(masterKey, master, { bytes: master.length, mediaType });
  if (proxy && proxyKey) await storage.put(proxyKey, proxy, { bytes: proxy.length, mediaType: 'image/jpeg' });
  if (cutout && cutoutKey) {
    const { bytes, mediaType } = cutout;
    await storage.put(cutoutKey, bytes, { bytes: bytes.length, mediaType });
  }
  return { analysis, masterKey, proxyKey, cutoutKey };
}

/** Files that stay behind are never shown: no row names them. */
async function removeFiles(
  storage: Storage,
  { masterKey, proxyKey, cutoutKey }: Pick<BegunAnalysis, 'masterKey' | 'proxyKey' | 'cutoutKey'>,
  log: Log,
) {
  const keys = [masterKey, proxyKey, cutoutKey].filter((key) => key !== null);
  await storage.remove(keys).catch((error: unknown) => log.warn({ err: error, keys }, 'files not removed'));
}

/**
 * A permanent fault rejects what was PENDING and leaves what was READY as it was. Everything else is thrown, and the
 * attempt stays counted, unless something other than the image was the reason: then it is given back, so that no
 * outage, however long, uses the attempts up.
 */
async function endFailedLook(
  { db }: IngestTools,
  look: BegunAnalysis,
  { error, signal, log }: { error: unknown; signal: AbortSignal; log: Log },
): Promise<void> {
  const fault = Fault.from(asDatabaseFault(error) ?? error);
  const timedOut = signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError';
  if (fault.code === 'dependency_unavailable' || (signal.aborted && !timedOut)) {
    await excuseAnalysis(db, look).catch((err: unknown) => log.warn({ err }, 'attempt not given back'));
    throw error;
  }
  if (!fault.permanent) throw error;
  const { code, message } = fault;
  if (look.status === 'READY') {
    await keepAsset(db, look);
    log.warn({ code, err: fault }, 'asset kept as it was: it cannot be looked at again');
  } else if (await rejectAsset(db, look, { code, message })) {
    log.warn({ code, err: fault }, 'asset rejected');
  }
}

/** A look that began so long ago has ended, one way or the other. */
const QUIET_SECONDS = CATALOG.ingest.timeoutSeconds;

async function leaveAlone({ db }: IngestTools, id: string, { again, log }: IngestJob): Promise<void> {
  const spent = await endExhaustedAnalysis(db, { id, again, quietSeconds: QUIET_SECONDS });
  if (spent === 'waiting') {
    throw new Fault('internal', `The asset ${id} was begun often and never finished; it is tried again shortly.`);
  }
  if (spent !== 'settled') log.warn({ assetId: id, code: 'attempts_exhausted' }, `asset ${spent}: its looks never end`);
}
