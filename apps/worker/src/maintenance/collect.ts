import { randomUUID } from 'node:crypto';
import { type Db, ownersOf } from '@proofsheet/database';
import type { Log, Queues } from '@proofsheet/queue';
import { findOrphans, type Storage } from '@proofsheet/storage';

export interface CollectTools {
  readonly db: Db;
  readonly queues: Queues;
  readonly storage: Storage;
}

export interface Collection {
  /** Younger objects are left alone: their rows may be about to be written. */
  readonly graceSeconds: number;
  /** The key behind which it goes on. */
  readonly after?: string | undefined;
  readonly sliceMs?: number;
}

/** After so long another job goes on, however many objects there are: none holds its slot for hours. */
const SLICE_MS = 200_000;

/**
 * Removes objects that belong to nothing: see `findOrphans`. Any number may run at once, and a crash half-way leaves the
 * rest to the next run.
 */
export async function collectOrphans(
  { db, queues, storage }: CollectTools,
  { graceSeconds, after, sliceMs = SLICE_MS }: Collection,
  signal: AbortSignal,
  log: Log,
): Promise<void> {
  const started = performance.now();
  const before = new Date(Date.now() - graceSeconds * 1000);
  const rows = { ownersOf: (asked: Parameters<typeof ownersOf>[1]) => ownersOf(db, asked) };
  const counts = { seen: 0, orphans: 0, bytes: 0 };
  for await (const { orphans, seen, last } of findOrphans(storage, rows, { before, after })) {
    signal.throwIfAborted();
    await storage.remove(orphans.map(({ key }) => key));
    counts.seen += seen;
    counts.orphans += orphans.length;
    counts.bytes += orphans.reduce((sum, { bytes }) => sum + bytes, 0);
    if (performance.now() - started < sliceMs) continue;
    await queues.enqueue('maintenance', { task: 'collect', after: last }, { jobId: `collect-${randomUUID()}` });
    break;
  }
  log.info(counts, 'orphans collected');
}
