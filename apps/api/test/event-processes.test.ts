import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { connectDatabase, createApiKey, type Db } from '@proofsheet/database';
import {
  aGeneration,
  aUser,
  hasPooler,
  startMigratedPostgres,
  startPooler,
  testDatabase,
  testQueues,
  testStorage,
} from '@proofsheet/testkit';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { dial } from './sockets.ts';
import { follow, readStream, type StreamedEvent } from './streams.ts';

const main = new URL('../src/main.ts', import.meta.url).pathname;

let db: Db;
let environment: Record<string, string>;
const processes: ChildProcess[] = [];
const addresses: string[] = [];
beforeAll(async () => {
  const [database, storage, queue] = [await testDatabase(), await testStorage(), await testQueues('postgres')];
  db = database.db;
  environment = {
    ...{ DATABASE_URL: database.url, QUEUE_URL: queue.url },
    ...{ S3_ENDPOINT: storage.config.endpoint, S3_BUCKET: storage.config.bucket },
    ...{ S3_ACCESS_KEY: storage.config.accessKey, S3_SECRET_KEY: storage.config.secretKey },
    ...{ PORT: '0', ADMIN_PORT: '0', DRAIN_SECONDS: '0', HEARTBEAT_SECONDS: '0.5' },
  };
  addresses.push(...(await Promise.all([start(), start()])));
}, 60_000);
afterAll(async () => {
  for (const child of processes) child.kill('SIGKILL');
  await db.destroy();
});

/** A process of the API; answers its address. */
async function start(env = environment): Promise<string> {
  const child = spawn(process.execPath, [main], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  processes.push(child);
  let written = '';
  child.stdout.on('data', (chunk) => {
    written += chunk;
  });
  const address = () => /"address":"([^"]+)"/.exec(written)?.[1];
  for (;;) {
    const found = address();
    if (found) return found;
    if (child.exitCode !== null) throw new Error(`The API did not start: ${written}`);
    await delay(20);
  }
}

async function aCaller(on = db) {
  const userId = await aUser(on);
  return { userId, key: (await createApiKey(on, { userId, name: 'test' })).key };
}

/** Many transactions at once, which record their event early and commit in another order. */
async function writeMany(userId: string, { writers, each }: { writers: number; each: number }): Promise<string[]> {
  const write = async () => {
    const ids: string[] = [];
    for (let nth = 0; nth < each; nth += 1) {
      ids.push(await aGeneration(db, { userId }));
      await delay(Math.random() * 10);
    }
    return ids;
  };
  return (await Promise.all(Array.from({ length: writers }, write))).flat();
}

test('a reader that goes from process to process, and breaks off anywhere, has each event once and in its order', async () => {
  const { userId, key } = await aCaller();
  const seen: StreamedEvent[] = [];
  const total = 8 * 40;
  const writing = writeMany(userId, { writers: 8, each: 40 });
  for (let turn = 0; seen.length < total; turn += 1) {
    const hangUp = new AbortController();
    const most = 1 + Math.floor(Math.random() * 30);
    const timer = setTimeout(() => hangUp.abort(), 400);
    const stream = { key, after: seen.at(-1)?.id ?? '0', signal: hangUp.signal };
    try {
      let read = 0;
      for await (const event of readStream(`${addresses[turn % 2]}/v1/events`, stream)) {
        seen.push(event);
        read += 1;
        if (read === most) break;
      }
    } catch (error) {
      if (!hangUp.signal.aborted) throw error;
    } finally {
      clearTimeout(timer);
      hangUp.abort();
    }
  }
  const written = await writing;
  expect(seen.map(({ generationId }) => generationId).toSorted()).toEqual(written.toSorted());
  const ids = seen.map(({ id }) => BigInt(id));
  expect(ids).toEqual(ids.toSorted((a, b) => (a < b ? -1 : 1)));
}, 60_000);

test('a reader that takes nothing costs a process no memory, gets everything later, and is let go when it stays away', async () => {
  const { userId, key } = await aCaller();
  const before = await residentBytes(processes[0]);
  const slow = dial(addresses[0] ?? '');
  slow.write(`GET /v1/events?after=0 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\n\r\n`);
  slow.pause();
  const metadata = { filler: 'x'.repeat(100) };
  const generationId = await aGeneration(db, { userId, metadata });
  // 60 MB of events, as fast as the database takes them.
  const data = JSON.stringify({ error: { code: 'internal', message: 'x'.repeat(20_000) } });
  const row = { type: 'generation.completed' as const, userId, generationId, data };
  for (let page = 0; page < 30; page += 1)
    await db
      .insertInto('Event')
      .values(Array.from({ length: 100 }, () => row))
      .execute();
  expect((await residentBytes(processes[0])) - before).toBeLessThan(40_000_000);
  // Four heartbeats later it is gone, and comes back from where it was.
  let received = '';
  slow.on('data', (chunk) => {
    received += chunk;
  });
  await delay(3_000);
  slow.resume();
  if (!slow.closed) await once(slow, 'close');
  const had = idsOf(received);
  const after = had.at(-1) ?? '0';
  const rest: StreamedEvent[] = [];
  const left = 3_001 - had.length;
  for await (const event of readStream(`${addresses[1]}/v1/events`, { key, after })) {
    rest.push(event);
    if (rest.length === left) break;
  }
  expect(rest).toHaveLength(left);
}, 60_000);

/** Of the events that came whole. */
function idsOf(received: string): string[] {
  const whole = received.slice(0, received.lastIndexOf('\n\n'));
  return [...whole.matchAll(/^event: .*\nid: (\d+)$/gm)].map(([, id]) => id ?? '');
}

async function residentBytes(child: ChildProcess | undefined): Promise<number> {
  const status = await readFile(`/proc/${child?.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024;
}

test('SIGTERM ends the streams, and clients go on where they were at another process', async () => {
  const { userId, key } = await aCaller();
  const port = new URL(addresses[1] ?? '').port;
  const all = follow(`${addresses[1]}/v1/events`, key);
  await once(all.source, 'open');
  await aGeneration(db, { userId });
  await expect.poll(() => all.events.length).toBe(1);
  const [, second] = processes;
  second?.kill('SIGTERM');
  const [code] = await once(second as ChildProcess, 'exit');
  expect(code).toBe(0);
  await aGeneration(db, { userId });
  await start({ ...environment, PORT: port });
  await aGeneration(db, { userId });
  await expect.poll(() => all.events.length, { timeout: 20_000 }).toBe(3);
  expect(new Set(all.events.map(({ id }) => id)).size).toBe(3);
  all.close();
}, 60_000);

test('SIGTERM answers who waits with what is there, long before the time is over', async () => {
  const { userId, key } = await aCaller();
  const address = await start();
  const stopped = processes.at(-1) as ChildProcess;
  const id = await aGeneration(db, { userId });
  const sent = { headers: { authorization: `Bearer ${key}`, prefer: 'wait=50' } };
  const polls = Array.from({ length: 10 }, () => fetch(`${address}/v1/generations/${id}`, sent));
  const order = fetch(`${address}/v1/generations`, {
    method: 'POST',
    headers: { ...sent.headers, 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'THUMBNAIL', copy: { headline: 'Hello' } }),
  });
  const submitted = () => db.selectFrom('Generation').select('id').where('userId', '=', userId).execute();
  await expect.poll(submitted, { timeout: 10_000 }).toHaveLength(2);
  const began = performance.now();
  stopped.kill('SIGTERM');
  for (const answer of await Promise.all(polls)) {
    expect([answer.status, await answer.json()]).toMatchObject([200, { id, status: 'PENDING' }]);
    expect(answer.headers.get('connection')).toBe('close');
  }
  const { status, headers } = await order;
  expect([status, headers.get('connection')]).toEqual([202, 'close']);
  expect((await once(stopped, 'exit'))[0]).toBe(0);
  expect(performance.now() - began).toBeLessThan(12_000);
}, 60_000);

test('PostgreSQL that is restarted costs a stream nothing but time', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'proofsheet-restart-'));
  await chmod(folder, 0o711);
  const server = await startMigratedPostgres(folder);
  let running = server;
  const own = connectDatabase({ url: server.url });
  onTestFinished(async () => {
    await own.destroy();
    await running.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const { userId, key } = await aCaller(own);
  const address = await start({ ...environment, DATABASE_URL: server.url });
  const all = follow(`${address}/v1/events`, key);
  onTestFinished(() => all.close());
  await once(all.source, 'open');
  await aGeneration(own, { userId });
  await expect.poll(() => all.events.length, { timeout: 10_000 }).toBe(1);
  await server.stop();
  running = await startMigratedPostgres(folder);
  expect(running.url).toBe(server.url);
  await aGeneration(own, { userId });
  await expect.poll(() => all.events.length, { timeout: 20_000 }).toBe(2);
  expect(all.statuses).toEqual([200]);
  // And the process listens again: the look every few seconds alone would have brought the event, too.
  const ears = sql`select 1 from pg_stat_activity where "application_name" = 'proofsheet events'`;
  await expect.poll(async () => (await ears.execute(own)).rows.length, { timeout: 20_000 }).toBe(1);
}, 90_000);

test.runIf(hasPooler || process.env.CI)(
  'behind a pooler of transactions the query alone serves, and LISTEN_URL leads past it',
  async () => {
    const pooler = await startPooler(environment.DATABASE_URL ?? '');
    onTestFinished(() => pooler.stop());
    const through = { ...environment, DATABASE_URL: pooler.url };
    const [deaf, hearing] = await Promise.all([
      start(through),
      start({ ...through, LISTEN_URL: environment.DATABASE_URL ?? '' }),
    ]);
    const { userId, key } = await aCaller();
    const streams = [deaf, hearing].map((address) => follow(`${address}/v1/events`, key));
    onTestFinished(() => streams.forEach((stream) => void stream.close()));
    await Promise.all(streams.map(({ source }) => once(source, 'open')));
    // By then the deaf one has found out.
    await delay(7_000);
    const [slow, quick] = streams;
    for (let nth = 1; nth <= 3; nth += 1) {
      await aGeneration(db, { userId });
      await expect.poll(() => quick?.events.length, { timeout: 900 }).toBe(nth);
      await expect.poll(() => slow?.events.length, { timeout: 6_000 }).toBe(nth);
    }
  },
  90_000,
);
