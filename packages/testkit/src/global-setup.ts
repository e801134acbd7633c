import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startTestObjectStore } from './object-store.ts';
import { startTestPostgres } from './postgres.ts';
import './provided.ts';
import { startTestRedis } from './redis.ts';

/** Each starts one server, provides its address to the test files, and answers how to stop it. */
const SERVERS = [startTestPostgres, startTestObjectStore, startTestRedis];

/** Starts the servers of a test run, each on a free port of its own, and takes them and their data away after it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'proofsheet-test-'));
  // For root the PostgreSQL server runs as another user, who must be able to reach its data.
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
