import { type Again, countStaleAssets, type Db, staleAssets } from '@proofsheet/database';
import { ANALYSIS_VERSION } from '@proofsheet/domain';
import { jobIds, type Log, openQueues, type Queues, queueSlice, REANALYSIS } from '@proofsheet/queue';
import { readServers, type Target, withDatabase } from '../system/servers.ts';
import { progressOn } from '../terminal/progress.ts';

export interface ReanalyseOptions {
  readonly all?: boolean;
  readonly dryRun?: boolean;
}

export interface Reanalysed {
  readonly versions: readonly { readonly version: number; readonly count: number }[];
  readonly total: number;
  /** None in a dry run. */
  readonly enqueued: number;
}

interface Terminal {
  readonly say: (line: string) => void;
  readonly bars: NodeJS.WriteStream;
}

/** Rows read, and jobs enqueued, at a time. */
const PAGE = 200;

/**
 * Enqueues every READY asset with an older analysis, behind all uploads, while API and workers go on. When this process
 * dies, the enqueued jobs stay, and the next call enqueues the rest: BullMQ ignores a job that it has.
 */
export async function reanalyse(
  { all, dryRun }: ReanalyseOptions,
  target: Target,
  { say, bars }: Terminal,
): Promise<Reanalysed> {
  const again: Again = all ? 'any' : 'older';
  return withDatabase(target, async (db) => {
    const stale = await announce(db, again, say);
    const { total } = stale;
    if (dryRun || total === 0) return { ...stale, enqueued: 0 };
    const queues = openQueues(readServers(target, { queue: queueSlice }).queue, QUIET);
    try {
      const enqueued = await enqueueAll({ db, queues }, again, { total, bars });
      say(
        'All are enqueued. Workers look at them when no upload waits; the queue `ingest` in Bull Board shows how far.',
      );
      return { ...stale, enqueued };
    } finally {
      await queues.close();
    }
  });
}

async function announce(
  db: Db,
  again: Again,
  say: (line: string) => void,
): Promise<Pick<Reanalysed, 'versions' | 'total'>> {
  const versions = await countStaleAssets(db, { again });
  for (const { version, count } of versions) say(`${count} assets were analysed by version ${version}.`);
  const total = versions.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) say(`Nothing to do: every asset was analysed by version ${ANALYSIS_VERSION}.`);
  return { versions, total };
}

async function enqueueAll(
  { db, queues }: { db: Db; queues: Queues },
  again: Again,
  { total, bars }: { total: number; bars: NodeJS.WriteStream },
): Promise<number> {
  const progress = progressOn(bars);
  const show = progress.add('enqueued');
  try {
    let done = 0;
    let page = await staleAssets(db, { again, limit: PAGE });
    while (page.length > 0) {
      await queues.enqueueMany(
        'ingest',
        page.map(({ id }) => ({
          jobId: jobIds.reanalysis(id, ANALYSIS_VERSION),
          payload: { assetId: id, again },
          ...REANALYSIS,
        })),
      );
      done += page.length;
      show(done, Math.max(total, done), '');
      page = await staleAssets(db, { again, limit: PAGE, after: page.at(-1) });
    }
    return done;
  } finally {
    progress.stop();
  }
}

/** Errors are thrown and shown at the terminal, so nothing is logged. */
const QUIET: Log = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  child: () => QUIET,
};
