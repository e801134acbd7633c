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
import { awaitsIngest, Fault, isOutage, isReady, objectKeys } from '@proofsheet/domain';
import { CATALOG, type Log } from '@proofsheet/queue';
import type { Storage } from '@proofsheet/storage';
import type { AnalysedImage, Vision } from '@proofsheet/vision';

export interface IngestTools {
  readonly db: Db;
  readonly storage: Storage;
  readonly vision: Pick<Vision, 'analyse'>;
}

export interface IngestJob {
  /** Which READY assets are analysed again; none when left out. */
  readonly again?: Again | undefined;
  readonly signal: AbortSignal;
  readonly log: Log;
}

/**
 * Brings an asset from PENDING to READY or REJECTED, or analyses a READY one again: it stays READY, generations
 * continue to use the earlier analysis meanwhile, and corrections are kept. The ingest job calls this, and so does a
 * render job that comes before it, even at the same time: one of them writes the row, and the others remove their
 * files.
 *
 * Throws only what a retry may mend. A worker that is killed before the row is written leaves it as it was, with one
 * attempt counted and at most three files that no row names; one killed after that leaves at most the three files of
 * the analysis before, and the smaller copies of its master.
 */
export async function ingestAsset(tools: IngestTools, assetId: string, job: IngestJob): Promise<void> {
  const started = performance.now();
  const begun = await beginAnalysis(tools.db, { id: assetId, again: job.again });
  if (begun === undefined) return leaveAlone(tools, assetId, job);
  const log = job.log.child({ assetId });
  try {
    const analysed = await tools.vision.analyse(await tools.storage.get(begun.objectKey), { signal: job.signal });
    const finished = await storeFiles(tools.storage, begun, analysed);
    const first = await finishAnalysis(tools.db, begun, finished);
    await removeFiles(tools.storage, first ? filesOf(begun) : filesOf(finished), log);
    if (!first) return;
    const { findings } = analysed.analysis;
    const ms = Math.round(performance.now() - started);
    log.info({ ms, findings }, awaitsIngest(begun.status) ? 'asset ready' : 'asset analysed again');
  } catch (error) {
    await endFailedAnalysis(tools, begun, { error, signal: job.signal, log });
  }
}

/**
 * New keys for each analysis, so that no other one, and no render that reads the row of before, sees its files change.
 */
async function storeFiles(storage: Storage, { id }: BegunAnalysis, analysed: AnalysedImage): Promise<FinishedAnalysis> {
  const { master, mediaType, proxy, analysis, cutout } = analysed;
  const analysisId = newId();
  const masterKey = objectKeys.master(id, analysisId, mediaType);
  const proxyKey = proxy ? objectKeys.proxy(id, analysisId) : null;
  const cutoutKey = cutout ? objectKeys.cutout(id, analysisId, cutout.mediaType) : null;
  await storage.put(masterKey, master, { bytes: master.length, mediaType });
  if (proxy && proxyKey) await storage.put(proxyKey, proxy, { bytes: proxy.length, mediaType: 'image/jpeg' });
  if (cutout && cutoutKey) {
    const { bytes, mediaType } = cutout;
    await storage.put(cutoutKey, bytes, { bytes: bytes.length, mediaType });
  }
  return { analysis, masterKey, proxyKey, cutoutKey };
}

type Files = Pick<BegunAnalysis, 'masterKey' | 'proxyKey' | 'cutoutKey'> & Partial<Pick<BegunAnalysis, 'renditions'>>;

/** With the smaller copies of the master. One that is made just now is collected. */
function filesOf({ masterKey, proxyKey, cutoutKey, renditions = [] }: Files): string[] {
  const copies = masterKey === null ? [] : renditions.map((width) => objectKeys.rendition(masterKey, width));
  return [masterKey, proxyKey, cutoutKey, ...copies].filter((key) => key !== null);
}

/** No row names the files, so those that stay behind are never shown. */
async function removeFiles(storage: Storage, keys: readonly string[], log: Log) {
  await storage
    .remove(keys)
    .catch((error: unknown) => log[isOutage(error) ? 'debug' : 'warn']({ err: error, keys }, 'files not removed'));
}

/**
 * A permanent fault rejects an asset that was PENDING, and leaves a READY one as it was. Everything else is thrown, and
 * the attempt stays counted, unless something other than the image was the reason: then it is excused, so that no
 * outage, however long, uses the attempts up.
 */
async function endFailedAnalysis(
  { db }: IngestTools,
  begun: BegunAnalysis,
  { error, signal, log }: { error: unknown; signal: AbortSignal; log: Log },
): Promise<void> {
  const fault = Fault.from(asDatabaseFault(error) ?? error);
  const timedOut = signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError';
  if (fault.code === 'dependency_unavailable' || (signal.aborted && !timedOut)) {
    await excuseAnalysis(db, begun).catch((err: unknown) =>
      log[asDatabaseFault(err) ? 'debug' : 'warn']({ err }, 'attempt not excused'),
    );
    throw error;
  }
  if (!fault.permanent) throw error;
  const { code, message } = fault;
  if (isReady(begun.status)) {
    await keepAsset(db, begun);
    log.warn({ code, err: fault }, 'asset kept as it was: it cannot be analysed again');
  } else if (await rejectAsset(db, begun, { code, message })) {
    log.warn({ code, err: fault }, 'asset rejected');
  }
}

/** An analysis that began longer ago has ended, one way or the other. */
const QUIET_SECONDS = CATALOG.ingest.timeoutSeconds;

async function leaveAlone({ db }: IngestTools, id: string, { again, log }: IngestJob): Promise<void> {
  const outcome = await endExhaustedAnalysis(db, { id, again, quietSeconds: QUIET_SECONDS });
  if (outcome === 'waiting') {
    throw new Fault(
      'asset_not_ready',
      `The asset ${id} was begun often and never finished; it is tried again shortly.`,
    );
  }
  if (outcome === 'settled') return;
  log.warn({ assetId: id, code: 'attempts_exhausted' }, `asset ${outcome}: none of its analyses came to an end`);
}
