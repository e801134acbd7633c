import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Db } from '@proofsheet/database';
import { newUserKey, startLocalSystem } from '@proofsheet/local-system';
import { startRedis } from '@proofsheet/testkit';

export type Backend = 'redis' | 'postgres';

export interface BenchedSystem {
  /** The API's address. */
  readonly api: string;
  readonly key: string;
  readonly db: Db;
  stop(): Promise<void>;
}

/** Starts one API and one worker on new servers. Undefined where the backend's server is not installed. */
export async function startBenchedSystem(backend: Backend, env: NodeJS.ProcessEnv): Promise<BenchedSystem | undefined> {
  await using started = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'proofsheet-bench-'));
  started.defer(() => rm(folder, { recursive: true, force: true }));
  const redis = backend === 'redis' ? await startRedis() : undefined;
  if (backend === 'redis' && redis === undefined) return undefined;
  if (redis) started.defer(() => redis.stop());
  const quiet = { ...env, LOG_LEVEL: 'warn' };
  const { api, db, stop } = await startLocalSystem({ folder, durable: false, queueUrl: redis?.url, env: quiet });
  started.defer(stop);
  const key = await newUserKey(db, 'bench');
  const owned = started.move();
  return { api, key, db, stop: () => owned.disposeAsync() };
}
