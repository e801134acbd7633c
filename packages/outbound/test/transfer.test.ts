import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Fault } from '@proofsheet/domain';
import { afterAll, expect, test } from 'vitest';
import { openOutbound } from '../src/index.ts';
import { networkOf } from '../src/networks.ts';
import { startReceiver } from './receiver.ts';

const allow = ['127.0.0.1', '127.0.0.3'].map((text) => networkOf(text)).filter((one) => one !== undefined);
const outbound = openOutbound({ allow });
afterAll(() => outbound.close());

const POST = { method: 'POST', headers: { 'x-a': 'b' }, body: 'body', timeoutMs: 3000, answerBytes: 1024 } as const;
const LIMITS = { maxBytes: 1000, maxRedirects: 3, timeoutMs: 3000 };

async function faultOf(work: Promise<unknown>): Promise<Fault> {
  const thrown = await work.then(
    () => 'no error',
    (error: unknown) => error,
  );
  if (thrown instanceof Fault) return thrown;
  throw new Error(`no Fault: ${thrown}`);
}

async function bytesOf(address: string, limits = LIMITS): Promise<string> {
  const { body } = await outbound.download(address, limits);
  return Buffer.concat(await body.toArray()).toString();
}

test('one request is sent, and a redirect is its answer', async () => {
  await using receiver = await startReceiver((_, response) => response.writeHead(302, { location: '/next' }).end());
  const answer = await outbound.send(`http://127.0.0.1:${receiver.port}/first`, POST);
  expect([answer.status, answer.headers.location, receiver.seen]).toEqual([302, '/next', ['/first']]);
});

test('of an endless answer only the first bytes are read, and its connection is closed', async () => {
  let closed = false;
  await using receiver = await startReceiver((request, response) => {
    request.socket.on('close', () => {
      closed = true;
    });
    const more = () => {
      while (response.write('x'.repeat(10_000)));
    };
    response.on('drain', more);
    more();
  });
  const answer = await outbound.send(`http://127.0.0.1:${receiver.port}/`, POST);
  expect(answer.body.toString()).toBe('x'.repeat(1024));
  await expect.poll(() => closed).toBe(true);
});

test('a server that says nothing, or a byte now and then, is given up in time', async () => {
  await using silent = await startReceiver(() => {});
  await using slow = await startReceiver((request, response) => {
    const drip = setInterval(() => response.write('x'), 20);
    request.socket.on('close', () => clearInterval(drip));
  });
  for (const { port } of [silent, slow]) {
    const began = performance.now();
    const fault = await faultOf(outbound.send(`http://127.0.0.1:${port}/`, { ...POST, timeoutMs: 300 }));
    expect([fault.code, fault.permanent]).toEqual(['url_timeout', false]);
    expect(performance.now() - began).toBeLessThan(2000);
  }
});

test('a server that refuses, resets, or speaks something else is told from each other', async () => {
  const resetting = createServer((socket) => socket.on('data', () => socket.resetAndDestroy())).listen(0, '127.0.0.1');
  const foreign = createServer((socket) => socket.resume().end('220 mail.example ESMTP\r\n')).listen(0, '127.0.0.1');
  await Promise.all([once(resetting, 'listening'), once(foreign, 'listening')]);
  const told = async (server: ReturnType<typeof createServer>) => {
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const fault = await faultOf(outbound.send(`http://127.0.0.1:${port}/`, POST));
    return `${fault.code}: ${fault.message}`;
  };
  expect(await told(resetting)).toBe('url_unreachable: The server broke the connection off.');
  expect(await told(foreign)).toBe('url_unreachable: The server does not answer in HTTP.');
  const { port } = foreign.address() as { port: number };
  resetting.close();
  await new Promise((done) => foreign.close(done));
  const fault = await faultOf(outbound.send(`http://127.0.0.1:${port}/`, POST));
  expect(`${fault.code}: ${fault.message}`).toBe('url_unreachable: The server refuses connections.');
});

test('a caller that gives up gets its own reason at once', async () => {
  await using silent = await startReceiver(() => {});
  const caller = new AbortController();
  const sent = outbound.send(`http://127.0.0.1:${silent.port}/`, { ...POST, signal: caller.signal });
  await expect.poll(() => silent.seen).toHaveLength(1);
  caller.abort(new Error('stopping'));
  await expect(sent).rejects.toThrow('stopping');
});

test('a download follows redirects and gives the file', async () => {
  await using receiver = await startReceiver((request, response) => {
    if (request.url === '/file') response.end('the file');
    else response.writeHead(307, { location: request.url === '/a' ? '/b' : '/file' }).end('elsewhere');
  });
  expect(await bytesOf(`http://127.0.0.1:${receiver.port}/a`)).toBe('the file');
  expect(receiver.seen).toEqual(['/a', '/b', '/file']);
});

test('a redirect to an address that is written in UTF-8, or with signed characters, leads there', async () => {
  const signed = '/a%20b%2Bc+d/gr%C3%BCn.jpg?X-Sig=a%2Fb%3D%3D';
  await using receiver = await startReceiver((request, response) => {
    if (request.url === signed) response.end('the file');
    else
      response
        .writeHead(302, { location: Buffer.from('/a%20b%2Bc+d/grün.jpg?X-Sig=a%2Fb%3D%3D').toString('latin1') })
        .end();
  });
  expect(await bytesOf(`http://127.0.0.1:${receiver.port}/`)).toBe('the file');
});

test('a redirect into the inner network is refused, as one that never ends', async () => {
  await using inner = await startReceiver(undefined, { host: '127.0.0.4' });
  await using receiver = await startReceiver((request, response) => {
    const location = request.url === '/in' ? `http://127.0.0.4:${inner.port}/` : request.url;
    response.writeHead(302, { location: request.url === '/file' ? 'file:///etc/passwd' : location }).end();
  });
  const origin = `http://127.0.0.1:${receiver.port}`;
  expect((await faultOf(bytesOf(`${origin}/in`))).code).toBe('url_not_allowed');
  expect((await faultOf(bytesOf(`${origin}/file`))).code).toBe('url_not_allowed');
  expect((await faultOf(bytesOf(`${origin}/again`))).code).toBe('url_too_many_redirects');
  expect(receiver.seen.filter((path) => path === '/again')).toHaveLength(4);
  expect(inner.connections).toBe(0);
});

test('a file that is too large is refused by its length, or where it passes the limit', async () => {
  await using receiver = await startReceiver((request, response) => {
    if (request.url === '/told') response.writeHead(200, { 'content-length': 5000 });
    response.on('error', () => {});
    response.end('x'.repeat(5000));
  });
  const origin = `http://127.0.0.1:${receiver.port}`;
  expect((await faultOf(outbound.download(`${origin}/told`, LIMITS))).code).toBe('url_file_too_large');
  expect((await faultOf(bytesOf(`${origin}/untold`))).code).toBe('url_file_too_large');
});

test('a body that stops coming is a failure within the time for all of it', async () => {
  await using receiver = await startReceiver((request, response) => {
    response.writeHead(200, { 'content-length': 500 }).write('x');
    if (request.url === '/broken') setTimeout(() => request.socket.destroy(), 50);
  });
  const origin = `http://127.0.0.1:${receiver.port}`;
  expect((await faultOf(bytesOf(`${origin}/stalled`, { ...LIMITS, timeoutMs: 300 }))).code).toBe('url_timeout');
  expect((await faultOf(bytesOf(`${origin}/broken`))).code).toBe('url_unreachable');
});

test('a download that nobody reads ends by its time, and takes nothing down with it', async () => {
  await using receiver = await startReceiver((_, response) => response.writeHead(200).write('x'));
  const { body } = await outbound.download(`http://127.0.0.1:${receiver.port}/`, { ...LIMITS, timeoutMs: 100 });
  await wait(200);
  expect((await faultOf(body.toArray())).code).toBe('url_timeout');
});

test('what is no file is told by its status', async () => {
  await using receiver = await startReceiver((request, response) =>
    response.writeHead(Number(request.url?.slice(1))).end(),
  );
  const codeOf = async (status: number) =>
    (await faultOf(outbound.download(`http://127.0.0.1:${receiver.port}/${status}`, LIMITS))).code;
  expect([await codeOf(404), await codeOf(204), await codeOf(304)]).toEqual(
    Array.from({ length: 3 }, () => 'url_not_a_file'),
  );
  expect([await codeOf(429), await codeOf(503)]).toEqual(['url_unreachable', 'url_unreachable']);
});
