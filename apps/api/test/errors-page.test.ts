import { ERROR_CODES, Fault } from '@proofsheet/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from './harness.ts';

let t: TestApi;
beforeAll(async () => {
  t = await startTestApi();
});
afterAll(() => t.close());

test('every problem says whether it may pass, and leads to its place on the page of errors', async () => {
  const { body } = await t.call({ as: null, url: '/v1/projects' });
  expect(body).toMatchObject({ code: 'unauthorized', type: '/errors#unauthorized', retryable: false });
  const [path, code] = body.type.split('#');
  const page = await t.call({ as: null, url: path });
  expect(page).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
  expect(page.body).toContain(`<section id="${code}">`);
  expect(page.headers['content-security-policy']).toBe("default-src 'none';style-src 'unsafe-inline'");
});

test('the page of errors has every code, with its status', async () => {
  const { body: page } = await t.call({ as: null, url: '/errors' });
  const shown = [...`${page}`.matchAll(/<section id="(\w+)"><h2>\w+<\/h2><small>(\d+)/g)];
  expect(shown.map(([, code, status]) => [code, Number(status)])).toEqual(
    ERROR_CODES.map((code) => [code, new Fault(code, '').status]),
  );
});
