import { aGeneration, anAsset } from '@proofsheet/testkit';
import fc from 'fast-check';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApiDocument } from '../src/openapi/export-document.ts';
import { nasty, type Schemas, valuesOf } from './arbitraries.ts';
import { contractOf, type Document, type Operation, type Parameter } from './contract.ts';
import { startTestApi, type TestApi } from './harness.ts';
import { picture } from './images.ts';

const REQUESTS = 5200;
/** A second or two, where nothing else runs. */
const PATIENCE_MS = 120_000;
/** Sent at the same time. */
const TOGETHER = 5;

const document = (await openApiDocument()) as Document;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);
const small = await picture(8, 8, 'png');

/** Nobody draws them here. */
const PREVIEWS = { previewWaitSeconds: 0.05, previewsPerMinute: 1_000_000, previewsPerUser: 1000 };

let t: TestApi;
let ids: string[];
let sent = 0;
beforeAll(async () => {
  t = await startTestApi({ requestsPerMinute: 1_000_000, unfinishedPerUser: 1_000_000, ...PREVIEWS });
  const { userId } = t.caller;
  const { body: project } = await t.call({ method: 'POST', url: '/v1/projects', payload: { name: 'All' } });
  ids = [project.id, await anAsset(t.db, { userId }), await aGeneration(t.db, { userId })];
});
afterAll(() => t.close());

type Sent = Pick<InjectOptions, 'url' | 'headers' | 'payload'>;

function requestTo({ path, operation }: (typeof operations)[number]): fc.Arbitrary<Sent> {
  const { schemas } = document.components;
  const named = (place: string) => (operation.parameters ?? []).filter((parameter) => parameter.in === place);
  return fc
    .tuple(
      values(named('path'), schemas, 0),
      values(named('query'), schemas, 1),
      values(named('header'), schemas, 1),
      bodyOf(operation, schemas),
      strangeHeaders,
    )
    .map(([inPath, inQuery, inHeader, body, strange]) => {
      const at = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encoded(inPath[name]) || '-');
      const query = Object.entries(inQuery).flatMap(([name, value]) =>
        [value].flat().map((one) => `${name}=${encoded(one)}`),
      );
      const headers = Object.fromEntries(
        Object.entries(inHeader).filter(([, value]) => /^[\t\x20-\x7e\x80-\xff]*$/.test(`${value}`)),
      );
      return {
        url: query.length > 0 ? `${at}?${query.join('&')}` : at,
        ...body,
        headers: { ...body.headers, ...headers, ...strange } as Record<string, string>,
      };
    });
}

/** Some of the parameters, most of them with values that fit. */
function values(parameters: readonly Parameter[], schemas: Schemas, mayLack: 0 | 1) {
  const all = Object.fromEntries(
    parameters.map(({ name, schema }) => [
      name,
      fc.oneof({ weight: 8, arbitrary: valuesOf(schema, schemas, ids) }, { weight: 1, arbitrary: nasty }),
    ]),
  );
  return mayLack ? fc.record(all, { requiredKeys: [] }) : fc.record(all);
}

const strangeHeaders = fc.record(
  {
    'x-request-id': fc.constantFrom('order-7', 'a b', '', 'x'.repeat(200)),
    accept: fc.constantFrom('*/*', 'text/html', ''),
    'content-type': fc.constantFrom('application/json', 'text/plain', 'x', 'application/json; charset=latin1'),
  },
  { requiredKeys: [] },
);

function bodyOf({ requestBody }: Operation, schemas: Schemas): fc.Arbitrary<Pick<Sent, 'headers' | 'payload'>> {
  const none = fc.constant({ headers: {} });
  if (!requestBody) return none;
  const json = requestBody.content['application/json'];
  if (!json) return formOf();
  const headers = { 'content-type': 'application/json' };
  return fc.oneof(
    {
      weight: 30,
      arbitrary: valuesOf(json.schema, schemas, ids).map((value) => ({ headers, payload: JSON.stringify(value) })),
    },
    {
      weight: 1,
      arbitrary: fc.uint8Array({ maxLength: 40 }).map((bytes) => ({ headers, payload: Buffer.from(bytes) })),
    },
    { weight: 1, arbitrary: none },
  );
}

function formOf(): fc.Arbitrary<Pick<Sent, 'headers' | 'payload'>> {
  const name = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom('role', 'file', 'person', 'logo', 'projectId') },
    { weight: 1, arbitrary: nasty },
  );
  const fileName = fc.option(fc.oneof({ weight: 8, arbitrary: fc.constant('a.png') }, { weight: 1, arbitrary: nasty }));
  const content = fc.oneof(
    fc.constantFrom('LOGO', ...ids),
    fc.constant(small),
    nasty,
    fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes)),
  );
  return fc.array(fc.tuple(name, fileName, content), { maxLength: 5 }).map((parts) => {
    const chunks = parts.flatMap(([field, file, value]) => [
      `--b\r\nContent-Disposition: form-data; name="${field}"${file === null ? '' : `; filename="${file}"`}\r\n\r\n`,
      value,
      '\r\n',
    ]);
    const payload = Buffer.concat([...chunks, '--b--\r\n'].map((chunk) => Buffer.from(chunk as string)));
    return { headers: { 'content-type': 'multipart/form-data; boundary=b' }, payload };
  });
}

/** Half a pair has no encoding; it is sent as its bytes would be. */
function encoded(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  const safe = encodeURIComponent(text.toWellFormed());
  return /^\.{1,2}$/.test(safe) ? '-' : safe;
}

test.each(operations.map((one) => [`${one.method} ${one.path}`, one] as const))(
  '%s answers whatever it is sent as the document says',
  async (_, one) => {
    const differences = contractOf(document);
    const numRuns = Math.ceil(REQUESTS / operations.length / TOGETHER);
    const batches = fc.array(requestTo(one), { minLength: TOGETHER, maxLength: TOGETHER });
    const property = fc.asyncProperty(batches, async (batch) => {
      sent += batch.length;
      await Promise.all(
        batch.map(async (request) => {
          const answer = await t.call({ ...request, method: one.method.toUpperCase() as 'GET' });
          expect({ differences: differences(one.path, one.method, answer), answer }).toMatchObject({ differences: [] });
          // Whether the servers of a test are quick enough to be ready is not its question, nor whether a worker runs.
          if (one.path !== '/readyz' && answer.body.code !== 'preview_not_made')
            expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(500);
        }),
      );
    });
    // A failure tells its seed; `seed` and `path` given here repeat it.
    await fc.assert(property, { numRuns, endOnFailure: true });
  },
  PATIENCE_MS,
);

test('at least 5,000 requests were sent', () => {
  expect(sent).toBeGreaterThanOrEqual(5000);
});
