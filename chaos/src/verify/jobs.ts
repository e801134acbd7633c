import { openQueues, type QueueConfig } from '@proofsheet/queue';
import type { Truth } from './truth.ts';
import { type Violation, violation } from './violation.ts';

const UNFINISHED = ['waiting', 'prioritized', 'delayed', 'active'] as const;

/** Jobs in the queue whose generation or asset does not exist. */
export async function jobsWithoutRow({ generations, assets }: Truth, config: QueueConfig): Promise<Violation[]> {
  const queues = openQueues(config, SILENT);
  const rows = new Set([...generations, ...assets].map(({ id }) => id));
  try {
    // It connects in the background, and waits for nothing but this.
    await queues.ping();
    const jobs = await Promise.all(queues.bull.map((queue) => queue.getJobs([...UNFINISHED])));
    return jobs.flat().flatMap(({ id, data }) => {
      const { generationId, assetId } = data as { generationId?: string; assetId?: string };
      const row = generationId ?? assetId;
      return row === undefined || rows.has(row) ? [] : [violation('wrong', row, `the job ${id} waits, without a row`)];
    });
  } finally {
    await queues.close();
  }
}

/** What the queue has to say of itself is for no one here. */
export const SILENT = { debug() {}, info() {}, warn() {}, error() {}, child: () => SILENT };
