import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { type LocalSystem, newUserKey, startLocalSystem } from '@proofsheet/local-system';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildClient } from '../src/build-client.ts';

const run = promisify(execFile);

/** Everything of this name on the PATH, such as the Node of this project and the machine's own. */
function programs(name: string): string[] {
  const places = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
  return places.filter((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Those that there are, by their versions. Deno is allowed what the page says, and no more. */
async function runtimes(): Promise<[version: string, file: string, args: string[]][]> {
  const found = new Map<string, [string, string, string[]]>();
  const may = ['run', '--allow-net=127.0.0.1', '--allow-read', '--allow-env=API,KEY,PICTURE'];
  const all = [
    ...[process.execPath, ...programs('node')].map((file) => ['Node', file, []] as const),
    ...programs('bun').map((file) => ['Bun', file, []] as const),
    ...programs('deno').map((file) => ['Deno', file, may] as const),
  ];
  for (const [name, file, args] of all) {
    const { stdout } = await run(file, ['--version']).catch(() => ({ stdout: '' }));
    const [version] = /\d+\.\d+\.\d+/.exec(stdout) ?? [];
    if (version !== undefined) found.set(`${name} ${version}`, [`${name} ${version}`, file, [...args]]);
  }
  return [...found.values()];
}

let folder: string;
let system: LocalSystem;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proofsheet-published-'));
  const modules = join(folder, 'node_modules/@proofsheet');
  await mkdir(modules, { recursive: true });
  await buildClient(join(folder, 'package'));
  await symlink(join(folder, 'package'), join(modules, 'client'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await copyFile(new URL('../programs/published.mjs', import.meta.url), join(folder, 'program.mjs'));
  await sharp({ create: { width: 1600, height: 1200, channels: 3, background: '#c85028' } })
    .jpeg()
    .toFile(join(folder, 'picture.jpg'));
  await copyFile(join(folder, 'picture.jpg'), join(folder, 'me.jpg'));
  system = await startLocalSystem({ folder: join(folder, 'system'), durable: false, env: process.env });
}, 180_000);
afterAll(async () => {
  await system?.stop();
  await rm(folder, { recursive: true, force: true });
});

test.each(await runtimes())(
  'on %s the published package uploads, waits, follows, lists, aborts and verifies',
  async (name, file, args) => {
    const env = { ...process.env, API: system.api, PICTURE: join(folder, 'picture.jpg') };
    const KEY = await newUserKey(system.db, name);
    const { stdout, stderr } = await run(file, [...args, 'program.mjs'], { cwd: folder, env: { ...env, KEY } });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({
      names: ['picture.jpg', 'Größe "1".jpg'],
      ...{ sent: true, status: 'COMPLETED', polled: 'COMPLETED', bytes: true, listed: 4 },
      told: expect.arrayContaining(['google-300x250', 'custom-640x480']),
      progress: expect.arrayContaining(['0/2', '1/2', '2/2']),
      events: ['generation.created', 'generation.completed'],
      refused: ['validation_failed', '/copy/headline', false],
      ...{ aborted: 'stopped', webhook: { a: 1 } },
    });
  },
  120_000,
);

test('every example of docs/client.md runs', async () => {
  const page = await readFile(new URL('../../../docs/client.md', import.meta.url), 'utf8');
  const examples = [...page.matchAll(/^```js\n(.*?)^```/gms)].map(([, code]) => code);
  const secret = 'whsec_c2VjcmV0';
  const calls = `
const headers = await Proofsheet.webhooks.sign('{"a":1}', { id: 'm', secret: '${secret}' });
const delivery = new Request('http://localhost', { method: 'POST', headers, body: '{"a":1}' });
// The picture sent twice in one role is one asset.
console.log('last', counts.completed, zip.size > 1000, bytes.length === best.bytes, rest, items.length, (await receive(delivery)).status, address);`;
  await writeFile(join(folder, 'page.mjs'), [...examples, calls].join('\n'));
  const key = await newUserKey(system.db, 'page');
  const env = { PROOFSHEET_URL: system.api, PROOFSHEET_KEY: key, PROOFSHEET_WEBHOOK_SECRET: secret };
  const { stdout } = await run(process.execPath, ['page.mjs'], { cwd: folder, env: { ...process.env, ...env } });
  expect(stdout).toMatch(/^there: http/m);
  expect(stdout).toMatch(/^validation_failed \[/m);
  expect(stdout).toContain(`last 2 true true null 2 204 ${system.api}/i/auto.jpg?headline=Hello&format=landscape&key=`);
}, 120_000);
