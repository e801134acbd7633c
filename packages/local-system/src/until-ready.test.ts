import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { NotReady, untilReady } from './until-ready.ts';

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('it waits until every server answers that it is ready', async () => {
  let asked = 0;
  const slow = await serve((_, reply) => reply.writeHead(++asked < 4 ? 503 : 200).end('{}'));
  const fast = await serve((_, reply) => reply.end('{}'));
  await untilReady([fast, slow]);
  expect(asked).toBe(4);
});

test('a server that is not ready in time is named, with what it answered last', async () => {
  const origin = await serve((_, reply) => reply.writeHead(503).end('the database is down'));
  const waiting = untilReady([origin], { seconds: 0.2 });
  await expect(waiting).rejects.toThrow(new NotReady(`${origin} is not ready after 0.2 seconds: the database is down`));
});

test('it gives up at once when it is told to, also while a server is silent', async () => {
  const origin = await serve(() => {});
  const stopping = new AbortController();
  const waiting = untilReady([origin], { stopping: stopping.signal });
  stopping.abort(new Error('stopped'));
  await expect(waiting).rejects.toThrow('stopped');
}, 2_000);
