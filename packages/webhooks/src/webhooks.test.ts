import { Webhook as Standard } from 'standardwebhooks';
import { Webhook as Svix } from 'svix';
import { expect, test } from 'vitest';
import { endingOf, newSecret, openSecrets, secondsUntilRetry, signedHeaders } from './index.ts';

const body = JSON.stringify({ type: 'webhook.test', text: 'Größe 😀 "quoted"\n' });
const message = (sentAt = new Date()) => ({ id: '7d1fb11e-3c0a-4c83-9d10-f0a5d3a2b9c4', sentAt, body });

test('a signature is verified by two libraries of others, by either secret and by no third one', () => {
  const [first, second, third] = [newSecret(), newSecret(), newSecret()];
  const headers = signedHeaders(message(), [first, second]);
  expect(headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/);
  for (const secret of [first, second]) {
    expect(new Standard(secret).verify(body, headers)).toEqual(JSON.parse(body));
    expect(() => new Svix(secret).verify(body, headers)).not.toThrow();
  }
  expect(() => new Svix(third).verify(body, headers)).toThrow();
  expect(() => new Svix(first).verify(`${body} `, headers)).toThrow();
  expect(() => new Svix(first).verify(body, { ...headers, 'webhook-id': 'another' })).toThrow();
});

test('a message that is older than five minutes is not taken', () => {
  const secret = newSecret();
  const old = signedHeaders(message(new Date(Date.now() - 6 * 60_000)), [secret]);
  expect(() => new Svix(secret).verify(body, old)).toThrow(/old/);
});

test('secrets have 32 bytes, are all different, and hold any byte that base64 writes', () => {
  const secrets = Array.from({ length: 200 }, newSecret);
  expect(new Set(secrets).size).toBe(200);
  for (const secret of secrets) expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
});

test('a sealed secret is opened with its key alone, and one from before the key still', () => {
  const secret = newSecret();
  const box = openSecrets({ key: 'a key of the operator, long enough' });
  const sealed = box.seal(secret);
  expect(sealed).not.toContain(secret.slice(6));
  expect(box.seal(secret)).not.toBe(sealed);
  expect(box.open(sealed)).toBe(secret);
  expect(box.open(secret)).toBe(secret);
  expect(() => openSecrets({ key: 'another key of the operator, also' }).open(sealed)).toThrow(/WEBHOOK_KEY/);
  expect(() => openSecrets({}).open(sealed)).toThrow(/WEBHOOK_KEY/);
  expect(() => box.open(`${sealed.slice(0, -6)}AAAAA=`)).toThrow(/WEBHOOK_KEY/);
});

test('ten attempts are made, each later than the plan and by a fifth at most', () => {
  const plan = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];
  expect(plan.map((_, index) => secondsUntilRetry(index + 1, undefined, 0))).toEqual(plan);
  for (const chance of [0.3, 0.999]) expect(secondsUntilRetry(1, undefined, chance)).toBeLessThan(6);
  expect(secondsUntilRetry(10, undefined)).toBeUndefined();
  expect(secondsUntilRetry(10, 60)).toBeUndefined();
});

test('a receiver may ask for more time, for a day at most, and never for less', () => {
  expect(secondsUntilRetry(1, 120, 0)).toBe(120);
  expect(secondsUntilRetry(2, 1, 0)).toBe(300);
  expect(secondsUntilRetry(1, 10_000_000, 0)).toBe(86_400);
});

test('the time to wait is read as seconds, and as a date by the clock of who answered', () => {
  const asked = (headers: Record<string, string>) =>
    endingOf({ status: 429, headers }, new Date('2026-01-31T12:00:00Z')).retryAfterSeconds;
  expect(asked({ 'retry-after': '120' })).toBe(120);
  expect(asked({ 'retry-after': 'Sat, 31 Jan 2026 12:01:00 GMT' })).toBe(60);
  const date = 'Sat, 31 Jan 2026 14:00:00 GMT';
  expect(asked({ 'retry-after': 'Sat, 31 Jan 2026 14:00:30 GMT', date })).toBe(30);
  expect(asked({ 'retry-after': 'Sat, 31 Jan 2026 11:00:00 GMT' })).toBe(0);
  for (const wrong of ['', 'soon', '-5', '1e9', '99999999999']) {
    expect(asked({ 'retry-after': wrong }) ?? 0, wrong).toBeLessThan(1e12);
  }
  expect(asked({})).toBeUndefined();
});

test('only 2xx is success: a redirect has failed, and 410 ends it', () => {
  const ending = (status: number) => endingOf({ status, headers: {} }).ending;
  expect([200, 201, 202, 204, 299].map(ending)).toEqual(Array.from({ length: 5 }, () => 'delivered'));
  expect([301, 302, 304, 307, 308, 400, 404, 429, 500, 503].map(ending)).toEqual(
    Array.from({ length: 10 }, () => 'failed'),
  );
  expect(ending(410)).toBe('gone');
});
