import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newTemplate } from '../src/commands/new-template.ts';
import { studioServer } from '../src/server/serve.ts';
import { type Card, openStudio, type Studio } from '../src/server/studio.ts';
import { openVerdictDesk } from '../src/server/verdict-desk.ts';

let folder: string;
let studio: Studio;
let address: string;
let server: Awaited<ReturnType<typeof studioServer>>;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'proofsheet-studio-'));
  await newTemplate('mine', { kind: 'THUMBNAIL', into: folder });
  await newTemplate('mine', { kind: 'AD', into: folder });
  studio = await openStudio({ templatesDir: folder });
  server = await studioServer(studio, openVerdictDesk(path.join(folder, 'verdicts'), studio.render));
  address = await server.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await server?.close();
  await studio?.close();
  await rm(folder, { recursive: true, force: true });
});

// biome-ignore lint/suspicious/noExplicitAny: answers have every shape
const get = async (url: string): Promise<{ status: number; body: any }> => {
  const answer = await fetch(address + url);
  return { status: answer.status, body: await answer.json() };
};
const mine = (cards: readonly Card[]) => cards.find(({ kind, name }) => kind === 'THUMBNAIL' && name === 'mine');

/** The cards of the next event, after which the request for events is aborted. */
async function nextCards(change: () => Promise<void>): Promise<Card[]> {
  const { body } = await fetch(`${address}/events`);
  const reader = (body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
  await reader.read();
  await change();
  let told = '';
  while (!told.endsWith('\n\n')) told += (await reader.read()).value;
  await reader.cancel();
  return JSON.parse(told.slice(told.indexOf('data: ') + 6));
}

test('the page shows every template, each class at the size of its format', async () => {
  const { body } = await get('/cards');
  expect(body.length).toBeGreaterThan(10);
  expect(body).toContainEqual(expect.objectContaining({ name: 'split', kind: 'THUMBNAIL', issues: [] }));
  expect(mine(body)?.classes).toEqual([{ name: 'wide', width: 1280, height: 720 }]);
  expect(await (await fetch(address)).text()).toContain('/studio.js');
});

test.each(['THUMBNAIL', 'AD'] as const)(
  'a new %s template is a finished picture in each of its classes',
  async (kind) => {
    const card = studio.cards().find((one) => one.kind === kind && one.name === 'mine') as Card;
    expect(card.classes.length).toBe(kind === 'AD' ? 3 : 1);
    for (const content of ['short', 'no-photo', 'dark-photo', 'arabic']) {
      for (const { name, width, height } of card.classes) {
        const { body } = await get(`/tiles/${kind}/mine/${name}/${content}`);
        expect([content, name, body.findings]).toEqual([content, name, []]);
        const image = await fetch(address + body.image);
        expect(await sharp(await image.arrayBuffer()).metadata()).toMatchObject({ format: 'webp', width, height });
      }
    }
  },
);

test('pages of other origins may neither ask nor embed, whatever they send', async () => {
  const own = new URL(address).host;
  const ask = async (method: 'GET' | 'POST' | 'DELETE', url: string, headers: Record<string, string>) =>
    (await server.inject({ method, url, headers: { host: own, ...headers } })).statusCode;
  expect(await ask('DELETE', '/session', { origin: 'http://evil.example' })).toBe(403);
  expect(await ask('DELETE', '/session', { origin: 'http://127.0.0.1:1' })).toBe(403);
  expect(await ask('DELETE', '/session', { origin: 'null' })).toBe(403);
  expect(
    await ask('GET', '/tiles/AD/mine/wide/short', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }),
  ).toBe(403);
  expect(await ask('DELETE', '/session', { origin: address })).toBe(200);
  const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
  expect(await ask('GET', '/', link)).toBe(200);
});

test.each([
  ['notes.txt', async () => Buffer.from('no image'), 'upload_type_not_taken', 'JPEG, PNG and WebP images are taken'],
  ['strip.png', () => flat(3300, 100), 'upload_too_flat', '33 times as wide as high'],
  ['cut.jpg', async () => (await flat(400, 300, 'jpeg')).subarray(0, 900), 'upload_not_an_image', 'cut off'],
  ['huge.jpg', async () => Buffer.alloc(50_000_001), 'upload_too_large', 'at most 50 MB'],
])('%s is refused as an upload is, in words', async (name, bytes, code, words) => {
  const headers = { 'content-type': 'application/octet-stream' };
  const url = `/session/images?name=${name}`;
  const answer = await server.inject({ method: 'POST', url, payload: await bytes(), headers });
  expect(answer.json()).toMatchObject({ code, message: expect.stringContaining(words) });
  expect(studio.session.view().images).toEqual([]);
});

function flat(width: number, height: number, format: 'png' | 'jpeg' = 'png'): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#888' } })
    .toFormat(format)
    .toBuffer();
}

test('a picture that there is not is 404, and no other name than this machine is answered to', async () => {
  expect((await get('/tiles/THUMBNAIL/nope/wide/short')).status).toBe(404);
  expect((await get('/tiles/THUMBNAIL/mine/tower/short')).status).toBe(404);
  expect((await get('/tiles/THUMBNAIL/mine/wide/none')).status).toBe(404);
  const abroad = await server.inject({ url: '/cards', headers: { host: 'evil.example' } });
  expect(abroad.statusCode).toBe(403);
});

test('saving a template tells the page; a broken one is told of with file and reason, and breaks no other', async () => {
  const css = path.join(folder, 'thumbnail/mine/template.css');
  const sound = await readFile(css, 'utf8');
  const before = await get('/tiles/THUMBNAIL/mine/wide/short');
  const changed = await nextCards(() => writeFile(css, sound.replace('font-weight: 800', 'font-weight: 500')));
  expect(mine(changed)?.revision).not.toBe(mine(studio.cards().filter(({ kind }) => kind === 'AD'))?.revision);
  expect((await get('/tiles/THUMBNAIL/mine/wide/short')).body.image).not.toBe(before.body.image);

  const broken = await nextCards(() => writeFile(css, `${sound}@import "https://example.org/x.css";`));
  const issue = { file: 'thumbnail/mine/template.css', code: 'remote_address' };
  expect(mine(broken)?.issues).toEqual([expect.objectContaining(issue)]);
  expect((await get('/tiles/THUMBNAIL/mine/wide/short')).status).toBe(404);
  expect((await get('/tiles/AD/mine/wide/short')).body.image).toMatch(/^\/images\//);

  const mended = await nextCards(() => writeFile(css, sound));
  expect(mine(mended)?.issues).toEqual([]);
  expect((await get('/tiles/THUMBNAIL/mine/wide/short')).body).toMatchObject({ image: before.body.image });
});

test('a name that is taken, here or by a built-in template, or cannot be used, is refused, and nothing is written over', async () => {
  const make = (name: string) => newTemplate(name, { kind: 'THUMBNAIL', into: folder });
  const css = path.join(folder, 'thumbnail/mine/template.css');
  const before = await readFile(css, 'utf8');
  await expect(make('mine')).rejects.toThrow('There is a template thumbnail/mine already.');
  await expect(make('split')).rejects.toThrow('There is a template thumbnail/split already.');
  await expect(make('../up')).rejects.toThrow('../up cannot be a name');
  expect(await readFile(css, 'utf8')).toBe(before);
});
