import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRedis } from '@proofsheet/testkit';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { queueConfigSchema } from '../src/index.ts';
import { keepingLog } from './log.ts';
import { aJob, consumer, eventually, failureOf, isTaking, producer } from './system.ts';

interface State {
  readonly reason: string;
  readonly settings?: readonly string[];
  /** Brings a running server into it; `folder` is the server's own. */
  enter(admin: Redis, folder: string): Promise<unknown>;
  leave(admin: Redis, folder: string): Promise<unknown>;
}

/** What a server that runs answers instead of working. */
const STATES: Record<string, State> = {
  LOADING: {
    reason: 'starting',
    settings: ['--enable-debug-command', 'yes', '--loading-process-events-interval-bytes', '1024'],
    async enter(admin) {
      for (let index = 0; index < 100; index += 1) await admin.set(`filler-${index}`, Buffer.alloc(2000, `${index}`));
      await admin.config('SET', 'rdbcompression', 'no', 'key-load-delay', '60000');
      // Its answer comes when everything is loaded again: six seconds later.
      void admin.call('DEBUG', 'RELOAD').catch(() => undefined);
    },
    leave: async () => undefined,
  },
  MISCONF: {
    reason: 'full',
    settings: ['--save', '3600 1'],
    async enter(admin, folder) {
      await rm(folder, { recursive: true });
      await admin.set('changed', '1');
      await admin.bgsave();
      await eventually(async () => expect(await admin.info('persistence')).toContain('rdb_last_bgsave_status:err'));
    },
    // Without places to save to, it also ends when it is told to.
    leave: (admin) => admin.config('SET', 'stop-writes-on-bgsave-error', 'no', 'save', ''),
  },
  OOM: {
    reason: 'full',
    enter: (admin) => admin.config('SET', 'maxmemory', '1'),
    leave: (admin) => admin.config('SET', 'maxmemory', '0'),
  },
};

test.each(Object.entries(STATES))(
  'a Redis that answers %s is named so by everything that asks, and worked with when that is over',
  async (_, { reason, settings = [], enter, leave }) => {
    const folder = await mkdtemp(join(tmpdir(), 'proofsheet-redis-state-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const server = await startRedis(['--dir', folder, ...settings]);
    if (!server) return;
    onTestFinished(() => server.stop());
    const config = queueConfigSchema.parse({ url: server.url });
    const [log, workerLog] = [keepingLog(), keepingLog()];
    const ran: string[] = [];
    const queues = producer(config, log);
    consumer(config, { thumbnail: async (_payload, { jobId }) => void ran.push(jobId) }, { log: workerLog });
    await isTaking(queues);
    const admin = new Redis(server.url);
    onTestFinished(() => admin.disconnect());

    await enter(admin, folder);
    const down = { code: 'dependency_unavailable', dependency: 'queue', reason };
    const [before, after] = [aJob(), aJob()];
    await eventually(async () => expect(await failureOf(queues.ping())).toMatchObject(down));
    expect(await failureOf(queues.enqueue('thumbnail', before.payload, before))).toMatchObject(down);
    // An API that starts meanwhile says the same.
    const started = producer(config);
    await eventually(async () => expect(await failureOf(started.ping())).toMatchObject(down));

    await leave(admin, folder);
    await eventually(() => queues.ping());
    await eventually(() => queues.enqueue('thumbnail', after.payload, after));
    await eventually(() => expect(ran).toContain(after.jobId));
    expect(ran).not.toContain(before.jobId);
    await eventually(() => expect(log.lines.at(-1)).toBe('info The queue is back.'));
    expect(
      log.lines.map((line) => line.split(' ', 1)[0]),
      log.lines.join('; '),
    ).toEqual(['warn', 'info']);
    expect(workerLog.lines.filter((line) => line.startsWith('warn')).length, workerLog.lines.join('; ')).toBeLessThan(
      3,
    );
  },
  60_000,
);
