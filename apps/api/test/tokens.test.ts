import { createHmac, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ANYWHERE, openOutbound } from '@proofsheet/outbound';
import { exportJWK, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { tokensSlice } from '../src/tokens/config.ts';
import { openTokens } from '../src/tokens/verify-token.ts';
import { startTestApi, type TestApi } from './harness.ts';

const ISSUER = 'https://shop.example';
const AUDIENCE = 'proofsheet';
const COOLDOWN_MS = 50;

let t: TestApi;
let keys: Server;
/** What the address of the keys answers with. */
let answer: { status?: number; body: string; hangs?: boolean };
let asked = 0;
let first: KeyObject;
let second: KeyObject;
let published: { first: object; second: object };
const outbound = openOutbound({ allow: ANYWHERE });
const spaced = () => new Promise((resolve) => setTimeout(resolve, COOLDOWN_MS * 2));

beforeAll(async () => {
  const pairs = [
    generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ];
  [first, second] = pairs.map(({ privateKey }) => privateKey) as [KeyObject, KeyObject];
  const [one, two] = await Promise.all(pairs.map(({ publicKey }) => exportJWK(publicKey)));
  published = { first: { ...one, kid: 'first', alg: 'ES256' }, second: { ...two, kid: 'second', alg: 'RS256' } };
  answer = { body: JSON.stringify({ keys: [published.first] }) };
  keys = createServer((_request, response) => {
    asked += 1;
    if (!answer.hangs) response.writeHead(answer.status ?? 200).end(answer.body);
  });
  await new Promise<void>((resolve) => keys.listen(0, '127.0.0.1', resolve));
  const jwksUrl = `http://127.0.0.1:${(keys.address() as AddressInfo).port}/jwks.json`;
  const config = tokensSlice.schema.parse({ jwksUrl, issuer: ISSUER, audience: AUDIENCE, sessionHours: '2' });
  const tokens = openTokens(config, outbound, { cooldownMs: COOLDOWN_MS });
  t = await startTestApi({ failedKeysPerMinute: 1000 }, {}, { tokens });
});
afterAll(async () => {
  await t.close();
  keys.closeAllConnections();
  keys.close();
  await outbound.close();
});
beforeEach(() => {
  answer = { body: JSON.stringify({ keys: [published.first] }) };
});

interface Wanted {
  readonly claims?: Record<string, unknown>;
  readonly header?: Record<string, unknown>;
  readonly key?: KeyObject;
}
const now = () => Math.floor(Date.now() / 1000);
const claimsOf = (more: Record<string, unknown> = {}) => ({
  ...{ sub: t.caller.userId, iss: ISSUER, aud: AUDIENCE, exp: now() + 300, jti: randomUUID() },
  ...more,
});
const signed = ({ claims, header, key = first }: Wanted = {}) =>
  new SignJWT(claimsOf(claims)).setProtectedHeader({ alg: 'ES256', kid: 'first', ...header }).sign(key);
const signIn = (token: string) => t.call({ method: 'POST', url: '/v1/session', payload: { token }, as: null });
const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

test('a token signs its user in, once, until the session ends that the operator has set', async () => {
  const token = await signed();
  const answers = await Promise.all([signIn(token), signIn(token), signIn(token)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 401, 401]);
  const good = answers.find(({ status }) => status === 201);
  expect(good?.body.userId).toBe(t.caller.userId);
  expect(String(good?.headers['set-cookie'])).toContain('Max-Age=7200');
  const left = new Date(good?.body.expiresAt).getTime() - Date.now();
  expect(left).toBeLessThanOrEqual(2 * 3_600_000 + 5_000);
  const cookie = String(good?.headers['set-cookie']).split(';')[0] ?? '';
  const me = await t.call({ url: '/v1/me', headers: { cookie, 'sec-fetch-site': 'same-origin' }, as: null });
  expect(me.body).toMatchObject({ userId: t.caller.userId, operator: false });
  expect(answers.find(({ status }) => status === 401)?.body.detail).toContain('already');
  expect(JSON.stringify(t.lines())).not.toContain(token);
});

test('the same token written in another way is the same token', async () => {
  const token = await signed();
  expect((await signIn(token)).status).toBe(201);
  const [head, body, signature = ''] = token.split('.');
  // Of ECDSA, s and its negative are equally good: whoever has one signature can make the other.
  const order = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');
  const bytes = Buffer.from(signature, 'base64url');
  const s = order - BigInt(`0x${bytes.subarray(32).toString('hex')}`);
  const other = Buffer.concat([bytes.subarray(0, 32), Buffer.from(s.toString(16).padStart(64, '0'), 'hex')]);
  const again = await signIn(`${head}.${body}.${other.toString('base64url')}`);
  expect(again).toMatchObject({ status: 401, body: { detail: expect.stringContaining('already') } });
});

test('a token is refused that is too old, too early, for too long, for others, of others, or of nobody', async () => {
  const refused = async (claims: Record<string, unknown>, why: string) => {
    const { status, body } = await signIn(await signed({ claims }));
    expect([claims, status, body.code]).toEqual([claims, 401, 'unauthorized']);
    expect(body.detail).toContain(why);
  };
  await refused({ exp: now() - 60 }, 'expired');
  await refused({ exp: undefined }, 'exp');
  await refused({ exp: 'soon' }, 'exp');
  await refused({ exp: now() + 7 * 24 * 3600 }, 'too long');
  await refused({ nbf: now() + 120 }, 'nbf');
  await refused({ aud: 'another' }, 'aud');
  await refused({ aud: undefined }, 'aud');
  await refused({ iss: 'https://evil.example' }, 'iss');
  await refused({ iss: undefined }, 'iss');
  await refused({ sub: undefined }, 'sub');
  for (const sub of ['', { id: 1 }, ['a'], true, 1.5, 'x'.repeat(201), 'a\0b']) await refused({ sub }, 'no id');
  await refused({ sub: randomUUID() }, 'not known');
  await refused({ sub: "1' or '1'='1" }, 'not known');
  // Clocks that are a little apart.
  expect((await signIn(await signed({ claims: { exp: now() - 10, nbf: now() + 10 } }))).status).toBe(201);
  expect((await signIn(await signed({ claims: { aud: ['another', AUDIENCE] } }))).status).toBe(201);
});

test('no token chooses its algorithm: none, an HMAC with the public key, keys that it brings itself', async () => {
  const bare = `${base64({ alg: 'none' })}.${base64(claimsOf())}.`;
  const pem = JSON.stringify(published.first);
  const head = `${base64({ alg: 'HS256', kid: 'first' })}.${base64(claimsOf())}`;
  const confused = `${head}.${createHmac('sha256', pem).update(head).digest('base64url')}`;
  const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = await exportJWK(own.publicKey);
  const tampered = (await signed()).split('.');
  tampered[1] = base64(claimsOf({ sub: randomUUID() }));
  for (const token of [
    ...[bare, bare.replace(base64({ alg: 'none' }), base64({ alg: 'NONE' })), confused, tampered.join('.')],
    await signed({ key: own.privateKey }),
    await signed({ key: own.privateKey, header: { jwk, kid: undefined } }),
    await signed({ key: own.privateKey, header: { jku: 'http://127.0.0.1:1/keys', kid: 'own' } }),
    await signed({ header: { crit: ['exp'], exp: 1 } }).catch(() => 'a.b.c'),
    ...['x', 'a.b.c', '..', `${'e'.repeat(8000)}.e.e`],
  ])
    expect([token.slice(0, 60), (await signIn(token)).status]).toEqual([token.slice(0, 60), 401]);
  expect(await signIn('x'.repeat(8193))).toMatchObject({ status: 422, body: { code: 'validation_failed' } });
});

test('keys that are replaced are taken when a token names them, and those that are gone no more; floods ask for none', async () => {
  const rotated = () => signed({ key: second, header: { alg: 'RS256', kid: 'second' } });
  expect((await signIn(await rotated())).status).toBe(401);
  await spaced();
  answer = { body: JSON.stringify({ keys: [published.second] }) };
  expect((await signIn(await rotated())).status).toBe(201);
  expect((await signIn(await signed())).status).toBe(401);
  await spaced();
  const before = asked;
  const flood = await Promise.all(Array.from({ length: 20 }, () => signed({ header: { kid: randomUUID() } })));
  expect((await Promise.all(flood.map(signIn))).every(({ status }) => status === 401)).toBe(true);
  expect(asked - before).toBeLessThanOrEqual(2);
  await spaced();
  answer = { body: JSON.stringify({ keys: [published.first] }) };
  expect((await signIn(await signed())).status).toBe(201);
});

test.each([
  ['is down', { status: 503, body: '' }],
  ['gives no keys', { body: '<html>' }],
  ['leads elsewhere', { status: 302, body: '' }],
  ['gives far too much', { body: JSON.stringify({ keys: [], more: 'x'.repeat(100_000) }) }],
])('an address of keys that %s is told apart from a bad token, and costs nothing', async (_, given) => {
  answer = given;
  const fresh = openTokens(
    tokensSlice.schema.parse({
      jwksUrl: `http://127.0.0.1:${(keys.address() as AddressInfo).port}/jwks.json`,
      ...{ issuer: ISSUER, audience: AUDIENCE },
    }),
    outbound,
  );
  await expect(fresh?.verify(await signed())).rejects.toMatchObject({ code: 'token_keys_unavailable' });
});

test('a server without the settings takes no tokens; with a secret it takes an HMAC and nothing else', async () => {
  const secret = 'a secret of the product, that is long enough';
  const config = tokensSlice.schema.parse({ secret, issuer: ISSUER, audience: AUDIENCE, userClaim: 'uid' });
  const tokens = openTokens(config, outbound);
  const claims = { iss: ISSUER, aud: AUDIENCE, exp: now() + 60, uid: 7 };
  const made = new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(secret));
  await expect(tokens?.verify(await made)).resolves.toMatchObject({ userId: '7' });
  await expect(tokens?.verify(await signed({ claims: { uid: 7 } }))).rejects.toMatchObject({ code: 'unauthorized' });
  expect(openTokens(tokensSlice.schema.parse({}), outbound)).toBeUndefined();
});

test('settings that take tokens of anybody are refused', () => {
  const wrong = (settings: object) => tokensSlice.schema.safeParse(settings).error?.issues.map(({ path }) => path[0]);
  const whole = { issuer: ISSUER, audience: AUDIENCE };
  expect(wrong({ jwksUrl: 'https://shop.example/jwks' })).toEqual(['issuer', 'audience']);
  expect(wrong({ ...whole, secret: 'short' })).toEqual(['secret']);
  expect(wrong({ ...whole, secret: 'x'.repeat(32), jwksUrl: 'https://shop.example/jwks' })).toEqual(['secret']);
  expect(wrong({ ...whole, publicKey: 'no key' })).toEqual(['publicKey']);
  expect(wrong({ ...whole, jwksUrl: 'file:///etc/passwd' })).toEqual(['jwksUrl']);
  expect(wrong(whole)).toEqual(['jwksUrl']);
  const pem = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }) as string;
  expect(wrong({ ...whole, publicKey: pem.replaceAll('\n', '\\n') })).toBeUndefined();
});
