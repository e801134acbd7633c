import { newId } from '@proofsheet/database';
import { aGeneration, anAsset } from '@proofsheet/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from './harness.ts';

let t: TestApi;
beforeAll(async () => {
  t = await startTestApi();
});
afterAll(() => t.close());

const copy = { headline: 'Hello' };

test.each([
  ['no key', undefined],
  ['another scheme', 'Basic cHM6cHM='],
  ['an unknown key', `Bearer ps_${'x'.repeat(43)}`],
  ['a key with a space in it', 'Bearer a b'],
])('%s is 401', async (_, authorization) => {
  const answer = await t.call({ as: null, url: '/v1/projects', headers: authorization ? { authorization } : {} });
  expect(answer.status).toBe(401);
  expect(answer.headers).toMatchObject({ 'content-type': 'application/problem+json', 'www-authenticate': 'Bearer' });
  expect(answer.body).toMatchObject({ code: 'unauthorized', status: 401, requestId: answer.headers['x-request-id'] });
});

test('a revoked key is 401', async () => {
  const revoked = await t.newCaller();
  await t.db.updateTable('ApiKey').set({ revokedAt: new Date() }).where('userId', '=', revoked.userId).execute();
  expect((await t.call({ as: revoked, url: '/v1/projects' })).status).toBe(401);
});

test("what is another user's is not there", async () => {
  const other = await t.newCaller();
  const { body: project } = await t.call({
    as: other,
    method: 'POST',
    url: '/v1/projects',
    payload: { name: 'Theirs' },
  });
  const asset = await anAsset(t.db, { userId: other.userId });
  const generation = await aGeneration(t.db, { userId: other.userId });
  for (const url of [
    `/v1/projects/${project.id}`,
    `/v1/projects/${project.id}/images`,
    `/v1/assets/${asset}`,
    `/v1/generations/${generation}`,
    `/v1/assets?projectId=${project.id}`,
    `/v1/generations?projectId=${project.id}`,
    `/v1/outputs?projectId=${project.id}`,
    `/v1/outputs?generationId=${generation}`,
  ]) {
    expect([url, (await t.call({ url })).status]).toEqual([url, 404]);
    expect([url, (await t.call({ as: other, url })).status]).toEqual([url, 200]);
  }
  const submitted = await t.call({
    method: 'POST',
    url: '/v1/generations',
    payload: { kind: 'THUMBNAIL', copy, projectId: project.id },
  });
  expect(submitted.body).toMatchObject({ status: 404, field: 'projectId' });
});

test.each(['/v1/assets/nonsense', `/v1/projects/${newId()}`, '/v1/nothing', '/nothing?a=1', '/v1/projects/'])(
  '%s is 404',
  async (url) => {
    const answer = await t.call({ url });
    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ code: 'not_found', requestId: expect.any(String) });
  },
);

test('JSON that is none is 400, and no body too', async () => {
  const headers = { 'content-type': 'application/json' };
  for (const payload of ['{"kind":', '']) {
    const answer = await t.call({ method: 'POST', url: '/v1/generations', payload, headers });
    expect(answer.body).toMatchObject({ status: 400, code: 'malformed_request' });
  }
});

test.each(['application/json', 'application/xml', 'x', 'multipart/form-data', ''])(
  'a POST without a body does not mind the type %j',
  async (type) => {
    const { body } = await t.call({ method: 'POST', url: '/v1/generations', payload: { kind: 'AD', copy } });
    const cancelled = { method: 'POST', url: `/v1/generations/${body.id}/cancel` } as const;
    expect((await t.call({ ...cancelled, headers: { 'content-type': type } })).status).toBe(200);
  },
);

test('bytes that are not UTF-8 are 422 with their field', async () => {
  const payload = Buffer.from('{"name":"gr\xf6\xdfe"}', 'latin1');
  const headers = { 'content-type': 'application/json' };
  const answer = await t.call({ method: 'POST', url: '/v1/projects', payload, headers });
  expect(answer.body).toMatchObject({ status: 422, field: 'name' });
});

test('a body of another type is 415', async () => {
  for (const [url, type] of [
    ['/v1/generations', 'application/xml'],
    ['/v1/generations', 'multipart/form-data; boundary=x'],
    ['/v1/assets', 'application/xml'],
    ['/v1/assets', 'application/json'],
  ]) {
    const headers = { 'content-type': `${type}` };
    const answer = await t.call({ method: 'POST', url: `${url}`, payload: '{}', headers });
    expect(answer.body).toMatchObject({ status: 415, code: 'unsupported_media_type' });
  }
});

test('a body over the limit is 413 and names the limit', async () => {
  const payload = { kind: 'AD', copy: { headline: 'x'.repeat(300_000) } };
  const answer = await t.call({ method: 'POST', url: '/v1/generations', payload });
  expect(answer.body).toMatchObject({ status: 413, code: 'request_too_large' });
  expect(answer.body.detail).toContain('262144');
});

test('an address that cannot be decoded is 400', async () => {
  const { headers, body } = await t.call({ url: '/v1/%E0%A4%A' });
  expect(body).toMatchObject({ status: 400, code: 'malformed_request', requestId: headers['x-request-id'] });
});

test('one user over the rate is 429, another is not', async () => {
  const slow = await startTestApi({ requestsPerMinute: 2 });
  const statuses = [];
  for (let call = 0; call < 3; call += 1) statuses.push(await slow.call({ url: '/v1/projects' }));
  expect(statuses.map(({ status }) => status)).toEqual([200, 200, 429]);
  expect(statuses[2]?.body.code).toBe('rate_limited');
  expect(statuses[2]?.headers['retry-after']).toBeDefined();
  expect((await slow.call({ as: await slow.newCaller(), url: '/v1/projects' })).status).toBe(200);
  await slow.close();
});

test('a failure of our own is 500 without a word of the cause', async () => {
  await t.db.schema.alterTable('Project').renameTo('Elsewhere').execute();
  const answer = await t.call({ url: '/v1/projects' });
  await t.db.schema.alterTable('Elsewhere').renameTo('Project').execute();
  expect(answer.body).toMatchObject({ status: 500, code: 'internal' });
  expect(JSON.stringify(answer.body)).not.toMatch(/relation|select|node_modules|\.ts/);
  const logged = t.lines().find((line) => line.requestId === answer.body.requestId);
  expect(JSON.stringify(logged)).toContain('Project');
});
