import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { ApiRefusal, apiClient } from './api-client.ts';

/** A client of a server that gives every request this answer, and the requests that it received. */
async function clientOf(status: number, body: string) {
  const asked: { request: IncomingMessage; body: unknown }[] = [];
  const server = createServer(async (request, reply) => {
    asked.push({ request, body: request.method === 'POST' ? await json(request) : undefined });
    reply.writeHead(status).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { client: apiClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'ps_1'), asked };
}

test('a submission goes out with the key, and its id is answered', async () => {
  const { client, asked } = await clientOf(202, '{"id":"g1"}');
  expect(await client.submit({ kind: 'AD' })).toBe('g1');
  expect(asked[0]?.request).toMatchObject({ url: '/v1/generations', headers: { authorization: 'Bearer ps_1' } });
  expect(asked[0]?.body).toEqual({ kind: 'AD' });
});

test('a refusal is thrown with what the API says of it, and `post` answers it', async () => {
  const problem = '{"title":"The request is not valid","detail":"Too long.","field":"copy.headline"}';
  const { client, asked } = await clientOf(422, problem);
  const message = 'POST /v1/generations answered 422: The request is not valid. Too long. (copy.headline)';
  await expect(client.submit({})).rejects.toThrow(new ApiRefusal(message));
  const answer = await client.post('/v1/generations', {}, { idempotencyKey: 'k' });
  expect(answer).toEqual({ status: 422, body: JSON.parse(problem) });
  expect(asked[1]?.request.headers['idempotency-key']).toBe('k');
});

test('what is no answer of the API is quoted', async () => {
  const { client } = await clientOf(502, '<h1>Bad gateway</h1>');
  await expect(client.submit({})).rejects.toThrow('POST /v1/generations answered 502: <h1>Bad gateway</h1>');
});
