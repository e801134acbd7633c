import { readFile } from 'node:fs/promises';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApiDocument } from '../src/openapi/export-document.ts';
import * as routes from '../src/routes.ts';
import { startTestApi, type TestApi } from './harness.ts';

let t: TestApi;
beforeAll(async () => {
  t = await startTestApi();
});
afterAll(() => t.close());

interface Described {
  operationId: string;
  summary: string;
  tags: string[];
  security?: object[];
  responses: Record<string, { description: string; content?: Record<string, { schema: { $ref?: string } }> }>;
}

async function operations(): Promise<[string, Described][]> {
  const document = (await openApiDocument()) as { paths: Record<string, Record<string, Described>> };
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Described] => [`${method} ${path}`, operation]),
  );
}

test('the document is valid OpenAPI 3.1', async () => {
  const result = await new Validator().validate({ ...(await openApiDocument()) });
  expect(result).toMatchObject({ valid: true });
});

test('the checked-in document is the one that is served', async () => {
  const checkedIn = JSON.parse(await readFile(new URL('../openapi.json', import.meta.url), 'utf8'));
  expect(checkedIn).toEqual(await openApiDocument());
  expect((await t.call({ as: null, url: '/docs/openapi.json' })).body).toEqual(checkedIn);
});

test('every operation says what it answers, errors included, by named schemas', async () => {
  const all = await operations();
  expect(all).toHaveLength(Object.values(routes).flat().length);
  expect(new Set(all.map(([, { operationId }]) => operationId)).size).toBe(all.length);
  for (const [name, { summary, tags, responses, security }] of all) {
    expect([name, summary.length > 0, tags.length]).toEqual([name, true, 1]);
    const keyed = name.includes('/v1/') && name !== 'post /v1/session';
    const reviewer = / \/r\/\{id\}/.test(name) && name !== 'post /r/{id}';
    expect([name, security]).toEqual([name, keyed ? undefined : reviewer ? [{ review: [] }] : []]);
    for (const status of keyed ? ['401', '429', '500', '503'] : []) {
      const schema = responses[status]?.content?.['application/problem+json']?.schema;
      expect([name, status, schema]).toEqual([name, status, { $ref: '#/components/schemas/Problem' }]);
    }
  }
});

test('the reference page loads nothing from elsewhere', async () => {
  const page = await t.call({ as: null, url: '/docs/' });
  expect(page.status).toBe(200);
  expect(`${page.body}`).not.toMatch(/(src|href)="(https?:)?\/\//);
  expect(page.headers['content-security-policy']).toContain("connect-src 'self'");
  const script = /src="([^"]+)"/.exec(`${page.body}`)?.[1];
  expect((await t.call({ as: null, url: new URL(`${script}`, 'http://x/docs/').pathname })).status).toBe(200);
  expect((await t.call({ as: null, url: '/healthz' })).headers['content-security-policy']).toBe("default-src 'none'");
});
