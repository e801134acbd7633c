import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from './harness.ts';
import { pictureOf } from './images.ts';
import { answerIn, dial, untilClosed } from './sockets.ts';

let t: TestApi;
let address: string;
beforeAll(async () => {
  t = await startTestApi({ uploadsPerUser: 60, senderSeconds: 2, senderBytesPerSecond: 1000 });
  address = await t.listen();
});
afterAll(() => t.close());

const UPLOAD = '/v1/assets';
const ROLE = '--b\r\nContent-Disposition: form-data; name="role"\r\n\r\nLOGO\r\n';
const FILE = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n';
const FORM = 'multipart/form-data; boundary=b';
const LARGE = 'Content-Length: 5000000\r\n';
const SMALL = 'Content-Length: 500\r\n';

function headers(path: string, type: string, length = LARGE, key = t.caller.key): string {
  return `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nContent-Type: ${type}\r\n${length}\r\n`;
}

const connections = () => promisify(t.api.server.getConnections.bind(t.api.server))();

async function nothingIsLeft(): Promise<void> {
  await expect.poll(connections, { timeout: 15_000 }).toBe(0);
  await expect.poll(() => t.scratch()).toEqual([]);
  expect(await Array.fromAsync(t.storage.list(''))).toEqual([]);
  expect(await t.db.selectFrom('Asset').select('id').execute()).toEqual([]);
}

test.each([
  ['at once', 0],
  ['after a moment', 30],
])(
  '500 clients that hang up before the first part, %s, leave nothing, and none is taken for one that waits',
  async (_, ms) => {
    const before = t.lines().filter(({ msg }) => msg === 'client hung up').length;
    for (let round = 0; round < 10; round += 1) {
      const sockets = Array.from({ length: 50 }, () => dial(address));
      await Promise.all(
        sockets.map(async (socket, index) => {
          socket.write(headers(index % 2 ? UPLOAD : '/v1/fonts', FORM));
          if (index % 3 === 0) socket.write('--b');
          if (ms > 0) await sleep(ms);
          index % 5 === 0 ? socket.resetAndDestroy() : socket.destroySoon();
        }),
      );
    }
    await nothingIsLeft();
    const ended = () => t.lines().filter(({ msg }) => msg === 'client hung up').length - before;
    await expect.poll(ended).toBeGreaterThan(0);
  },
);

test('a client that hangs up at any place of its font leaves nothing, and none keeps a place', async () => {
  const place = () => t.call({ method: 'POST', url: '/v1/fonts', headers: { 'content-type': FORM } });
  const font = `${FILE}wOF2${'x'.repeat(200)}\r\n--b--\r\n`;
  for (let at = 0; at < font.length; at += 1) {
    const socket = dial(address);
    socket.write(headers('/v1/fonts', FORM, `Content-Length: ${font.length}\r\n`) + font.slice(0, at));
    if (at % 4 > 0) await sleep(at % 4);
    at % 2 ? socket.resetAndDestroy() : socket.destroySoon();
  }
  await nothingIsLeft();
  const waiting = () => t.lines().filter(({ msg }) => msg === 'client hung up' || msg === 'request refused').length;
  expect(waiting()).toBeGreaterThan(0);
  // With one place a user that is still taken, these would be 429.
  for (let round = 0; round < 3; round += 1) expect((await place()).status).toBe(422);
});

const silent: [string, () => string][] = [
  ['after the headers of an upload', () => headers(UPLOAD, FORM)],
  ['between two parts', () => headers(UPLOAD, FORM) + ROLE],
  ['within a file', () => `${headers(UPLOAD, FORM)}${ROLE}${FILE}\xff\xd8`],
  ['within a font', () => `${headers('/v1/fonts', FORM)}${FILE}wOF2`],
  ['within a JSON body', () => `${headers('/v1/generations', 'application/json', SMALL)}{"kind":`],
  ['within a chunk', () => `${headers('/v1/projects', 'application/json', 'Transfer-Encoding: chunked\r\n')}ff\r\n{`],
  ['within a body that nobody takes', () => `${headers('/v1/projects', 'text/plain', SMALL)}abc`],
  ['within the headers', () => 'POST /v1/projects HTTP/1.1\r\nHost: x\r\n'],
  ['before its first byte', () => ''],
];

test.each(silent)('a client that falls silent %s gets 408, and the connection ends', async (_, bytes) => {
  const socket = dial(address);
  const answered = untilClosed(socket);
  socket.write(bytes());
  const answer = answerIn(await answered);
  expect(answer).toMatchObject({ status: 408, headers: { connection: 'close' } });
  const problem = JSON.parse(answer.body);
  expect(problem).toMatchObject({ code: 'request_timeout', requestId: answer.headers['x-request-id'] });
  await nothingIsLeft();
});

test.each([
  ['an upload', () => `${headers(UPLOAD, FORM)}${ROLE}${FILE}`],
  ['a JSON body', () => headers('/v1/generations', 'application/json', SMALL)],
])('a client that sends %s too slowly gets 408', async (_, bytes) => {
  const socket = dial(address);
  const answered = untilClosed(socket);
  socket.write(bytes());
  const drip = setInterval(() => socket.write('x'), 100);
  const answer = answerIn(await answered);
  clearInterval(drip);
  expect(answer.status).toBe(408);
  expect(JSON.parse(answer.body).detail).toContain('1000 bytes a second');
  await nothingIsLeft();
});

test('a client without a key gets 401, and its connection ends though it never sends its body', async () => {
  const socket = dial(address);
  const answered = untilClosed(socket);
  socket.write(headers(UPLOAD, FORM, LARGE, 'ps_none'));
  expect(answerIn(await answered).status).toBe(401);
  await nothingIsLeft();
});

test('a client that pauses, and never for too long, is served; and so is the next request of its connection', async () => {
  const file = await pictureOf(30_000);
  const form = Buffer.concat([Buffer.from(ROLE + FILE), file, Buffer.from('\r\n--b--\r\n')]);
  const socket = dial(address);
  const answered = untilClosed(socket);
  socket.write(headers(UPLOAD, FORM, `Content-Length: ${form.length}\r\n`));
  for (const part of [form.subarray(0, 10_000), form.subarray(10_000, 20_000), form.subarray(20_000)]) {
    await sleep(900);
    socket.write(part);
  }
  socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  expect((await answered).match(/HTTP\/1\.1 20[01]/g)).toEqual(['HTTP/1.1 201', 'HTTP/1.1 200']);
  expect(await t.scratch()).toEqual([]);
});
