import { randomUUID } from 'node:crypto';
import { type Db, ownersOf } from '@proofsheet/database';
import type { Log, Queues } from '@proofsheet/queue';
import { findOrphans, type Storage } from '@proofsheet/storage';

export interface CollectTools {
  readonly db: Db;
  readonly queues: Queues;
  readonly storage: Storage;
}

export interface CollectOptions {
  /** Younger objects are left alone: their rows may be about to be written. */
  readonly graceSeconds: number;
  /** Continues behind this key. */
  readonly after?: string | undefined;
  readonly sliceMs?: number;
}

/** Then another job continues, so that none holds its slot for hours, however many objects there are. */
const SLICE_MS = 200_000;

/**
 * Removes objects that belong to nothing: see `findOrphans`. Several collections may run at once, and a crash leaves
 * the rest to the next one.
 */
export async function collectOrphans(
  { db, queues, storage }: CollectTools,
  { graceSeconds, after, sliceMs = SLICE_MS }: CollectOptions,
  signal: AbortSignal,
  log: Log,
): Promise<void> {
  const started = performance.now();
  const rows = { ownersOf: (asked: Parameters<typeof ownersOf>[1]) => ownersOf(db, asked) };
  const counts = { listed: 0, orphans: 0, bytes: 0 };
  for await (const { orphans, listed, last } of findOrphans(storage, rows, { olderThanSeconds: graceSeconds, after })) {
    signal.throwIfAborted();
    await storage.remove(orphans.map(({ key }) => key));
    counts.listed += listed;
    counts.orphans += orphans.length;
    counts.bytes += orphans.reduce((sum, { bytes }) => sum + bytes, 0);
    if (performance.now() - started < sliceMs) continue;
    await queues.enqueue('maintenance', { task: 'collect', after: last }, { jobId: `collect-${randomUUID()}` });
    break;
  }
  log.info(counts, 'orphans collected');
}
