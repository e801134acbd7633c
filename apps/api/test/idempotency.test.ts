import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from './harness.ts';
import { form, picture, post } from './images.ts';

let t: TestApi;
let address: string;
beforeAll(async () => {
  t = await startTestApi();
  address = await t.listen();
});
afterAll(() => t.close());

const order = { kind: 'THUMBNAIL', copy: { headline: 'Hello' } };
const withKey = (key: string) => ({ 'idempotency-key': key });
const submit = (key: string, payload: object = order, as = t.caller) =>
  t.call({ method: 'POST', url: '/v1/generations', payload, headers: withKey(key), as });
const generations = async () => (await t.call({ url: '/v1/generations?limit=100' })).body.items.length;

test('the same generation submitted twice is one, answered alike', async () => {
  const first = await submit('a');
  const before = await generations();
  const again = await submit('a');
  expect(again).toMatchObject({ status: 202, body: first.body });
  expect(again.headers).toMatchObject({ location: first.headers.location, 'idempotency-replayed': 'true' });
  expect(first.headers['idempotency-replayed']).toBeUndefined();
  expect(await generations()).toBe(before);
});

test('the stored answer is given, whatever has changed since', async () => {
  const { body: project } = await t.call({ method: 'POST', url: '/v1/projects', payload: { name: 'Spring' } });
  const inProject = { ...order, projectId: project.id };
  const first = await submit('b', inProject);
  await t.db.deleteFrom('Project').where('id', '=', project.id).execute();
  expect(await submit('b', inProject)).toMatchObject({ status: 202, body: first.body });
});

test('another request with the same key is 409, and names the key', async () => {
  await submit('c');
  const answer = await submit('c', { ...order, copy: { headline: 'Bye' } });
  expect(answer).toMatchObject({ status: 409, body: { code: 'idempotency_key_reused', field: 'idempotency-key' } });
});

test('the order of keys makes no other request; the order of a list does', async () => {
  const ad = { kind: 'AD', formats: ['square', 'story'], metadata: { a: '1', b: '2' }, copy: { headline: 'Hello' } };
  const first = await submit('order', ad);
  const turned = { copy: ad.copy, metadata: { b: '2', a: '1' }, formats: ad.formats, kind: 'AD' };
  expect(await submit('order', turned)).toMatchObject({ status: 202, body: first.body });
  const other = await submit('order', { ...ad, formats: ad.formats.toReversed() });
  expect(other.body).toMatchObject({ status: 409, code: 'idempotency_key_reused' });
});

test('ten twins at once create one', async () => {
  const before = await generations();
  const answers = await Promise.all(Array.from({ length: 10 }, () => submit('d')));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  expect(answers.filter(({ headers }) => headers['idempotency-replayed']).length).toBe(9);
  expect(await generations()).toBe(before + 1);
});

test('a refused request does not use the key up', async () => {
  const refused = await submit('e', { ...order, projectId: '0199c0de-7a11-7000-8000-000000000001' });
  expect(refused.status).toBe(404);
  expect((await submit('e')).status).toBe(202);
});

test("a key is its user's own", async () => {
  const first = await submit('f');
  const other = await submit('f', order, await t.newCaller());
  expect(other.status).toBe(202);
  expect(other.body.id).not.toBe(first.body.id);
});

test('projects and uploads keep to it as well; a repeated upload leaves no object behind', async () => {
  const create = () =>
    t.call({ method: 'POST', url: '/v1/projects', payload: { name: 'Sale' }, headers: withKey('g') });
  const [one, two] = [await create(), await create()];
  expect(two).toMatchObject({ status: 201, body: one.body });

  const file = await picture(40, 30);
  const upload = (...parts: (string | Buffer)[]) =>
    post(`${address}/v1/assets`, t.caller.key, form(...parts), withKey('h'));
  const [first, twin] = await Promise.all([upload('LOGO', file), upload('LOGO', file)]);
  expect([first?.status, twin?.status]).toEqual([201, 201]);
  expect(twin?.body).toEqual(first?.body);
  const again = await upload('LOGO', file);
  expect(again).toMatchObject({ status: 201, body: first?.body });
  expect(again.headers['idempotency-replayed']).toBe('true');
  expect(await Array.fromAsync(t.storage.list('assets/'), ({ key }) => key)).toHaveLength(1);
  expect(await upload('LOGO', await picture(41, 30))).toMatchObject({ status: 409 });
  expect(await upload('PRODUCT', file)).toMatchObject({ status: 409 });
});

test.each(['', 'white space', 'ä', 'x'.repeat(256)])('the key %j is refused', async (key) => {
  const answer = await submit(key);
  expect(answer).toMatchObject({ status: 422, body: { code: 'validation_failed', field: 'idempotency-key' } });
});
