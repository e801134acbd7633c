import { join } from 'node:path';
import { connectDatabase } from '@proofsheet/database';
import { startPostgres } from '@proofsheet/embedded';
import { migrateToLatest } from '@proofsheet/migrations';
import type { TestProject } from 'vitest/node';
import './provided.ts';

export interface MigratedPostgres {
  /** Names a database with all migrations. While nobody is connected to it, others can be cloned from it. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a server in the folder. It trades safety for speed: nothing is synced. */
export async function startMigratedPostgres(folder: string): Promise<MigratedPostgres> {
  const { url, stop } = await startPostgres({ dir: join(folder, 'postgres'), durable: false });
  const db = connectDatabase({ url });
  try {
    await migrateToLatest(db);
  } catch (error) {
    await stop();
    throw error;
  } finally {
    await db.destroy();
  }
  return { url, stop };
}

export async function startTestPostgres(project: TestProject, folder: string): Promise<() => Promise<void>> {
  const { url, stop } = await startMigratedPostgres(folder);
  project.provide('postgresUrl', url);
  return stop;
}
