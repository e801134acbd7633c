import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepTemplatePicture, notifyDone } from '@proofsheet/database';
import { readCatalog } from '@proofsheet/render/catalog';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startTestApi, type TestApi } from './harness.ts';

const OWN = new URL('../../../packages/render/templates', import.meta.url).pathname;

let t: TestApi;
beforeAll(async () => {
  t = await startTestApi({ imageWaitSeconds: 2 });
});
afterAll(() => t.close());

test('every template is listed with its kind, version, classes, slots and what it is', async () => {
  const { status, body } = await t.call({ url: '/v1/templates' });
  expect(status).toBe(200);
  const catalog = await readCatalog();
  expect(body.templates).toEqual(
    catalog.map(({ revision, ...template }) => ({ ...template, pictureUrl: `/t/${revision}.webp` })),
  );
  expect(new Set(catalog.map(({ revision }) => revision)).size).toBe(catalog.length);
  expect(body.templates).toContainEqual({
    name: 'split',
    kind: 'THUMBNAIL',
    version: expect.any(Number),
    about: expect.stringMatching(/\w+ \w+/),
    classes: ['wide'],
    needs: [],
    pictures: 1,
    images: expect.any(Object),
    blursOwn: false,
    slots: ['headline', 'subline', 'author'],
    pictureUrl: expect.stringMatching(/^\/t\/[\da-f]{32}\.webp$/),
  });
});

test('with a kind, only its templates are listed, and the list needs a key and a kind that there is', async () => {
  const { body } = await t.call({ url: '/v1/templates?kind=AD' });
  expect(body.templates.length).toBeGreaterThan(3);
  expect(new Set(body.templates.map(({ kind }: { kind: string }) => kind))).toEqual(new Set(['AD']));
  expect((await t.call({ as: null, url: '/v1/templates' })).status).toBe(401);
  expect((await t.call({ url: '/v1/templates?kind=POSTER' })).body).toMatchObject({ status: 422, field: 'kind' });
});

const submit = (template: string, kind = 'THUMBNAIL') =>
  t.call({ method: 'POST', url: '/v1/generations', payload: { kind, copy: { headline: 'Hello' }, template } });

test('a template that is not there, or of the other kind, is refused at submission and leaves no row', async () => {
  for (const answer of [await submit('nope'), await submit('split', 'AD')]) {
    expect(answer.body).toMatchObject({ status: 422, code: 'unknown_template', field: 'template' });
  }
  const rows = await t.db.selectFrom('Generation').select('id').where('userId', '=', t.caller.userId).execute();
  expect(rows).toEqual([]);
  expect((await submit('split')).status).toBe(202);
});

const pictureUrls = async (): Promise<string[]> =>
  (await t.call({ url: '/v1/templates' })).body.templates.map(({ pictureUrl }: { pictureUrl: string }) => pictureUrl);
const revisionIn = (url: string) => url.slice('/t/'.length, -'.webp'.length);
const show = (url: string, headers = {}, method: 'GET' | 'HEAD' = 'GET') => t.call({ url, headers, method, as: null });
const jobsOf = async (revision: string) => {
  const jobs = (await t.queues.bull.find(({ name }) => name === 'preview')?.getJobs()) ?? [];
  return jobs.filter(({ data }) => data.revision === revision);
};

test('a picture is ordered once however many ask for it, and shown without a key from then on, to caches for a year', async () => {
  const [url = ''] = await pictureUrls();
  const revision = revisionIn(url);
  const asked = [1, 2, 3].map(() => show(url));
  await expect.poll(() => jobsOf(revision), { timeout: 10_000 }).not.toEqual([]);
  // As a worker does.
  await keepTemplatePicture(t.db, revision, { mediaType: 'image/webp', bytes: Buffer.from('a picture') });
  await notifyDone(t.db, `template ${revision}`);
  for (const { status, headers, body } of await Promise.all(asked)) {
    expect({ status, body }).toEqual({ status: 200, body: 'a picture' });
    expect(headers).toMatchObject({
      ...{ 'content-type': 'image/webp', etag: `"${revision}"`, 'access-control-allow-origin': '*' },
      ...{ 'cache-control': 'public, max-age=31536000, immutable', 'cross-origin-resource-policy': 'cross-origin' },
    });
  }
  expect(await jobsOf(revision)).toHaveLength(1);
  expect(await show(url, { 'if-none-match': `"${revision}"` })).toMatchObject({ status: 304, body: '' });
  expect((await show(url, {}, 'HEAD')).headers).toMatchObject({ etag: `"${revision}"`, 'content-length': '9' });
});

test('a picture that is not drawn in time is asked for again; one that no sample fits, or of no template, is 404; nothing of it is kept', async () => {
  const [, late = '', refused = ''] = await pictureUrls();
  const { status, headers, body } = await show(late);
  expect(body).toMatchObject({ status: 503, code: 'image_not_ready', detail: expect.stringContaining('`preview`') });
  expect({ status, ...headers }).toMatchObject({ status: 503, 'retry-after': '5', 'cache-control': 'no-store' });
  await keepTemplatePicture(t.db, revisionIn(refused), { refusal: 'It needs three logos.' });
  for (const url of [refused, `/t/${'0'.repeat(32)}.webp`])
    expect(await show(url)).toMatchObject({ status: 404, headers: { 'cache-control': 'no-store' } });
  expect((await show('/t/split.webp')).status).toBe(404);
});

test('the content of a template names its picture: another file, another address', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'proofsheet-templates-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const own = join(folder, 'thumbnail/mine');
  await cp(join(OWN, 'thumbnail/poster'), own, { recursive: true });
  const revisionOfMine = async () => (await readCatalog(folder)).find(({ name }) => name === 'mine')?.revision ?? '';
  const before = await revisionOfMine();
  expect(await revisionOfMine()).toBe(before);
  await appendFile(join(own, 'template.css'), '\n.headline { letter-spacing: 0 }\n');
  expect(await revisionOfMine()).toMatch(/^[\da-f]{32}$/);
  expect(await revisionOfMine()).not.toBe(before);
});
