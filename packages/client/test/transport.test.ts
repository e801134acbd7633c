import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { ApiError, ConnectionError, Proofsheet } from '../src/index.ts';
import { half, hangUp, json, problem, scripted } from './server.ts';

const REQUEST = { kind: 'AD', copy: { headline: 'Now' } } as const;
const SOON = { 'retry-after': '0' };

describe('what is sent again', () => {
  test('a submission, with the same key, until it is taken', async () => {
    const { client, received } = await scripted([
      hangUp,
      problem(503, 'dependency_unavailable', SOON),
      json({ id: 'g' }),
    ]);
    expect(await client.generations.create(REQUEST)).toEqual({ id: 'g' });
    const keys = received.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(3);
    expect(keys[0]).toMatch(/^[\w-]{36}$/);
    expect(new Set(keys).size).toBe(1);
    expect(received[2]?.body.toString()).toBe(JSON.stringify(REQUEST));
  });

  test('an answer that stops in its middle', async () => {
    const { client, received } = await scripted([half, json({ items: [], nextCursor: null })]);
    expect(await client.assets.list().page()).toEqual({ items: [], nextCursor: null });
    expect(received).toHaveLength(2);
  });

  test('nothing that may have happened already, and has no key', async () => {
    const { client, received } = await scripted([hangUp]);
    await expect(client.generations.cancel('g')).rejects.toThrow(ConnectionError);
    expect(received).toHaveLength(1);
  });

  test('as often as was said, and no more', async () => {
    const { client, received } = await scripted([problem(500, 'internal')], { retries: 1 });
    await expect(client.generations.get('g')).rejects.toMatchObject({ status: 500, code: 'internal', retryable: true });
    expect(received).toHaveLength(2);
  });

  test('nothing where the server asks for an hour', async () => {
    const { client, received } = await scripted([problem(429, 'rate_limited', { 'retry-after': '3600' })]);
    await expect(client.generations.get('g')).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: 3600 });
    expect(received).toHaveLength(1);
  });
});

describe('errors', () => {
  test('a refusal names the request, the code, every field, and is not tried again', async () => {
    const errors = [{ pointer: '/copy/headline', detail: 'is too long' }];
    const { client, received } = await scripted([
      problem(422, 'validation_failed', {}, { field: 'copy/headline', errors }),
    ]);
    const error = await client.generations.create(REQUEST).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      message: 'POST /v1/generations answered 422: No. Because. (copy/headline)',
      ...{ code: 'validation_failed', fields: errors, retryable: false, requestId: 'r1' },
    });
    expect(received).toHaveLength(1);
  });

  test('the answer of a proxy is quoted', async () => {
    const { client } = await scripted([(reply) => reply.writeHead(403).end('<h1>Blocked</h1>')]);
    await expect(client.formats()).rejects.toMatchObject({
      message: 'GET /v1/formats answered 403: <h1>Blocked</h1>',
      code: 'unknown',
    });
  });

  test('a redirect of a submission is no list of generations', async () => {
    const { client, received } = await scripted([
      (reply) => reply.writeHead(301, { location: 'https://elsewhere.example/v1/generations' }).end(),
    ]);
    await expect(client.generations.create(REQUEST)).rejects.toThrow(
      'answered 301: a redirect to https://elsewhere.example/v1/generations: give that server as baseUrl',
    );
    expect(received).toHaveLength(1);
  });

  test('a server that is not there, and one that does not answer, are connection errors with the reason', async () => {
    const nobody = new Proofsheet({ baseUrl: 'http://127.0.0.1:59999', apiKey: 'k', retries: 0 });
    await expect(nobody.formats()).rejects.toThrow(/GET \/v1\/formats brought no whole answer: .*ECONNREFUSED/);
    const { client } = await scripted([() => {}], { retries: 0, timeoutMs: 50 });
    await expect(client.formats()).rejects.toThrow('No answer within 0.05 seconds.');
  });

  test.each(['proofsheet.example', 'ftp://proofsheet.example', 'http://me:secret@proofsheet.example'])(
    'the address %s is refused at once, and no password is repeated',
    (baseUrl) => {
      const make = () => new Proofsheet({ baseUrl, apiKey: 'k' });
      expect(make).toThrow(TypeError);
      expect(make).not.toThrow(/secret/);
    },
  );
});

describe('aborting', () => {
  test('rejects with the reason of the caller, in the middle of a request and of a pause', async () => {
    const { client } = await scripted([problem(503, 'dependency_unavailable', { 'retry-after': '30' })]);
    const silent = await scripted([() => {}]);
    for (const one of [client, silent.client]) {
      const controller = new AbortController();
      const asked = one.formats({ signal: controller.signal });
      setTimeout(() => controller.abort(new Error('enough')), 50);
      const started = Date.now();
      await expect(asked).rejects.toThrow('enough');
      expect(Date.now() - started).toBeLessThan(5_000);
    }
  });

  test('an aborted signal sends nothing', async () => {
    const { client, received } = await scripted([json({})]);
    await expect(client.formats({ signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow('before');
    expect(received).toHaveLength(0);
  });

  test('a signal that outlives its calls keeps no listener', async () => {
    const { client } = await scripted([json({}), half, json({}), problem(404, 'not_found')]);
    const { signal } = new AbortController();
    await client.formats({ signal });
    await client.formats({ signal });
    await client.formats({ signal }).catch(() => {});
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

test('a list asks for a page when it needs one, with the filters', async () => {
  const { client, received } = await scripted([
    json({ items: [1, 2], nextCursor: 'a&b' }),
    json({ items: [3], nextCursor: null }),
  ]);
  const seen: unknown[] = [];
  for await (const item of client.outputs.list({ kind: 'AD', limit: 2 })) seen.push(item);
  expect(seen).toEqual([1, 2, 3]);
  expect(received.map(({ url }) => url)).toEqual([
    '/v1/outputs?kind=AD&limit=2',
    '/v1/outputs?kind=AD&limit=2&cursor=a%26b',
  ]);
});

test('an id is one part of a path, whatever it contains', async () => {
  const { client, received } = await scripted([json({})]);
  await client.generations.get('../projects?x=1');
  expect(received[0]?.url).toBe('/v1/generations/..%2Fprojects%3Fx%3D1');
});
