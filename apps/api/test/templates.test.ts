import { readCatalog } from '@proofsheet/render/catalog';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from './harness.ts';

let t: TestApi;
beforeAll(async () => {
  t = await startTestApi();
});
afterAll(() => t.close());

test('every template is listed with its kind, version, classes, slots and what it is', async () => {
  const { status, body } = await t.call({ url: '/v1/templates' });
  expect(status).toBe(200);
  expect(body.templates).toEqual(await readCatalog());
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
