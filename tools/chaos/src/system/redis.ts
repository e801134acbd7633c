import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '@proofsheet/embedded';
import { Redis } from 'ioredis';

export interface AppendOnlyRedis {
  readonly url: string;
  /** Orderly, so that everything is written; by SIGKILL; or by SIGKILL with the loss of its disk. */
  stop(how: 'restart' | 'kill' | 'lose'): Promise<void>;
  start(): Promise<void>;
  /** FLUSHALL. */
  flush(): Promise<void>;
}

/** `redis-server` on a free port of the loopback, with its append-only file below the folder. */
export async function openRedis(folder: string): Promise<AppendOnlyRedis> {
  const port = await freePort();
  const dir = join(folder, 'redis');
  let server: ChildProcess | undefined;
  // Redis does not survive this process, however it ends by itself.
  process.on('exit', () => server?.kill('SIGKILL'));

  async function start(): Promise<void> {
    await mkdir(dir, { recursive: true });
    const where = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', dir];
    const how = ['--save', '', '--appendonly', 'yes', '--maxmemory-policy', 'noeviction'];
    const started = spawn('redis-server', [...where, ...how], { stdio: ['ignore', 'pipe', 'ignore'], detached: true });
    server = started;
    await untilReady(started);
  }
  async function stop(how: 'restart' | 'kill' | 'lose'): Promise<void> {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill(how === 'restart' ? 'SIGTERM' : 'SIGKILL');
    await gone;
    if (how === 'lose') await rm(dir, { recursive: true, force: true });
  }
  async function flush(): Promise<void> {
    const client = new Redis(port, '127.0.0.1');
    await client.flushall();
    client.disconnect();
  }
  await start();
  return { url: `redis://127.0.0.1:${port}`, stop, start, flush };
}

function untilReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    server.once('error', (error) => reject(new Error(`redis-server cannot be started: ${error.message}`)));
    server.once('exit', (code) => reject(new Error(`redis-server ended with ${code}: ${said}`)));
    server.stdout?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-2_000);
      if (said.includes('Ready to accept connections')) resolve();
    });
  });
}
