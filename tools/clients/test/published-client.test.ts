import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { type LocalSystem, newUserKey, startLocalSystem } from '@proofsheet/local-system';
import { BROWSER, openBrowser } from '@proofsheet/testkit/browser';
import { publint } from 'publint';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { buildClient } from '../src/build-client.ts';
import { startWeb } from './web.ts';

const run = promisify(execFile);
/** What `require` of Node before 20.19 and the resolution of types before `node16` miss. */
const WITHOUT_OLD_NODE = ['CJSResolvesToESM', 'NoResolution'];

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

/** The file that `npm publish` sends. */
async function packed(from: string, into: string): Promise<string> {
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', into], {
    cwd: from,
  });
  return join(into, JSON.parse(stdout)[0].filename);
}

let tarball: string;
let web: Awaited<ReturnType<typeof startWeb>>;
let folder: string;
let system: LocalSystem;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proofsheet-published-'));
  await buildClient(join(folder, 'built'));
  tarball = await packed(join(folder, 'built'), folder);
  const installed = join(folder, 'node_modules/@proofsheet/client');
  await mkdir(installed, { recursive: true });
  await run('tar', ['-xzf', tarball, '--strip-components=1', '-C', installed]);
  web = await startWeb(folder);
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await copyFile(new URL('../programs/published.mjs', import.meta.url), join(folder, 'program.mjs'));
  await copyFile(new URL('../programs/page.mjs', import.meta.url), join(folder, 'page.mjs'));
  await sharp({ create: { width: 1600, height: 1200, channels: 3, background: '#c85028' } })
    .jpeg()
    .toFile(join(folder, 'picture.jpg'));
  await copyFile(join(folder, 'picture.jpg'), join(folder, 'me.jpg'));
  const env = { ...process.env, ALLOWED_ORIGINS: web.origin };
  system = await startLocalSystem({ folder: join(folder, 'system'), durable: false, env });
}, 180_000);
afterAll(async () => {
  await system?.stop();
  web?.close();
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

test('the packed package depends on nothing, and publint and are-the-types-wrong find nothing', async () => {
  const bytes = await readFile(tarball);
  const { messages } = await publint({ pkgDir: join(folder, 'built'), strict: true, level: 'suggestion' });
  expect(messages.map(({ code, path }) => [code, path])).toEqual([]);
  const { problems } = (await checkPackage(createPackageFromTarballData(bytes))) as { problems: { kind: string }[] };
  // It is a module, and Node 20 and later require modules: an old resolution of types is all that misses something.
  expect(problems.filter(({ kind }) => !WITHOUT_OLD_NODE.includes(kind))).toEqual([]);

  const installed = join(folder, 'node_modules/@proofsheet/client');
  const manifest = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'));
  for (const field of ['dependencies', 'peerDependencies', 'optionalDependencies', 'scripts'])
    expect(manifest).not.toHaveProperty(field);
  const files = await readdir(installed, { recursive: true });
  expect(files).toEqual(expect.arrayContaining(['README.md', 'LICENSE', 'index.js', 'index.d.ts', 'node.js']));
  expect(files.filter((name) => /\.(test|tsx?)$|\.map$/.test(name.replace(/\.d\.ts$/, '')))).toEqual([]);
  expect(await readFile(join(installed, 'README.md'), 'utf8')).not.toMatch(/\]\((?!https?:|#)/);
});

test.skipIf(!BROWSER)(
  'in a page of a browser it uploads with progress, waits, downloads, verifies and signs',
  async () => {
    const browser = await openBrowser();
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    await page.goto(`${web.origin}/`);
    const given = { baseUrl: system.api, apiKey: await newUserKey(system.db, 'page'), picture: '/picture.jpg' };
    const seen = await page.evaluate(`import('/page.mjs').then(({ run }) => run(${JSON.stringify(given)}))`);
    expect(seen).toEqual({
      ...{ name: 'Größe "1".jpg', sent: true, status: 'COMPLETED', size: true },
      told: expect.arrayContaining(['google-300x250', 'custom-640x480']),
      progress: expect.arrayContaining(['0/2', '1/2', '2/2']),
      ...{ webhook: { a: 1 }, forged: 'SignatureError', aborted: 'stopped' },
      address: expect.stringContaining(`${system.api}/i/auto.jpg?headline=Hello&format=landscape&key=`),
    });
    expect(complaints).toEqual([]);
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
  await writeFile(join(folder, 'examples.mjs'), [...examples, calls].join('\n'));
  const key = await newUserKey(system.db, 'page');
  const env = { PROOFSHEET_URL: system.api, PROOFSHEET_KEY: key, PROOFSHEET_WEBHOOK_SECRET: secret };
  const { stdout } = await run(process.execPath, ['examples.mjs'], { cwd: folder, env: { ...process.env, ...env } });
  expect(stdout).toMatch(/^there: http/m);
  expect(stdout).toMatch(/^validation_failed \[/m);
  expect(stdout).toContain(`last 2 true true null 2 204 ${system.api}/i/auto.jpg?headline=Hello&format=landscape&key=`);
}, 120_000);
