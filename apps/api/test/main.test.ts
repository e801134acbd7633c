import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApiKey, type Db } from '@proofsheet/database';
import { openQueues } from '@proofsheet/queue';
import { aUser, queueBackends, testDatabase, testQueues, testStorage } from '@proofsheet/testkit';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { form, pictureOf, post } from './images.ts';
import { answerIn, dial, untilClosed } from './sockets.ts';

const MB = 1_000_000;
const HALF_A_FORM =
  'Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\nContent-Disposition: form-data; name="logo"; filename="a.jpg"\r\n\r\nhalf';
const main = new URL('../src/main.ts', import.meta.url).pathname;

let environment: Record<string, string | undefined>;
let db: Db;
let key: string;
beforeAll(async () => {
  const [database, storage, queue] = [await testDatabase(), await testStorage(), await testQueues('postgres')];
  db = database.db;
  key = (await createApiKey(db, { userId: await aUser(db), name: 'test' })).key;
  environment = {
    DATABASE_URL: database.url,
    QUEUE_URL: queue.url,
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
    S3_ENDPOINT: storage.config.endpoint,
    S3_ACCESS_KEY: storage.config.accessKey,
    S3_SECRET_KEY: storage.config.secretKey,
    S3_BUCKET: storage.config.bucket,
    PORT: '0',
    ADMIN_PORT: '0',
    DRAIN_SECONDS: '0',
  };
  return () => db.destroy();
});

const running = new Set<ChildProcess>();
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
});

interface Line {
  msg: string;
  [name: string]: unknown;
}

function start(env: Record<string, string | undefined> = environment) {
  const child = spawn(process.execPath, [main], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  running.add(child);
  const lines: Line[] = [];
  let rest = '';
  child.stdout.on('data', (chunk) => {
    const parts = `${rest}${chunk}`.split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) lines.push(JSON.parse(part));
  });
  let complaints = '';
  child.stderr.on('data', (chunk) => {
    complaints += chunk;
  });
  const listening = async () => {
    await expect.poll(() => lines.find((line) => line.msg === 'api listens'), { timeout: 15_000 }).toBeDefined();
    return lines.find((line) => line.msg === 'api listens') as Line & { address: string; boardAddress: string };
  };
  return { child, lines, listening, complaints: () => complaints, exited: once(child, 'exit').then(([code]) => code) };
}

test('it listens, serves Bull Board on an address of its own, and on SIGTERM ends with 0', async () => {
  const { child, listening, exited, complaints } = start();
  const { address, boardAddress } = await listening();
  expect((await fetch(`${address}/readyz`)).status).toBe(200);
  expect((await fetch(`${boardAddress}/api/queues`)).status).toBe(200);
  expect((await fetch(`${address}/api/queues`)).status).toBe(404);
  child.kill('SIGTERM');
  expect(await exited).toBe(0);
  expect(complaints()).toBe('');
});

test('on SIGTERM a request that runs gets its answer, and a new one no connection', async () => {
  const { child, listening, exited } = start();
  const { address } = await listening();
  const held = await db.startTransaction().execute();
  await held.schema.alterTable('Project').addColumn('held', 'text').execute();
  const slow = fetch(`${address}/v1/projects`, { headers: { authorization: `Bearer ${key}` } });
  await expect.poll(waitingForALock, { timeout: 10_000 }).toBe(1);
  child.kill('SIGTERM');
  const answers = () =>
    fetch(`${address}/healthz`).then(
      () => true,
      () => false,
    );
  await expect.poll(answers, { timeout: 10_000 }).toBe(false);
  await held.rollback().execute();
  expect((await slow).status).toBe(200);
  expect(await exited).toBe(0);
});

test.each([
  ['nothing has been asked yet, as browsers open them,', ''],
  ['a head has begun and does not end', 'GET /healthz HTTP/1.1\r\nHo'],
])('on SIGTERM a connection on which %s holds nothing up', async (_, sent) => {
  const { child, listening, exited } = start();
  const { address } = await listening();
  const socket = dial(address);
  const closed = untilClosed(socket);
  socket.write(sent);
  // It is there once a later one has been answered.
  expect((await fetch(`${address}/healthz`)).status).toBe(200);
  child.kill('SIGTERM');
  expect(await exited).toBe(0);
  expect(await closed).toBe('');
});

test('after SIGTERM it is not ready, and takes requests for a while, each on a connection of its own', async () => {
  const { child, listening, lines, exited } = start({ ...environment, DRAIN_SECONDS: '2' });
  const { address } = await listening();
  child.kill('SIGTERM');
  await expect.poll(() => lines.some(({ msg }) => msg === 'api stops'), { timeout: 10_000 }).toBe(true);
  const readiness = await fetch(`${address}/readyz`);
  expect([readiness.status, await readiness.json()]).toMatchObject([503, { status: 'stopping' }]);
  const taken = await fetch(`${address}/v1/projects`, { headers: { authorization: `Bearer ${key}` } });
  expect(taken.status).toBe(200);
  expect(taken.headers.get('connection')).toBe('close');
  expect(await exited).toBe(0);
});

test('on SIGTERM an upload that stands still gets an answer within the grace, and leaves no folder', async () => {
  const uploads = await mkdtemp(join(tmpdir(), 'proofsheet-stop-test-'));
  const { child, listening, exited } = start({ ...environment, UPLOAD_FOLDER: uploads });
  const { address } = await listening();
  const socket = dial(address);
  const answered = untilClosed(socket);
  socket.write(
    `POST /v1/assets HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nContent-Length: 5000000\r\n${HALF_A_FORM}`,
  );
  await expect.poll(() => readdir(uploads, { recursive: true }), { timeout: 10_000 }).toHaveLength(2);
  child.kill('SIGTERM');
  const answer = answerIn(await answered);
  expect(answer).toMatchObject({ status: 408, headers: { connection: 'close' } });
  expect(JSON.parse(answer.body)).toMatchObject({ code: 'request_timeout', detail: expect.stringContaining('stops') });
  expect(await exited).toBe(0);
  expect(await readdir(uploads)).toEqual([]);
  await rm(uploads, { recursive: true });
}, 40_000);

test('an upload that is cut off by a second signal leaves no folder either', async () => {
  const uploads = await mkdtemp(join(tmpdir(), 'proofsheet-stop-test-'));
  const { child, lines, listening, exited } = start({ ...environment, UPLOAD_FOLDER: uploads, DRAIN_SECONDS: '60' });
  const { address } = await listening();
  dial(address).write(
    `POST /v1/assets HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nContent-Length: 5000000\r\n${HALF_A_FORM}`,
  );
  await expect.poll(() => readdir(uploads, { recursive: true }), { timeout: 10_000 }).toHaveLength(2);
  child.kill('SIGTERM');
  await expect.poll(() => lines.some(({ msg }) => msg === 'api stops'), { timeout: 10_000 }).toBe(true);
  child.kill('SIGTERM');
  expect(await exited).toBe(1);
  expect(await readdir(uploads)).toEqual([]);
  await rm(uploads, { recursive: true });
});

test('a second signal ends it at once', async () => {
  const { child, listening, lines, exited } = start({ ...environment, DRAIN_SECONDS: '60' });
  await listening();
  child.kill('SIGTERM');
  await expect.poll(() => lines.some(({ msg }) => msg === 'api stops'), { timeout: 10_000 }).toBe(true);
  child.kill('SIGINT');
  expect(await exited).toBe(1);
});

test('with PARENT_WATCH it ends when standard input closes, and without it does not', async () => {
  const watched = start({ ...environment, PARENT_WATCH: '1' });
  await watched.listening();
  watched.child.stdin.end();
  expect(await watched.exited).toBe(0);

  const free = start();
  free.child.stdin.end();
  await free.listening();
  free.child.kill('SIGTERM');
  expect(await free.exited).toBe(0);
  expect(free.lines.filter(({ msg }) => msg === 'api stops').map(({ reason }) => reason)).toEqual(['SIGTERM']);
});

test.each([
  ['DATABASE_URL', undefined, /^DATABASE_URL is not set/],
  ['DATABASE_URL', 'mysql://root:hunter2@db/x', /^DATABASE_URL is not valid: expected an address like postgres:/],
  ['QUEUE_URL', 'http://queue', /^QUEUE_URL is not valid: starts with redis:/],
  ['S3_ENDPOINT', 'http://s3/path', /^S3_ENDPOINT is not valid: an S3 endpoint has no path/],
  ['PORT', 'http', /^PORT is not valid: /],
  ['LOG_LEVEL', 'loud', /^LOG_LEVEL is not valid: .*"info"/],
])('a wrong %s (%s) is one line that names it', async (variable, value, message) => {
  const { lines, exited, complaints } = start({ ...environment, [variable]: value });
  expect(await exited).toBe(1);
  expect(lines.map((line) => line.msg)).toEqual([expect.stringMatching(message)]);
  expect(JSON.stringify(lines) + complaints()).not.toContain('hunter2');
});

test.runIf(queueBackends().includes('redis'))('jobs go to the queues of QUEUE_PREFIX', async () => {
  const config = await testQueues('redis');
  const { listening } = start({ ...environment, QUEUE_URL: config.url, QUEUE_PREFIX: config.prefix });
  const { address } = await listening();
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ kind: 'THUMBNAIL', copy: { headline: 'Hello' } });
  const answer = await fetch(`${address}/v1/generations`, { method: 'POST', headers, body });
  const { id } = (await answer.json()) as { id: string };

  const queues = openQueues(config, pino({ level: 'silent' }));
  const thumbnails = queues.bull.find(({ name }) => name === 'thumbnail');
  const jobs = async () => (await thumbnails?.getJobs().catch(() => []))?.map(({ data }) => data.generationId);
  await expect.poll(jobs, { timeout: 10_000 }).toEqual([id]);
  await queues.close();
});

test('a port that is taken is said in one line', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  const { lines, exited } = start({ ...environment, PORT: `${port}` });
  expect(await exited).toBe(1);
  expect(lines.at(-1)?.msg).toBe(`PORT ${port} on 127.0.0.1 is taken`);
  other.close();
});

test('it starts without any of its dependencies, and waits for them', async () => {
  const nowhere = { DATABASE_URL: 'postgres://127.0.0.1:1/x', QUEUE_URL: 'postgres://127.0.0.1:1/x' };
  const { listening } = start({ ...environment, ...nowhere, S3_ENDPOINT: 'http://127.0.0.1:1' });
  const { address } = await listening();
  const ready = await fetch(`${address}/readyz`);
  expect(ready.status).toBe(503);
  expect(await ready.json()).toMatchObject({ status: 'unavailable' });
  expect((await fetch(`${address}/healthz`)).status).toBe(200);
});

test.runIf(process.platform === 'linux')(
  'uploads pass through: three files of 50 MB take hardly more memory than one',
  async () => {
    const { child, listening } = start();
    const { address } = await listening();
    const upload = async (...sizes: number[]) => {
      const files = await Promise.all(sizes.map((size) => pictureOf(size * MB)));
      expect((await post(`${address}/v1/assets`, key, form('LOGO', ...files))).status).toBe(201);
      return peakBytes(child);
    };
    // The first upload fills the stream buffers and finds the garbage collector's pace; a hoarder would grow on.
    const warm = await upload(50);
    expect((await upload(50, 50, 50)) - warm).toBeLessThan(40 * MB);
  },
);

/** How many sessions of the database wait for another one's lock. */
async function waitingForALock(): Promise<number> {
  const waiting = sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  return (await waiting.execute(db)).rows.length;
}

/** The most that a process has ever had resident. */
async function peakBytes(child: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}
