import { Fault } from '@proofsheet/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { outboundSlice } from '../src/config.ts';
import { openOutbound } from '../src/index.ts';
import { startNameServer } from './name-server.ts';
import { type Receiver, startReceiver } from './receiver.ts';

const GET = { method: 'GET', headers: {}, timeoutMs: 3000, answerBytes: 100 } as const;
const NAMES: Record<string, readonly string[]> = {
  'inside.example': ['127.0.0.1'],
  'inside6.example': ['::1'],
  'mapped.example': ['::ffff:127.0.0.1'],
  'metadata.example': ['169.254.169.254'],
  'both.example': ['127.0.0.1', '127.0.0.2'],
  'allowed.example': ['127.0.0.2'],
  'nowhere.example': [],
};
let inside: Receiver;
let names: Awaited<ReturnType<typeof startNameServer>>;

beforeAll(async () => {
  inside = await startReceiver();
  names = await startNameServer((name, question) => {
    if (name === 'silent.example') return 'silence';
    if (name === 'rebinding.example') return question === 1 ? ['127.0.0.2'] : ['127.0.0.1'];
    return NAMES[name] ?? [];
  });
});
afterAll(async () => {
  await inside[Symbol.asyncDispose]();
  names.close();
});

const open = (allow = '') =>
  openOutbound({ allow: outboundSlice.schema.parse(allow ? { allow } : {}).allow, nameServers: [names.address] });

async function codeOf(work: Promise<unknown>): Promise<string> {
  const thrown = await work.then(
    () => 'no error',
    (error: unknown) => error,
  );
  return thrown instanceof Fault ? thrown.code : String(thrown);
}

test('no spelling of an inner address gets a connection', async () => {
  const outbound = open();
  const { port } = inside;
  const hosts = [
    ...['127.0.0.1', '127.1', '0', '0.0.0.0', '2130706433', '0x7f000001', '0x7f.1', '0177.0.0.1', '017700000001'],
    ...['127.0.0.1.', '①②⑦.⓪.⓪.①', '127。0。0。1', '%31%32%37.0.0.1', '127.0.0.0x1', 'LOCALHOST', 'localhost.'],
    ...['a.localhost', '[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[0:0:0:0:0:ffff:127.0.0.1]'],
    ...['[::127.0.0.1]', '[64:ff9b::7f00:1]', '[2002:7f00:1::]', '[2001:0:7f00:1::]', '[fe80::1]', '[fd00:ec2::254]'],
    ...['inside.example', 'inside6.example', 'mapped.example', 'metadata.example', 'INSIDE.example', 'inside.example.'],
  ];
  for (const host of hosts) {
    expect([host, await codeOf(outbound.send(`http://${host}:${port}/`, GET))]).toEqual([host, 'url_not_allowed']);
  }
  expect(inside.connections).toBe(0);
  await outbound.close();
});

test('what an address itself shows to be wrong is refused before anything is looked up', () => {
  const outbound = open();
  const wrong = [
    ...['', 'shop.example', '//shop.example', 'ftp://shop.example', 'file:///etc/passwd', 'gopher://shop.example:70/_'],
    ...[
      'http://',
      'http://user@shop.example',
      'https://user:word@shop.example',
      'http://127.0.0.1',
      'http://[fe80::1%25eth0]',
    ],
    ...['https://shop.example:22', 'https://shop.example:25', 'https://shop.example:6379', 'https://shop.example:0'],
    `https://shop.example/${'a'.repeat(2048)}`,
    ...['http://10.0.0.1\\@shop.example', 'http://169.254.169.254/latest/meta-data'],
  ];
  for (const address of wrong) expect(() => outbound.check(address), address).toThrow(Fault);
  for (const address of [
    'https://shop.example',
    'http://shop.example:8080/a?b=c',
    'https://8.8.8.8:443/',
    'HTTPS://ÉXAMPLE.com',
  ]) {
    expect(outbound.check(address).protocol).toMatch(/^https?:$/);
  }
});

test('of the addresses of a name only allowed ones are connected to', async () => {
  await using outer = await startReceiver(undefined, { host: '127.0.0.2', port: inside.port });
  const outbound = open('127.0.0.2');
  const before = inside.connections;
  const answer = await outbound.send(`http://both.example:${inside.port}/here`, GET);
  expect([answer.status, answer.body.toString(), outer.seen]).toEqual([200, 'here', ['/here']]);
  expect(inside.connections).toBe(before);
  await outbound.close();
});

test('a name that leads elsewhere the next time is checked again, and is looked up once for each connection', async () => {
  await using outer = await startReceiver(undefined, { host: '127.0.0.2', port: inside.port });
  const outbound = open('127.0.0.2');
  const before = inside.connections;
  expect((await outbound.send(`http://rebinding.example:${inside.port}/`, GET)).status).toBe(200);
  expect(names.asked.filter((name) => name === 'rebinding.example')).toHaveLength(1);
  expect(await codeOf(outbound.send(`http://rebinding.example:${inside.port}/`, GET))).toBe('url_not_allowed');
  expect([outer.seen, inside.connections]).toEqual([['/'], before]);
  await outbound.close();
});

test('the address that was reached counts, where the kernel leads on to another one', async () => {
  const outbound = open('0.0.0.0');
  expect(await codeOf(outbound.send(`http://0.0.0.0:${inside.port}/reached`, GET))).toBe('url_not_allowed');
  expect(inside.seen).not.toContain('/reached');
  await outbound.close();
});

test('a name without addresses, and one whose server is silent, are failures that may be tried again', async () => {
  const outbound = open();
  expect(await codeOf(outbound.send('http://nowhere.example/', GET))).toBe('url_unreachable');
  const began = performance.now();
  expect(await codeOf(outbound.send('http://silent.example/', { ...GET, timeoutMs: 300 }))).toBe('url_timeout');
  expect(performance.now() - began).toBeLessThan(2000);
  await outbound.close();
});

test('networks are read from the setting; what is none is refused', () => {
  expect(outboundSlice.schema.parse({ allow: '10.0.0.0/8, fd00::/8,192.168.1.5' }).allow).toHaveLength(3);
  expect(outboundSlice.schema.parse({}).allow).toBeUndefined();
  expect(outboundSlice.schema.safeParse({ allow: '10.0.0.0/8,everything' }).success).toBe(false);
});
