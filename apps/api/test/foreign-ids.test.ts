import {
  claimGeneration,
  comment,
  completeGeneration,
  createApiKey,
  createBatch,
  createEndpoint,
  createFont,
  createProject,
  createReviewLink,
  createSigningKey,
  createUpload,
  newId,
  testEndpoint,
} from '@proofsheet/database';
import { aGeneration, anAsset, anOutput } from '@proofsheet/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApiDocument } from '../src/openapi/export-document.ts';
import type { Document } from './contract.ts';
import { type Caller, startTestApi, type TestApi } from './harness.ts';

const document = (await openApiDocument()) as Document;

let t: TestApi;
let owner: Caller;
beforeAll(async () => {
  t = await startTestApi();
  owner = await t.newCaller();
});
afterAll(() => t.close());

interface Route {
  readonly method: 'GET' | 'HEAD';
  readonly path: string;
}

/** What the router itself has, from the tree that it prints: `│   └── /:id (GET, HEAD)`. */
function routesOf(tree: string): Route[] {
  const parents: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, indent, part = '', methods = ''] = /^((?:[│ ] {3})*)[├└]── (\S+)(?: \((.*)\))?$/.exec(line) ?? [];
    if (indent === undefined) return [];
    const depth = indent.length / 4;
    parents.splice(depth, Number.POSITIVE_INFINITY, part);
    const path = parents.join('');
    return methods === '' ? [] : methods.split(', ').map((method) => ({ method: method as 'GET', path }));
  });
}

/** One row of each kind that has an id in an address. A new kind belongs here: the owner's own requests ask for it. */
async function rowsOf({ userId }: Caller): Promise<string[]> {
  const { db } = t;
  const project = await createProject(db, { userId, name: 'Theirs' });
  const asset = await anAsset(db, { userId });
  const font = newId();
  const facts = { family: 'F', style: 'normal', weight: { least: 400, most: 400 }, ranges: [], features: [] };
  await createFont(db, {
    ...{ id: font, userId, originalName: 'f.woff2', mediaType: 'font/woff2', bytes: 1, sha256: 'x' },
    ...{ objectKey: `fonts/${font}`, facts: facts as never },
  });
  const waiting = await aGeneration(db, { userId });
  const finished = await aGeneration(db, { userId });
  await claimGeneration(db, { id: finished, leaseSeconds: 60 });
  const output = anOutput();
  await completeGeneration(db, { id: finished, attempt: 1, outputs: [output] });
  const upload = newId();
  await createUpload(db, {
    ...{
      id: upload,
      userId,
      projectId: null,
      role: 'PERSON',
      originalName: 'u.jpg',
      mediaType: 'image/jpeg',
      bytes: 1,
    },
    objectKey: `uploads/${upload}`,
  });
  const batch = newId();
  await db
    .transaction()
    .execute((tx) => createBatch(tx, { id: batch, userId, total: 1, refused: [], requestId: newId() }));
  const endpoint = { userId, url: 'https://hooks.example.com', description: '', events: null, secret: 'sealed' };
  const webhook = await createEndpoint(db, endpoint);
  const delivery = await testEndpoint(db, { userId, id: webhook.id });
  const { id: key } = await createApiKey(db, { userId, name: 'theirs' });
  const { id: signingKey } = await createSigningKey(db, { userId, name: 'theirs' });
  const link = await db
    .transaction()
    .execute((tx) =>
      createReviewLink(tx, { generationId: finished, name: 'Theirs', contact: null, days: 1, allowDownload: false }),
    );
  const by = { linkId: link?.id ?? '', generationId: finished, userId, hash: 'x' };
  const said = await comment(db, by, { outputId: output.id, name: 'Ann', text: 'x', at: null, requestKey: undefined });
  const commentId = typeof said === 'string' ? said : said.id;
  const rows = [project.id, asset, font, waiting, finished, output.id, upload, batch, key, signingKey];
  return [...rows, by.linkId, commentId, webhook.id, delivery];
}

const NO_ROW = /^There is no [\w ]+ of this id/;

/** A request that is valid but for its id. */
function requestTo({ method, path }: Route, ids: readonly string[]) {
  const described = document.paths[path.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
  const body = described?.requestBody?.content['application/json'] as { example?: object } | undefined;
  const required = (described?.parameters ?? []).filter((one) => one.in === 'query' && one.required);
  const query = required.map(({ name, schema }) => `${name}=${'example' in schema ? schema.example : 1}`).join('&');
  return addressesOf(path, ids).map((url) => ({
    method,
    url: `${url}${query && `?${query}`}`,
    ...(body?.example ? { payload: body.example } : {}),
  }));
}

/** Each id; where an address has two, each with the one after it: a row comes right behind the one that it belongs to. */
function addressesOf(path: string, ids: readonly string[]): string[] {
  const places = path.match(/:\w+/g)?.length ?? 0;
  return ids
    .slice(places - 1)
    .map((_, first) => ids.slice(first, first + places).reduce((url, id) => url.replace(/:\w+/, id), path));
}

test("every address with an id is 404 for another user's, and not for its owner", async () => {
  const routes = routesOf(t.api.printRoutes({ commonPrefix: false }));
  const withId = routes.filter(
    ({ method, path }) => path.startsWith('/v1/') && path.includes(':') && method !== 'HEAD',
  );
  expect(withId.length).toBeGreaterThan(10);
  for (const route of withId) {
    const name = `${route.method} ${route.path}`;
    const ids = await rowsOf(owner);
    for (const request of requestTo(route, ids)) {
      const { status, body } = await t.call(request);
      expect([name, request.url, status, body.code]).toEqual([name, request.url, 404, 'not_found']);
    }
    const theirs = [];
    for (const request of requestTo(route, ids)) theirs.push((await t.call({ ...request, as: owner })).body.detail);
    // Rows of every kind were asked for: one of them is its own.
    expect([name, theirs.some((detail) => !NO_ROW.test(detail))]).toEqual([name, true]);
  }
});

test("every filter that takes an id is 404 for another user's, and not for its owner", async () => {
  const ids = await rowsOf(owner);
  const filters = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { parameters = [], requestBody }]) =>
      parameters
        .filter(() => requestBody === undefined)
        .filter(({ schema, ...one }) => one.in === 'query' && schema.format === 'uuid' && !path.includes('{'))
        .map(({ name }) => ({ method: method.toUpperCase() as 'GET', path, name })),
    ),
  );
  expect(filters.length).toBeGreaterThan(3);
  for (const { method, path, name } of filters) {
    const codes = { theirs: [] as number[], others: [] as number[] };
    for (const id of ids) {
      const request = { method, url: `${path}?${name}=${id}` };
      codes.theirs.push((await t.call({ ...request, as: owner })).status);
      codes.others.push((await t.call(request)).status);
    }
    expect([path, name, new Set(codes.others)]).toEqual([path, name, new Set([404])]);
    expect([path, name, codes.theirs]).toEqual([path, name, expect.arrayContaining([200])]);
  }
});
