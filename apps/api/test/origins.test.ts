import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from './harness.ts';
import { form, picture, post } from './images.ts';
import { exchange } from './sockets.ts';

const SHOP = 'https://shop.example';

let t: TestApi;
let file: Buffer;
let url: string;
let address: string;
beforeAll(async () => {
  t = await startTestApi({ allowedOrigins: [SHOP] });
  file = await picture();
  address = await t.listen();
  const { body } = await post(`${address}/v1/assets`, t.caller.key, form('LOGO', file));
  url = `/v1/assets/${body.assets[0].id}/file`;
});
afterAll(() => t.close());

test("pages of an allowed origin may read an asset's file, after a preflight, and its headers", async () => {
  const preflight = await t.call({
    ...{ as: null, method: 'OPTIONS', url },
    headers: {
      origin: SHOP,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization,if-none-match',
    },
  });
  expect(preflight).toMatchObject({ status: 204, headers: { 'access-control-allow-origin': SHOP } });
  expect(preflight.headers['access-control-allow-headers']).toMatch(/authorization.*if-none-match/);
  expect(preflight.headers['access-control-allow-methods']).toMatch(/GET, HEAD/);
  const allowed = {
    'access-control-allow-origin': SHOP,
    'access-control-expose-headers': expect.stringContaining('content-disposition'),
    vary: expect.stringContaining('Origin'),
    'content-length': `${file.length}`,
  };
  for (const method of ['GET', 'HEAD'] as const) {
    expect(await t.call({ method, url, headers: { origin: SHOP } })).toMatchObject({ status: 200, headers: allowed });
    const other = await t.call({ method, url, headers: { origin: 'https://other.example' } });
    expect(other.status).toBe(200);
    expect(other.headers['access-control-allow-origin']).toBeUndefined();
  }
});

test.each([
  ['no key', null, 'GET', '/v1/assets', 401],
  ['no such address', undefined, 'GET', '/v1/nowhere', 404],
  ['a method that is not taken', undefined, 'DELETE', '/v1/assets', 405],
] as const)('a page can read the problem too: %s', async (_, as, method, url, status) => {
  const answer = await t.call({ ...(as === null && { as }), method, url, headers: { origin: SHOP } });
  expect(answer).toMatchObject({ status, headers: { 'access-control-allow-origin': SHOP }, body: { status } });
  expect(answer.body.requestId).toBe(answer.headers['x-request-id']);
  if (status === 405) expect(answer.headers.allow).toBe('GET, HEAD, POST');
});

test('OPTIONS of everything is no preflight', async () => {
  const answer = await exchange(address, 'OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  expect(answer).toMatchObject({ status: 204, headers: { allow: expect.stringContaining('PATCH') } });
});
