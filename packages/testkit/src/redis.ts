import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@proofsheet/embedded';
import type { TestProject } from 'vitest/node';
import './provided.ts';

export interface TestRedis {
  readonly url: string;
  stop(): Promise<void>;
}

/** Provides the Redis that the tests run against, or null for none. In CI a run without Redis fails. */
export async function startTestRedis(project: TestProject): Promise<() => Promise<void>> {
  const redis = await redisForTests({ url: process.env.TEST_REDIS_URL, required: process.env.CI === 'true' });
  project.provide('redisUrl', redis?.url ?? null);
  return async () => redis?.stop();
}

/** The given one, or a new one where the machine has `redis-server`, or none. */
async function redisForTests(given: { url: string | undefined; required: boolean }): Promise<TestRedis | undefined> {
  if (given.url) return { url: given.url, stop: async () => {} };
  const redis = await startRedis();
  if (redis) return redis;
  const reason = 'no redis-server on the PATH, and no TEST_REDIS_URL';
  if (given.required) throw new Error(`The tests need Redis: ${reason}.`);
  process.stderr.write(`The Redis half of the tests is skipped: ${reason}.\n`);
  return undefined;
}

/** Starts a server on a free port of the loopback that keeps nothing on disk. Undefined: none is installed. */
export async function startRedis(settings: readonly string[] = []): Promise<TestRedis | undefined> {
  const port = await freePort();
  const directory = await mkdtemp(join(tmpdir(), 'proofsheet-redis-'));
  const where = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', directory];
  const how = ['--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction', ...settings];
  const server = spawn('redis-server', [...where, ...how], { stdio: ['ignore', 'pipe', 'ignore'] });
  const cleanUp = () => rm(directory, { recursive: true, force: true });

  const ready = new Promise<boolean>((resolve, reject) => {
    let said = '';
    server.once('error', () => resolve(false));
    server.once('exit', (code) => reject(new Error(`redis-server ended with ${code}: ${said}`)));
    server.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Ready to accept connections')) resolve(true);
    });
  });
  if (!(await ready)) {
    await cleanUp();
    return undefined;
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      const gone = once(server, 'exit');
      server.kill();
      await gone;
      await cleanUp();
    },
  };
}
