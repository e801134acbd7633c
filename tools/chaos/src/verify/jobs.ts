import { setTimeout as delay } from 'node:timers/promises';
import { openQueues, type QueueConfig } from '@proofsheet/queue';
import type { Truth } from './truth.ts';
import { type Violation, violation } from './violation.ts';

const UNFINISHED = ['waiting', 'prioritized', 'delayed', 'active'] as const;

/** Jobs in the queue whose generation or asset does not exist. */
export async function jobsWithoutRow({ generations, assets }: Truth, config: QueueConfig): Promise<Violation[]> {
  const queues = openQueues(config, SILENT);
  const rows = new Set([...generations, ...assets].map(({ id }) => id));
  try {
    const jobs = await answered(() => {
      const lists = queues.bull.map((queue) => queue.getJobs([...UNFINISHED]));
      return Promise.all(lists);
    });
    return jobs.flat().flatMap(({ id, data }) => {
      const { generationId, assetId } = data as { generationId?: string; assetId?: string };
      const row = generationId ?? assetId;
      return row === undefined || rows.has(row) ? [] : [violation('wrong', row, `the job ${id} waits, without a row`)];
    });
  } finally {
    await queues.close();
  }
}

const PATIENCE_MS = 60_000;

/** A producer connects in the background and waits at most a second for an answer, so the question is repeated here. */
async function answered<T>(ask: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await delay(200);
    }
  }
}

/** Nothing reads the queue's log here. */
export const SILENT = { debug() {}, info() {}, warn() {}, error() {}, child: () => SILENT };
