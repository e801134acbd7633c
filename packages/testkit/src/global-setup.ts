import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { makeTemplateDatabase } from './databases.ts';
import { startTestObjectStore } from './object-store.ts';
import { startPostgres } from './postgres.ts';
import './provided.ts';
import { redisForTests } from './redis.ts';

/** Starts the servers of a test run, each on a free port, and stops them after it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const redis = await redisForTests({ url: process.env.TEST_REDIS_URL, required: process.env.CI === 'true' });
  project.provide('redisUrl', redis?.url ?? null);
  const folder = await mkdtemp(join(tmpdir(), 'proofsheet-test-'));
  // For root the servers run as another user, who must be able to reach their data.
  await chmod(folder, 0o711);
  const [postgres, stopObjectStore] = await Promise.all([startPostgres(), startTestObjectStore(project, folder)]);
  await makeTemplateDatabase(postgres.url);
  project.provide('postgresUrl', postgres.url);
  return async () => {
    await Promise.all([postgres.stop(), stopObjectStore(), redis?.stop()]);
    await rm(folder, { recursive: true, force: true });
  };
}
