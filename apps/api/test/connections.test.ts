import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from './harness.ts';
import { answerIn, dial, exchange, untilClosed } from './sockets.ts';

let t: TestApi;
let address: string;
beforeAll(async () => {
  t = await startTestApi();
  address = await t.listen();
});
afterAll(() => t.close());

const host = 'Host: x\r\nConnection: close\r\n';
const JSON_TYPE = 'Content-Type: application/json\r\n';
const SHORT = 'Content-Length: 12\r\n\r\n{"name":"a"}';
const key = () => `Authorization: Bearer ${t.caller.key}\r\n`;

test.each([
  ['no HTTP', 'hello\r\n\r\n', 400, 'malformed_request'],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, 'malformed_request'],
  ['a method that is none', `FOO /v1/projects HTTP/1.1\r\n${host}\r\n`, 400, 'malformed_request'],
  ['no Host', 'GET /v1/projects HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'malformed_request'],
  [
    'two lengths',
    `POST /v1/projects HTTP/1.1\r\n${host}Content-Length: 1\r\nContent-Length: 2\r\n\r\n`,
    400,
    'malformed_request',
  ],
  [
    'length and chunks',
    `POST /v1/projects HTTP/1.1\r\n${host}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`,
    400,
    'malformed_request',
  ],
  ['two Hosts', 'GET /healthz HTTP/1.1\r\nHost: a\r\nHost: a\r\nConnection: close\r\n\r\n', 400, 'malformed_request'],
  ['a Host that is none', 'GET /healthz HTTP/1.1\r\nHost: a/b\r\nConnection: close\r\n\r\n', 400, 'malformed_request'],
  [
    'two keys',
    `GET /v1/projects HTTP/1.1\r\n${host}Authorization: Bearer a\r\nauthorization: Bearer b\r\n\r\n`,
    400,
    'malformed_request',
  ],
  ['two types', `POST /v1/projects HTTP/1.1\r\n${host}${JSON_TYPE}${JSON_TYPE}${SHORT}`, 400, 'malformed_request'],
  [
    'the same length twice',
    `POST /v1/projects HTTP/1.1\r\n${host}Content-Length: 12\r\n${SHORT}`,
    400,
    'malformed_request',
  ],
  ['HTTP/0.9', 'GET /healthz\r\n\r\n', 400, 'malformed_request'],
  ['HTTP/2.0', `GET /healthz HTTP/2.0\r\n${host}\r\n`, 400, 'malformed_request'],
  ['HTTP/3.1', `GET /healthz HTTP/3.1\r\n${host}\r\n`, 400, 'malformed_request'],
  ['U+0000 in an address', `GET /v1/\0 HTTP/1.1\r\n${host}\r\n`, 400, 'malformed_request'],
  ['U+0000 in an address, percent-encoded', `GET /%00 HTTP/1.1\r\n${host}\r\n`, 404, 'not_found'],
  ['an address of another scheme', `GET ftp://x/healthz HTTP/1.1\r\n${host}\r\n`, 404, 'not_found'],
  ['20 KB of headers', `GET / HTTP/1.1\r\n${host}X: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'headers_too_large'],
  ['1 MB of headers', `GET / HTTP/1.1\r\n${host}X: ${'x'.repeat(1_000_000)}\r\n\r\n`, 431, 'headers_too_large'],
  ['an address of 20 KB', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\n${host}\r\n`, 431, 'headers_too_large'],
  ['an expectation', `GET /healthz HTTP/1.1\r\n${host}Expect: tea\r\n\r\n`, 417, 'expectation_failed'],
  ['CONNECT', `CONNECT example.com:443 HTTP/1.1\r\n${host}\r\n`, 405, 'method_not_allowed'],
  ['TRACE', `TRACE /healthz HTTP/1.1\r\n${host}\r\n`, 405, 'method_not_allowed'],
  ['PROPFIND', `PROPFIND /healthz HTTP/1.1\r\n${host}\r\n`, 405, 'method_not_allowed'],
  ['GET of everything', `GET * HTTP/1.1\r\n${host}\r\n`, 404, 'not_found'],
  [
    'extensions of a chunk',
    `POST /v1/projects HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n1;${'x'.repeat(20_000)}\r\n`,
    413,
    'request_too_large',
  ],
])('%s is answered with a problem that names its request', async (_, bytes, status, code) => {
  const answer = await exchange(address, bytes);
  expect(answer).toMatchObject({ status, headers: { 'content-type': 'application/problem+json' } });
  const problem = JSON.parse(answer.body);
  expect(problem).toMatchObject({ status, code, requestId: answer.headers['x-request-id'] });
  expect(t.lines().some((line) => line.requestId === problem.requestId)).toBe(true);
});

test.each(['gzip, chunked', 'gzip', 'identity', 'chunked, chunked', 'gzip\r\nTransfer-Encoding: chunked'])(
  'Transfer-Encoding: %s is 400 and says what is taken',
  async (encoding) => {
    const head = `POST /v1/projects HTTP/1.1\r\n${host}${key()}${JSON_TYPE}Transfer-Encoding: ${encoding}\r\n\r\n`;
    const answer = await exchange(address, `${head}c\r\n{"name":"a"}\r\n0\r\n\r\n`);
    expect(answer).toMatchObject({ status: 400, headers: { connection: 'close' } });
    expect(JSON.parse(answer.body).detail).toContain('The only Transfer-Encoding that is taken is `chunked`');
  },
);

test('trailers are read and count for nothing, and a whole address is as good as its path', async () => {
  const head = `POST http://x/v1/projects HTTP/1.1\r\n${host}${JSON_TYPE}Transfer-Encoding: chunked\r\n`;
  const body = 'c\r\n{"name":"a"}\r\n0\r\n';
  expect((await exchange(address, `${head}${key()}\r\n${body}X: a\r\n\r\n`)).status).toBe(201);
  expect((await exchange(address, `${head}\r\n${body}${key()}\r\n`)).status).toBe(401);
});

test('a body with a broken chunk is 400, and one after its end is not read as the next', async () => {
  const head = `POST /v1/projects HTTP/1.1\r\n${host}${key()}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`;
  expect(await exchange(address, `${head}zz\r\n`)).toMatchObject({ status: 400 });
  const whole = await exchange(address, `${head}c\r\n{"name":"a"}\r\n0\r\n\r\ntrailing garbage`);
  expect([201, 400]).toContain(whole.status);
});

test('100-continue is met', async () => {
  const head = `POST /v1/projects HTTP/1.1\r\n${host}${key()}Content-Type: application/json\r\nContent-Length: 12\r\nExpect: 100-continue\r\n\r\n`;
  const socket = dial(address);
  const answered = untilClosed(socket);
  socket.write(head);
  await new Promise((resolve) => socket.once('data', resolve));
  socket.write('{"name":"a"}');
  const [first = '', ...rest] = (await answered).split('\r\n\r\n');
  expect(first).toContain('100 Continue');
  expect(answerIn(rest.join('\r\n\r\n')).status).toBe(201);
});

test('pipelined requests, HTTP/1.0 and HEAD are answered', async () => {
  const one = 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n';
  const socket = dial(address);
  const answered = untilClosed(socket);
  socket.write(`${one}${one}GET /healthz HTTP/1.1\r\n${host}\r\n`);
  expect((await answered).match(/HTTP\/1\.1 200/g)).toHaveLength(3);
  expect((await exchange(address, 'GET /healthz HTTP/1.0\r\n\r\n')).status).toBe(200);
  const head = await exchange(address, `HEAD /healthz HTTP/1.1\r\n${host}\r\n`);
  expect(head).toMatchObject({ status: 200, body: '' });
});

test.each([
  ['PUT', '/v1/projects', 'GET, HEAD, POST'],
  ['PUT', '/v1/assets/7', 'DELETE, GET, HEAD, PATCH'],
  ['OPTIONS', '/v1/generations', 'GET, HEAD, POST'],
  ['GET', '/v1/generations/7/cancel', 'POST'],
  ['POST', '/readyz', 'GET, HEAD'],
  ['POST', '/docs/openapi.json', 'GET, HEAD'],
] as const)('%s %s is 405 and says what is taken, whatever its body', async (method, url, allow) => {
  for (const payload of [undefined, '{']) {
    const headers = payload ? { 'content-type': 'application/json' } : {};
    const answer = await t.call({ as: null, method, url, headers, ...(payload && { payload }) });
    expect(answer).toMatchObject({ status: 405, headers: { allow }, body: { code: 'method_not_allowed' } });
  }
});

test('OPTIONS of everything is 204 and says what is taken at all', async () => {
  const answer = await exchange(address, `OPTIONS * HTTP/1.1\r\n${host}Max-Forwards: 0\r\n\r\n`);
  expect(answer).toMatchObject({ status: 204, body: '', headers: { 'x-request-id': expect.any(String) } });
  expect(answer.headers.allow?.split(', ').toSorted()).toEqual([
    'DELETE',
    'GET',
    'HEAD',
    'OPTIONS',
    'PATCH',
    'POST',
    'PUT',
  ]);
});

test('a body that is refused before it is sent is answered, though the client goes on sending', async () => {
  const large = `POST /v1/projects HTTP/1.1\r\n${host}${key()}Content-Type: application/json\r\nContent-Length: 9000000\r\n\r\n`;
  const socket = dial(address);
  const answered = untilClosed(socket);
  socket.write(large);
  socket.write(Buffer.alloc(9_000_000, ' '));
  expect(answerIn(await answered)).toMatchObject({ status: 413 });
});
