import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startObjectStore } from '@proofsheet/embedded';
import type { TestProject } from 'vitest/node';
import { startTestPostgres } from './postgres.ts';
import './provided.ts';
import { startTestRedis } from './redis.ts';

/** Each starts one server, provides its address to the test files, and answers a function that stops it. */
const SERVERS = [startTestPostgres, startTestObjectStore, startTestRedis];

/** Starts the servers of a test run on free ports, and removes them and their data after it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'proofsheet-test-'));
  // Under root the PostgreSQL server runs as another user, who must be able to reach its data.
  await chmod(folder, 0o711);
  const started = await Promise.allSettled(SERVERS.map((start) => start(project, folder)));
  const stop = async () => {
    await Promise.all(started.map((server) => server.status === 'fulfilled' && server.value()));
    await rm(folder, { recursive: true, force: true });
  };
  const failed = started.find((server) => server.status === 'rejected');
  if (failed === undefined) return stop;
  await stop();
  throw failed.reason;
}

/** An S3 endpoint without a bucket. */
async function startTestObjectStore(project: TestProject, folder: string): Promise<() => Promise<void>> {
  const store = await startObjectStore({ dir: join(folder, 'objects') });
  const { endpoint, region, accessKey, secretKey } = store.config;
  project.provide('objectStore', { endpoint, region, accessKey, secretKey });
  return () => store.stop();
}
