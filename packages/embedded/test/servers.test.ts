import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startObjectStore, startPostgres } from '../src/index.ts';

const asRoot = process.getuid?.() === 0;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'proofsheet-servers-'));
  chmodSync(folder, 0o711);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Command lines of the processes that have something to do with the folder. */
const processesOf = (path: string) =>
  execFileSync('ps', ['-eww', '-o', 'pid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(path));

async function noneLeft(path: string): Promise<string[]> {
  for (let left = 100; left > 0 && processesOf(path).length > 0; left -= 1) await delay(50);
  return processesOf(path);
}

async function holdOpen(as: { uid?: number; gid?: number } = {}): Promise<{ child: ChildProcess; database: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'hold-open.ts'), folder], {
    ...as,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout as NodeJS.ReadableStream, 'data');
  return { child, ...JSON.parse(String(line)) };
}

test('a database keeps its data, its port and its password over a restart', async () => {
  const first = await startPostgres({ dir: folder });
  await query(first.url, 'create table kept as select 42 as answer');
  await first.stop();
  const second = await startPostgres({ dir: folder });
  expect(second.url).toBe(first.url);
  expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  expect(await query(second.url, 'show server_version')).toEqual([{ server_version: expect.stringMatching(/^18\./) }]);
  await second.stop();
  expect(processesOf(folder)).toEqual([]);
});

test('the database needs its password', async () => {
  const server = await startPostgres({ dir: folder, durable: false });
  const url = new URL(server.url);
  url.password = 'guess';
  await expect(query(url.href, 'select 1')).rejects.toThrow(/password authentication failed/);
  await server.stop();
});

test('both servers end when the process that started them is killed with SIGKILL', async () => {
  const { child } = await holdOpen();
  expect(processesOf(folder).length).toBeGreaterThan(3);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await noneLeft(folder)).toEqual([]);
});

test('the server goes when only its host is killed, and the next start recovers', async () => {
  const server = await startPostgres({ dir: folder });
  await query(server.url, 'create table kept as select 42 as answer');
  const host = processesOf('postgres-host.ts').find((line) => line.includes(folder));
  process.kill(Number.parseInt(host ?? '', 10), 'SIGKILL');
  expect(await server.exited).toEqual({ code: null, signal: 'SIGKILL' });
  expect(await noneLeft(folder)).toEqual([]);
  const next = await startPostgres({ dir: folder });
  expect(await query(next.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  await next.stop();
});

test('a pid file whose pid belongs to another program by now does not stop the start', async () => {
  await (await startPostgres({ dir: folder, durable: false })).stop();
  const pidFile = join(folder, 'data/postmaster.pid');
  // Our own pid, and as root one that runs under the account of the data: PostgreSQL would refuse it.
  const owner = asRoot
    ? Number(execFileSync('stat', ['-c', '%u', join(folder, 'data')], { encoding: 'utf8' }))
    : undefined;
  const other = spawn('sleep', ['60'], owner === undefined ? {} : { uid: owner });
  writeFileSync(pidFile, `${other.pid}\n${join(folder, 'data')}\n1700000000\n1\n\n127.0.0.1\n1 1\nready\n`);
  const server = await startPostgres({ dir: folder, durable: false });
  expect(readFileSync(pidFile, 'utf8').split('\n')[0]).not.toBe(String(other.pid));
  await server.stop();
  other.kill();
});

test('a first start that was cut off in initdb is repeated', async () => {
  mkdirSync(join(folder, 'data.new/base'), { recursive: true });
  writeFileSync(join(folder, 'data.new/PG_VERSION'), '18\n');
  const server = await startPostgres({ dir: folder, durable: false });
  await server.stop();
});

test('a port that another program has is named', async () => {
  const first = await startPostgres({ dir: join(folder, 'a'), durable: false });
  const port = Number(new URL(first.url).port);
  await expect(startPostgres({ dir: join(folder, 'b'), port, durable: false })).rejects.toThrow(
    /PostgreSQL ended|b\/log/,
  );
  await expect(startObjectStore({ dir: join(folder, 'c'), port })).rejects.toThrow(`127.0.0.1:${port}`);
  await first.stop();
});

test('the object store refuses unsigned requests', async () => {
  const store = await startObjectStore({ dir: folder });
  expect((await fetch(store.config.endpoint)).status).toBe(403);
  expect((await fetch(`${store.config.endpoint}/new-bucket`, { method: 'PUT' })).status).toBe(403);
  await store.stop();
});

test.runIf(asRoot)('root starts it below a folder that only root may enter', async () => {
  chmodSync(folder, 0o700);
  const server = await startPostgres({ dir: join(folder, 'inner'), durable: false });
  expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await server.stop();
});

test.runIf(asRoot)('an ordinary user starts both', async () => {
  const nobody = { uid: 65_534, gid: 65_534 };
  execFileSync('chown', ['65534:65534', folder]);
  const { child, database } = await holdOpen(nobody);
  expect(await query(database, 'select 1 as one')).toEqual([{ one: 1 }]);
  child.kill('SIGKILL');
  expect(await noneLeft(folder)).toEqual([]);
});
