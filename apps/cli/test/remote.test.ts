// Longer than a file should be: all of its tests share one whole system.

import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { Proofsheet } from '@proofsheet/client';
import { createEndpoint } from '@proofsheet/database';
import { type LocalSystem, newUserKey, serverVariables, startLocalSystem } from '@proofsheet/local-system';

import { openSecrets } from '@proofsheet/webhooks';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openPromise } from 'yauzl';
import { directly } from './command-line.ts';

const PATIENCE_MS = 240_000;

let folder: string;
let photo: string;
/** The photograph as somebody's web server has it. */
let address: string;
let system: LocalSystem;
let env: Record<string, string>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proofsheet-remote-'));
  photo = join(folder, 'me.jpg');
  await sharp({ create: { width: 1200, height: 900, channels: 3, background: '#28507c' } })
    .jpeg()
    .toFile(photo);
  const web = createServer(async (_, reply) => reply.end(await readFile(photo))).listen(0, '127.0.0.1');
  await once(web, 'listening');
  web.unref();
  address = `http://127.0.0.1:${(web.address() as AddressInfo).port}/hills.jpg`;
  const allowing = { NEW_IMAGES_PER_HOUR: '2', ...process.env, OUTBOUND_ALLOW: '127.0.0.1' };
  system = await startLocalSystem({ folder: join(folder, 'system'), durable: false, env: allowing });
  env = { PROOFSHEET_URL: system.api, PROOFSHEET_KEY: await newUserKey(system.db, 'command line') };
}, PATIENCE_MS);
afterAll(async () => {
  await system?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function run(args: string[], more: Record<string, string> = {}) {
  const command = directly(args, { env: { ...env, ...more } });
  let answer = '';
  command.child.stdout?.on('data', (chunk) => (answer += chunk));
  return { code: await command.ended, output: command.output(), answer };
}

test(
  'generate uploads, makes and downloads, the best one first; assets, projects, formats and templates list',
  async () => {
    const out = join(folder, 'out');
    const words = ['--headline', 'My **best** day', '--variants', '2', '--format', '640x480'];
    const made = await run([
      'generate',
      '--product',
      photo,
      '--background',
      address,
      ...words,
      '--kind',
      'ad',
      '--out',
      out,
    ]);
    expect(made).toMatchObject({ code: 0, output: expect.stringMatching(/images +2\/2 +made/) });
    const files = (await readdir(out)).sort();
    expect(files).toEqual([expect.stringMatching(/^01-custom-640x480-.*\.jpg$/), expect.stringMatching(/^02-/)]);
    expect(await sharp(join(out, files[0] ?? '')).metadata()).toMatchObject({ width: 640, height: 480 });

    const assets = JSON.parse((await run(['assets', '--json'])).output);
    const product = assets.find(({ role }: { role: string }) => role === 'PRODUCT').id;
    const look = await run(['generate', '--preview', '--asset', product, ...words, '--kind', 'ad', '--out', out]);
    expect(look).toMatchObject({
      code: 0,
      output: expect.stringMatching(/preview-custom-640x480\.jpg {2}\S+ {2}seed 1/),
    });
    expect(await sharp(join(out, 'preview-custom-640x480.jpg')).metadata()).toMatchObject({ width: 554, height: 416 });
    const names = assets.map((asset: Record<string, string>) => `${asset.role} ${asset.originalName}`);
    expect(names.sort()).toEqual(['BACKGROUND hills.jpg', 'PRODUCT me.jpg']);
    expect((await run(['formats'])).output).toMatch(/^google-300x250 +300x250$/m);
    expect(JSON.parse((await run(['templates', '--json'])).output)[0]).toMatchObject({ kind: expect.any(String) });
    expect(await run(['projects', '--json'])).toMatchObject({ code: 0, output: '[]\n' });
  },
  PATIENCE_MS,
);

test.concurrent.each<[string, string[], string[]]>([
  [
    'a headline that is too long',
    ['generate', '--headline', 'x'.repeat(99)],
    ['the request is not valid', 'copy/headline'],
  ],
  [
    'a file that is not there',
    ['generate', '--headline', 'x', '--person', 'none.jpg'],
    ['--person: none.jpg', 'ENOENT'],
  ],
  [
    'an address that is closed',
    ['generate', '--headline', 'x', '--person', 'http://10.0.0.1/a.jpg'],
    ['not public', 'files/0/url'],
  ],
  ['a flag with a letter wrong', ['assets', '--limi', '5'], ["unknown option '--limi'", 'Did you mean --limit?']],
  ['an image without a key to sign', ['image-url', 'headline=x'], ['PROOFSHEET_SIGNING_KEY', 'id:secret']],
  ['a parameter without a value', ['image-url', 'headline'], ['name=value']],
  ['a key that is none', ['assets', '--key', 'ps_wrong'], ['answered 401']],
  ['a secret that is none', ['webhooks', 'listen', '--to', '4000', '--secret', 'psst!'], ['--secret', 'whsec_']],
  ['a receiver with a password', ['webhooks', 'listen', '--to', 'http://a:b@localhost'], ['--to', 'password']],
  ['an address that is none', ['assets', '--api', 'somewhere'], ['--api or PROOFSHEET_URL']],
])('%s is one line, and ends with 1', async (_, args, parts) => {
  const { code, output } = await run(args);
  expect(code).toBe(1);
  expect(output).toMatch(/^[^\n]+\n$/);
  for (const part of parts) expect(output.toLowerCase()).toContain(part.toLowerCase());
});

test(
  'a batch uploads what its cells name, each once, makes its rows, and puts each into a folder of its own',
  async () => {
    const rows = [
      ...[
        'product;logo.0;background;copy.headline;copy.price;metadata.sku',
        `me.jpg;me.jpg;${address};"Tea, for ""two""";007;A-17`,
      ],
      ...['me.jpg;;;Summer;;', '', 'me.jpg;;;Winter;;'],
    ];
    await writeFile(join(folder, 'spring.csv'), `\ufeff${rows.join('\r\n')}`);
    const out = join(folder, 'batch');
    const words = ['--kind', 'ad', '--format', '320x250', '--variants', '1', '--out', out, '--json'];
    const key = { PROOFSHEET_KEY: await newUserKey(system.db, 'batch') };
    const again = ['--idempotency-key', 'spring'];
    const made = await run(['batch', join(folder, 'spring.csv'), ...words, ...again], key);
    expect(made).toMatchObject({ code: 0, output: expect.stringMatching(/files +3\/3 +uploaded.*made +3\/3/s) });
    const { batch, generations, refused } = JSON.parse(made.answer);
    expect({ batch, refused }).toMatchObject({ batch: { status: 'COMPLETED', counts: { completed: 3 } }, refused: [] });
    expect(generations).toMatchObject([
      {
        row: 0,
        line: 2,
        status: 'COMPLETED',
        missing: [],
        files: [expect.stringContaining('/0001/01-custom-320x250')],
      },
      { row: 1, line: 3 },
      { row: 2, line: 5, files: [expect.stringContaining('/0003/')] },
    ]);
    expect((await readdir(out)).sort()).toEqual(['0001', '0002', '0003']);

    const client = new Proofsheet({ baseUrl: system.api, apiKey: key.PROOFSHEET_KEY });
    const first = await client.generations.get(generations[0].id);
    expect(first).toMatchObject({
      spec: { copy: { headline: 'Tea, for "two"', price: '007' } },
      metadata: { sku: 'A-17' },
    });
    expect((await client.assets.list().page()).items.map(({ role }) => role).sort()).toEqual([
      'BACKGROUND',
      'LOGO',
      'PRODUCT',
    ]);

    // The same once more is the same batch, and all of it is there as one ZIP.
    const archive = join(folder, 'spring.zip');
    const zipped = await run(['batch', join(folder, 'spring.csv'), ...words, ...again, '--archive', archive], key);
    expect(JSON.parse(zipped.answer)).toMatchObject({ batch: { id: batch.id }, archive });
    const names: string[] = [];
    for await (const { fileName } of (await openPromise(archive)).eachEntry()) names.push(fileName);
    expect(names).toHaveLength(4);
    expect(names).toContain('manifest.json');
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  'rows that are wrong are told by their lines before anything is sent; with --mode each the others are made',
  async () => {
    const file = join(folder, 'wrong.ndjson');
    const good = { kind: 'AD', copy: { headline: 'Good' }, product: 'me.jpg' };
    const long = { kind: 'AD', copy: { headline: 'x'.repeat(99) } };
    const rows = [good, { ...good, person: ['none.jpg'] }, long, { ...good, logo: 7 }];
    await writeFile(file, `${rows.map((row) => JSON.stringify(row)).join('\n')}\n{"kind":\n`);
    const key = { PROOFSHEET_KEY: await newUserKey(system.db, 'wrong') };
    const client = new Proofsheet({ baseUrl: system.api, apiKey: key.PROOFSHEET_KEY });
    const words = ['batch', file, '--format', '320x250', '--variants', '1', '--out', join(folder, 'each')];

    const all = await run(words, key);
    expect(all).toMatchObject({ code: 1, answer: '' });
    expect(all.output.split('\n')).toEqual([
      'line 2: person: none.jpg cannot be read (ENOENT)',
      'line 4: logo: must be the name of a file',
      'line 5: is not valid JSON',
      '3 rows are wrong, so nothing is made. --mode each makes the others.',
      '',
    ]);
    expect((await client.assets.list().page()).items).toEqual([]);

    const each = await run([...words, '--mode', 'each', '--json'], key);
    expect(each.code).toBe(2);
    const { generations, refused, batch } = JSON.parse(each.answer);
    expect(generations).toMatchObject([{ row: 0, line: 1, status: 'COMPLETED' }]);
    expect(batch.counts).toMatchObject({ completed: 1 });
    expect(refused.map(({ line }: { line: number }) => line)).toEqual([2, 3, 4, 5]);
    expect(each.output).toMatch(/^line 3: copy\.headline: /m);

    await writeFile(file, JSON.stringify(long));
    const refusedByServer = await run(words, key);
    expect(refusedByServer).toMatchObject({
      code: 1,
      output: expect.stringMatching(/^line 1: copy\.headline: .*\n1 row is wrong/),
    });
  },
  PATIENCE_MS,
);

test('a shell is told what to complete, and completes', async () => {
  const told: [words: string[], part: string | RegExp][] = [
    ...['bash', 'zsh', 'fish'].map((shell): [string[], string] => [[shell], 'proofsheet']),
    [['--', 'gen'], 'generate'],
    [['--', 'generate', '--head'], '--headline'],
    [['--', 'batch', '--mode', ''], /^all.*^each/ms],
    [['--', 'users', 'list', '--js'], '--json'],
  ];
  const outputs = await Promise.all(told.map(async ([words]) => (await run(['complete', ...words])).output));
  for (const [index, [, part]] of told.entries()) expect(outputs[index]).toMatch(part);
});

test('webhooks listen forwards every event, signed by the secret that it shows', async () => {
  const got = Promise.withResolvers<{ timestamp: string; data: { createdAt: string } }>();
  const secret = 'whsec_c2VjcmV0c2VjcmV0';
  const ids: unknown[] = [];
  const receiver = createServer(async (request, reply) => {
    ids.push(request.headers['webhook-id']);
    got.resolve(Proofsheet.webhooks.verify(await text(request), request.headers, secret));
    reply.writeHead(204).end();
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void receiver.close());
  await new Promise((resolve) => receiver.once('listening', resolve));
  const to = `127.0.0.1:${(receiver.address() as AddressInfo).port}/hooks`;
  const key = await newUserKey(system.db, 'listener');
  const command = directly(['webhooks', 'listen', '--to', to, '--secret', secret, '--after', '0'], {
    env: { ...env, PROOFSHEET_KEY: key },
  });
  const client = new Proofsheet({ baseUrl: system.api, apiKey: key });
  const { id } = await client.generations.create({ kind: 'THUMBNAIL', copy: { headline: 'Heard' }, variants: 1 });
  const message = await got.promise;
  expect(message).toMatchObject({
    ...{ type: 'generation.created', timestamp: message.data.createdAt },
    data: { id: expect.stringMatching(/^\d+$/), type: 'generation.created', generationId: id },
  });
  expect(Object.keys(message)).toEqual(['type', 'timestamp', 'data']);
  // As real deliveries have it.
  expect(ids[0]).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  await command.until('generation.created');
  await command.until('204');
  command.child.kill('SIGINT');
  expect(await command.ended).toBe(130);
}, 60_000);

test(
  'a signed address shows a picture that a worker makes, once, and keeps to its limits',
  async () => {
    const key = await newUserKey(system.db, 'pages');
    const client = new Proofsheet({ baseUrl: system.api, apiKey: key });
    const { id, secret } = await client.call<{ id: string; secret: string }>({
      ...{ method: 'POST', path: '/v1/signing-keys', json: { name: 'pages' } },
    });
    const { images } = new Proofsheet({ baseUrl: system.api, apiKey: key, signingKey: { id, secret } });
    const show = async (format: string, headline = 'For every page') => fetch(await images.url({ headline, format }));
    const answers = await Promise.all([show('1200x630'), show('1200x630'), show('1200x630')]);
    const shown = await Promise.all(answers.map(async (answer) => Buffer.from(await answer.arrayBuffer())));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(answers[0]?.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    for (const bytes of shown) expect(bytes.equals(shown[0] ?? Buffer.of())).toBe(true);
    expect(await sharp(shown[0]).metadata()).toMatchObject({ format: 'jpeg', width: 1200, height: 630 });
    const { items } = await client.generations.list({}).page();
    expect(items).toMatchObject([{ status: 'COMPLETED' }]);
    expect((await show('4096x4096')).status).toBe(422);
    expect((await show('1200x630', 'x'.repeat(200))).status).toBe(422);
    // The second picture is all that an hour allows in this system.
    expect((await show('640x360')).status).toBe(200);
    const refused = await show('320x180');
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ code: 'too_many_new_images' });
    expect((await show('1200x630')).status).toBe(200);
    const signed = await run(['image-url', 'headline=For every page', 'format=1200x630'], {
      PROOFSHEET_SIGNING_KEY: `${id}:${secret}`,
    });
    expect(signed).toMatchObject({
      code: 0,
      output: `${await images.url({ headline: 'For every page', format: '1200x630' })}\n`,
    });
  },
  PATIENCE_MS,
);

test('doctor finds a healthy system healthy, and says how to mend what is away', async () => {
  const servers = serverVariables(system);
  const { S3_ENDPOINT: endpoint, S3_ACCESS_KEY: accessKey, S3_SECRET_KEY: secretKey, S3_BUCKET: bucket } = servers;
  const press = { endpoint, accessKey, secretKey, bucket, prefix: 'press/' };
  const well = await run(['doctor', '--json'], { ...servers, DELIVERY_BUCKETS: JSON.stringify({ press }) });
  expect(well.code).toBe(0);
  const findings = JSON.parse(well.output);
  expect(findings.map(({ what }: { what: string }) => what)).toEqual(
    expect.arrayContaining(['database', 'clock', 'queue', 'storage', 'delivery press', 'program', 'disk']),
  );
  // As an API with a key left it.
  const { userId } = await system.db.selectFrom('ApiKey').select('userId').limit(1).executeTakeFirstOrThrow();
  const secret = openSecrets({ key: 'a key that is long enough for tests' }).seal('whsec_c2VjcmV0');
  await createEndpoint(system.db, { userId, url: 'https://shop.example', description: '', events: [], secret });
  const keyless = await run(['doctor'], servers);
  expect(keyless.output).toMatch(/WRONG +webhooks .*another WEBHOOK_KEY/);
  expect(keyless.code).toBe(1);
  const ill = await run(['doctor'], {
    ...servers,
    DATABASE_URL: servers.DATABASE_URL?.replace(/:[^:@]+@/, ':wrong@') ?? '',
    S3_ENDPOINT: 'http://127.0.0.1:9',
    DELIVERY_BUCKETS: JSON.stringify({ press: { ...press, bucket: 'no-such-bucket' } }),
  });
  expect(ill.code).toBe(1);
  expect(ill.output).toMatch(/WRONG +database .*\n +-> Correct name and password in DATABASE_URL/);
  expect(ill.output).toMatch(/WRONG +storage .*\n +-> Start it, or correct S3_ENDPOINT/);
  expect(ill.output).toMatch(/WRONG +delivery press.*\n +-> Make the bucket/);
  expect(ill.output).toMatch(/ok +queue +PostgreSQL/);
}, 60_000);

test('queues counts the jobs of each queue', async () => {
  const { code, output } = await run(['queues', '--json'], serverVariables(system));
  expect(code).toBe(0);
  const names = JSON.parse(output).map(({ name }: { name: string }) => name);
  expect(names).toEqual(expect.arrayContaining(['ingest', 'thumbnail', 'ad', 'maintenance']));
});

/** An agent's own library, and the command as an agent starts it. */
async function anAgent() {
  const cli = new URL('../src/main.ts', import.meta.url).pathname;
  const transport = new StdioClientTransport({ command: process.execPath, args: [cli, 'mcp'], env, stderr: 'pipe' });
  let complaints = '';
  transport.stderr?.on('data', (chunk) => (complaints += chunk));
  const agent = new Client({ name: 'test', version: '1' });
  const errors: Error[] = [];
  // What is no message on standard output comes here.
  agent.onerror = (error) => errors.push(error);
  await agent.connect(transport);
  onTestFinished(() => agent.close());
  const call = async (name: string, given: Record<string, unknown>, options = {}) => {
    const answer = (await agent.callTool({ name, arguments: given }, undefined, options)) as CallToolResult;
    const [first, ...others] = answer.content;
    return { failed: answer.isError === true, first: first?.type === 'text' ? first.text : '', others };
  };
  return { agent, call, errors, transport, complaints: () => complaints };
}

test(
  'an agent uploads, generates, sees the pictures and what is wrong with them, corrects, and tries again',
  async () => {
    const { agent, call, errors } = await anAgent();
    const { tools } = await agent.listTools();
    expect(tools.map(({ name }) => name)).toEqual(expect.arrayContaining(['generate_images', 'inspect_output']));
    expect(JSON.parse((await call('list_templates', { kind: 'AD' })).first)[0]).toMatchObject({ kind: 'AD' });
    const looks = await call('show_templates', { names: ['ticket', 'nope'], kind: 'AD' });
    expect(JSON.parse(looks.first)).toMatchObject({ name: 'ticket', kind: 'AD' });
    const [look, unknown] = looks.others;
    const drawn = await sharp(Buffer.from(look?.type === 'image' ? look.data : '', 'base64')).metadata();
    expect(drawn).toMatchObject({ format: 'webp', width: 640, height: 360 });
    expect(unknown).toMatchObject({ text: '{"unknown":["nope"]}' });

    const { assetId } = JSON.parse((await call('upload_image', { path: photo, role: 'PRODUCT' })).first);
    const imported = await call('import_image', { url: address, role: 'PRODUCT' });
    expect(JSON.parse(imported.first)).toMatchObject({ assetId });
    const order = { kind: 'AD', assets: [assetId], headline: 'Made for agents', formats: ['square'], variants: 2 };
    const steps: number[] = [];
    const made = await call('generate_images', order, {
      onprogress: ({ progress }: { progress: number }) => steps.push(progress),
    });
    const summary = JSON.parse(made.first);
    expect(summary).toMatchObject({
      status: 'COMPLETED',
      outputs: [{ rank: 1, findings: expect.any(Array) }, { rank: 2 }],
    });
    const pictures = made.others.filter((content) => content.type === 'image');
    expect(pictures).toHaveLength(2);
    const seen = await sharp(Buffer.from(pictures[0]?.data ?? '', 'base64')).metadata();
    expect(seen).toMatchObject({ width: 1080, height: 1080 });
    expect(steps.at(-1)).toBe(2);

    const inspected = await call('inspect_output', { outputId: summary.outputs[0].id });
    expect(JSON.parse(inspected.first).report).toBeTypeOf('object');
    expect(inspected.others.some(({ type }) => type === 'image')).toBe(true);

    const correction = { assetId, focus: { x: 0.2, y: 0.3 } };
    expect(JSON.parse((await call('correct_asset', correction)).first).correction.focus).toEqual({ x: 0.2, y: 0.3 });
    const wrong = await call('generate_images', { ...order, headline: 'x'.repeat(99) });
    expect(wrong.failed).toBe(true);
    expect(JSON.parse(wrong.first)).toMatchObject({
      code: 'validation_failed',
      fields: [{ pointer: '/copy/headline' }],
    });
    const again = await call('generate_images', { ...order, variants: 1, moreLike: summary.outputs[0].id });
    expect(JSON.parse(again.first).outputs[0].template).toBe(summary.outputs[0].template);
    expect(errors).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  'an agent that gives up has its generation cancelled; one that goes away leaves no process',
  async () => {
    const { call, transport } = await anAgent();
    const client = new Proofsheet({ baseUrl: system.api, apiKey: env.PROOFSHEET_KEY ?? '' });
    const controller = new AbortController();
    const headline = `Nobody waits ${Date.now()}`;
    const asked = call(
      'generate_images',
      { kind: 'AD', headline, formats: ['everything'], variants: 4 },
      { signal: controller.signal },
    );
    const newest = async () => (await client.generations.list({ limit: 1 }).page()).items[0];
    await expect.poll(async () => JSON.stringify(await newest()), { timeout: 30_000 }).toContain(headline);
    controller.abort();
    await expect(asked).rejects.toThrow();
    await expect.poll(async () => (await newest())?.status, { timeout: 30_000 }).toBe('CANCELLED');
    const { pid } = transport;
    await transport.close();
    await expect.poll(() => alive(pid), { timeout: 10_000 }).toBe(false);
  },
  PATIENCE_MS,
);

function alive(pid: number | null): boolean {
  try {
    process.kill(pid ?? 0, 0);
    return pid !== null;
  } catch {
    return false;
  }
}
