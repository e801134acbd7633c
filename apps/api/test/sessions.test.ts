import { createSignInLink } from '@proofsheet/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answered, startTestApi, type TestApi } from './harness.ts';

let t: TestApi;
beforeAll(async () => {
  t = await startTestApi({ trustProxy: '127.0.0.1', failedKeysPerMinute: 12 });
});
afterAll(() => t.close());

const OWN_PAGE = { 'sec-fetch-site': 'same-origin' };

const signIn = (payload: object, headers = {}) =>
  t.call({ method: 'POST', url: '/v1/session', payload, headers, as: null });

function cookieOf({ headers }: Answered): string {
  return String(headers['set-cookie']).split(';')[0] ?? '';
}

/** Asks as a page does that is signed in. */
const asPage = (cookie: string, request: Parameters<TestApi['call']>[0], headers: Record<string, string> = OWN_PAGE) =>
  t.call({ ...request, headers: { cookie, ...headers }, as: null });

test('a key signs a browser in, by a cookie that no script and no other site gets at; signing out ends it', async () => {
  const answer = await signIn(
    { key: t.caller.key },
    {
      'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0',
    },
  );
  expect(answer).toMatchObject({ status: 201, body: { userId: t.caller.userId } });
  expect(String(answer.headers['set-cookie'])).toMatch(
    /^proofsheet_session=ps_[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Strict$/,
  );
  const cookie = cookieOf(answer);
  expect(cookie).not.toContain(t.caller.key);
  expect((await asPage(cookie, { url: '/v1/me' })).body).toMatchObject({
    userId: t.caller.userId,
    key: { name: 'Firefox on Windows, signed in' },
  });

  const out = await asPage(cookie, { method: 'DELETE', url: '/v1/session' });
  expect([out.status, String(out.headers['set-cookie'])]).toEqual([
    204,
    expect.stringContaining('Expires=Thu, 01 Jan 1970'),
  ]);
  expect((await asPage(cookie, { url: '/v1/me' })).status).toBe(401);
  expect((await t.call({ url: '/v1/me' })).status).toBe(200);
});

test('over TLS the cookie is never sent without it', async () => {
  const answer = await signIn({ key: t.caller.key }, { 'x-forwarded-proto': 'https' });
  expect(String(answer.headers['set-cookie'])).toMatch(/; Secure/);
});

test('the cookie counts for pages of this server alone', async () => {
  const cookie = cookieOf(await signIn({ key: t.caller.key }));
  const project = { method: 'POST' as const, url: '/v1/projects', payload: { name: 'Forged' } };
  const asked = async (request: Parameters<TestApi['call']>[0], headers: Record<string, string>) =>
    (await asPage(cookie, request, headers)).status;
  const read = { url: '/v1/projects' };
  expect(await asked(read, { 'sec-fetch-site': 'none' })).toBe(200);
  expect(await asked(read, {})).toBe(200);
  for (const headers of [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { 'sec-fetch-site': 'cross-site', origin: 'http://localhost:80' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost:5173' },
    {},
  ]) {
    expect([headers, await asked(project, headers as Record<string, string>)]).toEqual([headers, 401]);
  }
  expect((await t.call({ url: '/v1/projects' })).body.items).toEqual([]);
  expect(await asked(project, { origin: 'http://localhost:80', host: 'localhost:80' })).toBe(201);
  expect(await asked(project, OWN_PAGE)).toBe(201);
});

test('a link signs in once, and not when it is too old', async () => {
  const { userId } = t.caller;
  const link = await createSignInLink(t.db, { userId, minutes: 10 });
  const answers = await Promise.all([signIn({ link }), signIn({ link }), signIn({ link })]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 401, 401]);
  expect(answers.find(({ status }) => status === 201)?.body).toMatchObject({ userId });
  const old = await createSignInLink(t.db, { userId, minutes: 10 });
  await sql`update "SignInLink" set "expiresAt" = now() - interval '1 second'`.execute(t.db);
  expect(await signIn({ link: old })).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
  expect(JSON.stringify(await t.db.selectFrom('SignInLink').selectAll().execute())).not.toContain(old);
});

test('who guesses is told to wait; what is good signs in all the same', async () => {
  const from = { 'x-forwarded-for': '192.0.2.9' };
  for (let guess = 0; guess < 6; guess += 1)
    for (const body of [{ key: `ps_${guess}` }, { link: `${guess}` }])
      expect((await signIn(body, from)).status).toBe(401);
  expect(await signIn({ link: 'e' }, from)).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
  expect((await signIn({ key: t.caller.key }, from)).status).toBe(201);
});

test('a body that is neither is 422 with its field', async () => {
  for (const payload of [{}, { key: '' }, { key: 'ps_x', link: 'y' }, { key: 7 }, { link: 'x'.repeat(201) }])
    expect(await signIn(payload)).toMatchObject({ status: 422, body: { code: 'validation_failed' } });
});

test('keys are made in a session, shown once, listed and revoked; a key makes no keys', async () => {
  const cookie = cookieOf(await signIn({ key: t.caller.key }));
  const order = { method: 'POST' as const, url: '/v1/keys', payload: { name: 'shop', days: 90 } };
  expect(await t.call(order)).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
  const made = await asPage(cookie, order);
  expect(made).toMatchObject({ status: 201, body: { name: 'shop', kind: 'KEY', key: expect.stringMatching(/^ps_/) } });
  const { id, key, ...shown } = made.body;
  const listed = await asPage(cookie, { url: '/v1/keys?limit=100' });
  expect(listed.body.items[0]).toEqual({ id, ...shown });
  expect(listed.body.items.map(({ kind }: { kind: string }) => kind)).toContain('SESSION');
  expect(JSON.stringify(listed.body)).not.toContain(key.slice(10));

  const use = { url: '/v1/me', as: { userId: '', key } };
  expect((await t.call(use)).status).toBe(200);
  expect((await asPage(cookie, { method: 'DELETE', url: `/v1/keys/${id}` })).body.revokedAt).toEqual(
    expect.any(String),
  );
  expect((await t.call(use)).status).toBe(401);
});
