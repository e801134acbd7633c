import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findGeneration } from '@proofsheet/database';
import { startProxy } from '@proofsheet/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestSystem, type TestSystem } from './harness.ts';
import { startWorker } from './worker-process.ts';

let system: TestSystem;
beforeAll(async () => {
  system = await openTestSystem();
});
afterAll(() => system?.close());

const asks = (port: unknown) => async (path: string) => {
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  return { status: response.status, body: await response.json() };
};

test('a worker tells its health, survives its database, logs the request, and ends with its parent', async () => {
  const proxy = await startProxy(system.url);
  const temporary = await mkdtemp(join(tmpdir(), 'proofsheet-worker-'));
  const settings = { HEALTH_PORT: '0', PARENT_WATCH: '1', TMPDIR: temporary };
  const worker = startWorker({ ...system, url: proxy.url }, settings);
  const get = asks((await worker.logged('worker ready')).healthPort);
  expect(await get('/healthz')).toEqual({ status: 200, body: { status: 'ok' } });
  const up = { ok: true, needed: true, milliseconds: expect.any(Number) };
  const all = { database: up, queue: up, storage: up };
  const ready = { status: 'ok', dependencies: all, lastSweep: expect.anything(), vision: 'not loaded yet' };
  await expect.poll(() => get('/readyz'), { timeout: 10_000 }).toEqual({ status: 200, body: ready });

  await proxy.cut();
  const notReady = { status: 'unavailable', dependencies: { database: { ok: false, reason: 'refused' }, queue: up } };
  await expect.poll(() => get('/readyz'), { timeout: 10_000 }).toMatchObject({ status: 503, body: notReady });
  expect((await get('/healthz')).status).toBe(200);
  await proxy.restore();
  await expect.poll(() => get('/readyz'), { timeout: 10_000 }).toEqual({ status: 200, body: ready });
  await worker.logged('The database is back.');
  const ofDatabase = worker.lines.filter(({ dependency }) => dependency === 'database');
  expect(ofDatabase.map(({ level, reason }) => [level, reason])).toEqual([
    ['warn', 'refused'],
    ['info', undefined],
  ]);

  const id = await system.submit({ variants: 1 }, [await system.upload()]);
  await system.enqueue([id]);
  await worker.logged('generation completed');
  const told = worker.lines.filter(({ jobId }) => jobId === `${id}-d0`);
  expect(told.map(({ msg }) => msg)).toEqual(['generation claimed', 'asset ready', 'generation completed']);
  for (const line of told) expect(line).toMatchObject({ requestId: `request-of-${id}`, generationId: id });
  expect(JSON.stringify(worker.lines)).not.toContain(system.s3.secretKey);
  expect(await findGeneration(system.db, { userId: system.userId, id })).toMatchObject({ status: 'COMPLETED' });

  worker.child.stdin?.end();
  expect(await worker.ended).toBe(0);
  expect(worker.lines.map(({ msg }) => msg)).toContain('worker stopped');
  expect(await readdir(temporary), 'what libraries leave').toEqual([]);
  await rm(temporary, { recursive: true });
  await proxy.close();
}, 60_000);

test('a worker with bad settings names each variable in a line, repeats no value, and does not start', () => {
  const main = join(import.meta.dirname, '../src/main.ts');
  const env = {
    DATABASE_URL: 'mysql://me:hunter2@db/x',
    QUEUE_URL: 'redis://localhost',
    WORKER_QUEUES: 'thumbnail,video',
    CUTOUT_MODEL_SIZE: '1000',
  };
  const { status, stdout } = spawnSync(process.execPath, [main], { env, encoding: 'utf8' });
  expect(status).toBe(1);
  const problems = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).msg as string);
  expect(problems.map((problem) => problem.split(' is ')[0])).toEqual([
    'DATABASE_URL',
    'S3_ENDPOINT',
    'S3_ACCESS_KEY',
    'S3_SECRET_KEY',
    'S3_BUCKET',
    'CUTOUT_MODEL_SIZE',
    'WORKER_QUEUES',
  ]);
  expect(stdout).not.toContain('hunter2');
});

test('a worker whose templates cannot be used tells each fault in a line, with file and code, and does not start', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'proofsheet-templates-'));
  const mine = join(folder, 'thumbnail/mine');
  await mkdir(mine, { recursive: true });
  await writeFile(join(mine, 'template.html'), '<div><script></script></div>');
  await writeFile(join(mine, 'template.css'), '@import "https://example.org/x.css";');
  await writeFile(join(mine, 'template.json'), '{');
  const worker = startWorker(system, { TEMPLATES_DIR: folder });
  expect(await worker.ended).toBe(1);
  expect(worker.lines.map(({ code, msg }) => `${code} ${msg.split('. ')[0]}`)).toEqual([
    expect.stringContaining('worker not started: thumbnail/mine/template.json manifest_invalid: It is not JSON'),
    'templates_unusable worker not started: thumbnail/mine/template.html:1 script: Nothing runs a script',
    'templates_unusable worker not started: thumbnail/mine/template.css:1 remote_address: Nothing is imported',
  ]);
  await rm(folder, { recursive: true });
});
