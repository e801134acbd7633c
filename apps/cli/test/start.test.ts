import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '@proofsheet/embedded';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { byLauncher, type CommandLine, directly, familyOf, survivorsOf } from './command-line.ts';

const RUNNING = 'Ctrl-C stops it';
/** A start takes four seconds; a busy machine needs more. */
const PATIENCE_MS = 240_000;
/** Longer than the grace time that API and worker have. */
const GONE_SECONDS = 20;

let folder: string;
let flags: string[];
let api: string;
let key = '';
let running: CommandLine | undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'proofsheet-start-'));
  chmodSync(folder, 0o711);
  const [port, adminPort] = [await freePort(), await freePort()];
  api = `http://127.0.0.1:${port}`;
  flags = ['--data', join(folder, 'data'), '--port', String(port), '--admin-port', String(adminPort)];
});
afterEach(async () => {
  // A failed test leaves nothing either: launcher and command are one group, and their children follow.
  killGroup(running?.child.pid);
  await running?.ended;
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }));

function killGroup(pid: number | undefined): void {
  try {
    if (pid) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

const call = (path: string, init: RequestInit = {}) =>
  fetch(`${api}${path}`, { ...init, headers: { ...init.headers, authorization: `Bearer ${key}` } });

/** What lies in the folder for uploads of the data folder while half of a file has come. */
async function filesOfAnUpload(): Promise<string[]> {
  const uploads = join(folder, 'data', 'uploads');
  const files = () => readdirSync(uploads).flatMap((name) => readdirSync(join(uploads, name)));
  const halfAFile = '--b\r\nContent-Disposition: form-data; name="logo"; filename="a.jpg"\r\n\r\nhalf';
  const hangUp = new AbortController();
  const headers = { 'content-type': 'multipart/form-data; boundary=b' };
  const body = new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode(halfAFile)) });
  const upload = call('/v1/assets', { method: 'POST', headers, body, duplex: 'half', signal: hangUp.signal });
  await expect.poll(files, { timeout: 20_000 }).toHaveLength(1);
  const found = files();
  hangUp.abort();
  await expect(upload).rejects.toThrow('aborted');
  await expect.poll(files, { timeout: 20_000 }).toEqual([]);
  return found;
}

test(
  'the first start prints a key that works; an upload lies in the data folder while it lasts; a second one on the same data is refused; Ctrl-C ends all',
  async () => {
    running = byLauncher('start', ...flags);
    await running.until(RUNNING);
    key = /ps_[\w-]{40,}/.exec(running.output())?.[0] ?? '';
    const project = { method: 'POST', body: '{"name":"Kept"}', headers: { 'content-type': 'application/json' } };
    expect((await call('/v1/projects', project)).status).toBe(201);
    expect((await fetch(`${api}/docs`)).status).toBe(200);

    expect(await filesOfAnUpload()).toEqual(['0']);

    const second = directly(['start', ...flags]);
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(`already running on ${join(folder, 'data')}`);
    expect(second.output()).toContain(api);

    const another = directly(['keys', 'create', ...flags.slice(0, 2)]);
    expect(await another.ended).toBe(0);
    expect(another.output()).toMatch(/^ps_[\w-]{43}$/m);

    const family = familyOf(running.child.pid);
    expect(
      [...family.values()].filter((args) => /api\/src\/main|worker\/src\/main|bin\/postgres /.test(args)),
    ).toHaveLength(3);
    // What a terminal does: the signal goes to the whole group.
    process.kill(-(running.child.pid ?? 0), 'SIGINT');
    expect(await running.ended).toBe(0);
    expect(await survivorsOf(family, 2)).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  'the next start goes on with the same data and prints no key; killed, it leaves no process',
  async () => {
    running = directly(['start', ...flags]);
    await running.until(RUNNING);
    expect(running.output()).not.toContain('ps_');
    expect(await (await call('/v1/projects')).json()).toMatchObject({ items: [{ name: 'Kept' }] });
    const family = familyOf(running.child.pid);
    running.child.kill('SIGKILL');
    await running.ended;
    expect(await survivorsOf(family, GONE_SECONDS)).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  'after a kill it starts again at once; an API that dies is started again; its launcher may be killed',
  async () => {
    running = byLauncher('start', ...flags);
    await running.until(RUNNING);
    expect((await call('/v1/projects')).status).toBe(200);
    const [apiPid] = [...familyOf(running.child.pid)].find(([, args]) => args.includes('api/src/main.ts')) ?? [];
    process.kill(apiPid ?? 0, 'SIGKILL');
    await running.until('The API was ended by SIGKILL; it is started again.');
    for (let tries = 200; tries > 0 && !(await answers()); tries -= 1) await delay(100);
    expect((await call('/v1/projects')).status).toBe(200);

    const family = familyOf(running.child.pid);
    running.child.kill('SIGKILL');
    expect(await survivorsOf(family, GONE_SECONDS)).toEqual([]);
  },
  PATIENCE_MS,
);

const answers = () =>
  call('/readyz').then(
    (answer) => answer.ok,
    () => false,
  );

test.each(['--port', '--admin-port'])(
  'a taken port is named, with the flag %s, before anything starts',
  async (flag) => {
    const port = await freePort();
    const other = createServer().listen(port, '127.0.0.1');
    const refused = directly([
      'start',
      '--data',
      join(folder, 'other'),
      '--port',
      '1',
      '--admin-port',
      '2',
      flag,
      String(port),
    ]);
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toContain(`Port ${port}`);
    expect(refused.output()).toContain(`${flag} <port>`);
    other.close();
  },
);

test(
  'told to stop in the middle of its start it stops, and again means now',
  async () => {
    const data = ['--data', join(folder, 'early'), ...flags.slice(2)];
    running = directly(['start', ...data]);
    await running.until('Starting');
    await delay(400);
    const family = familyOf(running.child.pid);
    running.child.kill('SIGTERM');
    expect(await running.ended).toBe(0);
    expect(await survivorsOf(family, GONE_SECONDS)).toEqual([]);

    running = directly(['start', ...data]);
    await running.until(RUNNING);
    const whole = familyOf(running.child.pid);
    running.child.kill('SIGINT');
    await delay(350);
    running.child.kill('SIGINT');
    await running.ended;
    expect(await survivorsOf(whole, 3)).toEqual([]);
  },
  PATIENCE_MS,
);

test.runIf(process.getuid?.() === 0)(
  'an ordinary user runs it; a closed terminal ends it',
  async () => {
    const data = mkdtempSync(join(tmpdir(), 'proofsheet-user-'));
    execFileSync('chown', ['65534:65534', data]);
    running = directly(['start', '--data', join(data, 'data'), ...flags.slice(2)], { uid: 65_534, gid: 65_534 });
    await running.until(RUNNING);
    const family = familyOf(running.child.pid);
    running.child.kill('SIGHUP');
    expect(await running.ended).toBe(0);
    expect(await survivorsOf(family, 2)).toEqual([]);
    rmSync(data, { recursive: true, force: true });
  },
  120_000,
);
