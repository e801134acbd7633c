import { openLog } from '@proofsheet/program';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from './harness.ts';

let t: TestApi;
beforeAll(async () => {
  t = await startTestApi();
});
afterAll(() => t.close());

const linesOf = (requestId: unknown) => t.lines().filter((line) => line.requestId === requestId);

test('a request is one line, with who, what, how it ended and how long it took', async () => {
  const { headers } = await t.call({ url: '/v1/projects?limit=3' });
  expect(linesOf(headers['x-request-id'])).toEqual([
    {
      level: 'info',
      time: expect.any(String),
      service: 'api',
      pid: process.pid,
      requestId: headers['x-request-id'],
      method: 'GET',
      path: '/v1/projects',
      userId: t.caller.userId,
      status: 200,
      milliseconds: expect.any(Number),
      msg: 'request',
    },
  ]);
});

test('a refused request is one line too, with the code and the field', async () => {
  const { headers } = await t.call({ method: 'POST', url: '/v1/projects', payload: {} });
  expect(linesOf(headers['x-request-id'])).toMatchObject([
    { level: 'info', code: 'validation_failed', field: 'name', status: 422, msg: 'request refused' },
  ]);
});

test("a sane request id is the client's, any other is replaced", async () => {
  const idFor = async (given: string) =>
    (await t.call({ as: null, url: '/healthz', headers: { 'x-request-id': given } })).headers['x-request-id'];
  expect(await idFor('order-7:a.b_c')).toBe('order-7:a.b_c');
  for (const given of ['', 'with space', '"}{', 'x'.repeat(129)]) {
    expect(await idFor(given)).toMatch(/^[0-9a-f-]{36}$/);
  }
});

test('no secret reaches the log, by its name or by its shape', () => {
  const lines: string[] = [];
  const log = openLog('api', 'info', { write: (line) => lines.push(line) });
  const key = `ps_${'k'.repeat(43)}`;
  log.info({ headers: { authorization: 'Basic abc-secret' }, storage: { secretKey: 'very-secret' } }, `key ${key}`);
  log.error({ err: new Error('connect postgres://user:pass-secret@db:5432/x failed') }, 'Bearer token-secret');
  log.info({ address: 'http://s3/b/o?X-Amz-Credential=id-secret&X-Amz-Signature=abc-secret&x=1' }, 'presigned');
  const all = lines.join('');
  expect(all).not.toMatch(/secret(?!Key)|kkkk/);
  expect(all).toContain('postgres://user:[hidden]@db:5432/x');
  for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
});

test('keys of callers are not in any line', () => {
  expect(JSON.stringify(t.lines())).not.toContain(t.caller.key);
});
