import { claimGeneration, createApiKey, createSignInLink, failGeneration } from '@proofsheet/database';
import { aGeneration } from '@proofsheet/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { boardUrl } from '../src/board-address.ts';
import { type Caller, startTestApi, type TestApi } from './harness.ts';

let t: TestApi;
let operator: Caller;
beforeAll(async () => {
  t = await startTestApi({ board: { url: 'https://board.example', host: '127.0.0.1', port: 3901 } });
  const { userId } = await t.newCaller();
  const { key } = await createApiKey(t.db, { userId, name: 'operator', operator: true });
  operator = { userId, key };
});
afterAll(() => t.close());

const failed = async (userId: string, code: 'internal' | 'asset_rejected') => {
  const id = await aGeneration(t.db, { userId });
  await claimGeneration(t.db, { id, leaseSeconds: 60 });
  await failGeneration(t.db, { id, attempt: 1, error: { code, message: 'It broke.' } });
  return id;
};
const found = async (query: string) => {
  const { status, body } = await t.call({ url: `/v1/operator/generations?${query}`, as: operator });
  expect(status).toBe(200);
  return body.items.map(({ id }: { id: string }) => id);
};

test('who is no operator is told so before anything else is looked at, and sees nothing of the role', async () => {
  for (const url of ['/v1/operator/queues', '/v1/operator/generations', '/v1/operator/generations?limit=x'])
    expect(await t.call({ url })).toMatchObject({ status: 403, body: { code: 'operators_only' } });
  expect(await t.call({ url: '/v1/operator/queues', as: null })).toMatchObject({ status: 401 });
  expect((await t.call({ url: '/v1/me' })).body).toMatchObject({ operator: false, boardUrl: null });
  expect((await t.call({ url: '/v1/me', as: operator })).body).toMatchObject({
    operator: true,
    boardUrl: 'https://board.example',
  });
});

test('a session has the role of the key or link that began it; a key that it makes has not', async () => {
  const sessionOf = async (payload: object) => {
    const { status, headers } = await t.call({ method: 'POST', url: '/v1/session', payload, as: null });
    expect(status).toBe(201);
    const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
    return { cookie, 'sec-fetch-site': 'same-origin' };
  };
  const queues = async (headers: Record<string, string>) =>
    (await t.call({ url: '/v1/operator/queues', headers, as: null })).status;
  const link = (given: { operator?: boolean }) =>
    createSignInLink(t.db, { userId: operator.userId, minutes: 5, ...given });
  const session = await sessionOf({ key: operator.key });
  expect(await queues(session)).toBe(200);
  expect(await queues(await sessionOf({ link: await link({ operator: true }) }))).toBe(200);
  expect(await queues(await sessionOf({ link: await link({}) }))).toBe(403);
  expect(await queues(await sessionOf({ key: t.caller.key }))).toBe(403);
  const order = { method: 'POST', url: '/v1/keys', payload: { name: 'program' }, headers: session, as: null } as const;
  const { body: made } = await t.call(order);
  expect(made.operator).toBe(false);
  expect(await t.call({ url: '/v1/operator/queues', as: { userId: '', key: made.key } })).toMatchObject({
    status: 403,
  });
});

test('generations of all users are found by id, job, asset, user, code, status and time, with the way to their job', async () => {
  const [mine, other] = [t.caller.userId, (await t.newCaller()).userId];
  const broken = await failed(mine, 'internal');
  const rejected = await failed(other, 'asset_rejected');
  const waiting = await aGeneration(t.db, { userId: other });

  const { body } = await t.call({ url: `/v1/operator/generations?id=${broken}`, as: operator });
  expect(body).toEqual({
    items: [
      {
        ...{ id: broken, userId: mine, kind: 'THUMBNAIL', status: 'FAILED', attempt: 1, jobId: `${broken}-d0` },
        ...{ error: { code: 'internal', message: 'It broke.' }, boardUrl: `https://board.example/jobs/${broken}` },
        ...{ createdAt: expect.any(String), startedAt: expect.any(String), finishedAt: expect.any(String) },
      },
    ],
    nextCursor: null,
  });
  expect(await found(`id=${rejected}-d2`)).toEqual([rejected]);
  expect(await found(`userId=${other}`)).toEqual([waiting, rejected]);
  expect(await found('code=asset_rejected')).toEqual([rejected]);
  expect(await found(`userId=${other}&status=PENDING`)).toEqual([waiting]);
  expect(await found(`userId=${other}&code=internal`)).toEqual([]);
  expect(await found('createdBefore=2020-01-01T00:00:00Z')).toEqual([]);
  expect(await found('userId=nobody%27s')).toEqual([]);
  for (const wrong of ['id=x', 'status=LOST', 'createdAfter=yesterday', 'q=1', 'code='])
    expect(await t.call({ url: `/v1/operator/generations?${wrong}`, as: operator })).toMatchObject({ status: 422 });
});

test('pages go on where the last one ended, and a cursor belongs to its search', async () => {
  const { userId } = await t.newCaller();
  const ids: string[] = [];
  for (let n = 0; n < 5; n += 1) ids.unshift(await aGeneration(t.db, { userId }));
  const page = (query: string) => t.call({ url: `/v1/operator/generations?${query}`, as: operator });
  const first = (await page(`userId=${userId}&limit=2`)).body;
  const next = (await page(`userId=${userId}&limit=3&cursor=${first.nextCursor}`)).body;
  expect([...first.items, ...next.items].map(({ id }) => id)).toEqual(ids);
  expect(await page(`limit=3&cursor=${first.nextCursor}`)).toMatchObject({ status: 422 });
});

test('queues, rates, what waits longest and what failed are told, also while the queue is away', async () => {
  const { userId } = await t.newCaller();
  const id = await aGeneration(t.db, { userId });
  await t.queues.enqueue('thumbnail', { generationId: id, dispatch: 0 }, { jobId: `${id}-d0` });
  await failed(userId, 'internal');
  const ask = async () => (await t.call({ url: '/v1/operator/queues', as: operator })).body;
  const { queues, queueProblem, minutes, failures } = await ask();
  expect(queueProblem).toBeNull();
  const thumbnail = queues.find(({ name }: { name: string }) => name === 'thumbnail');
  expect(thumbnail).toMatchObject({ paused: false, waiting: 1, active: 0, workers: [] });
  expect(thumbnail.oldestWaitingSeconds).toBeGreaterThanOrEqual(0);
  expect(minutes).toHaveLength(30);
  const sum = (name: string) =>
    minutes.reduce((all: number, minute: Record<string, number>) => all + (minute[name] ?? 0), 0);
  expect(sum('created')).toBeGreaterThan(2);
  expect(sum('failed')).toBe(3);
  expect(failures).toContainEqual({ code: 'internal', lastHour: 2, lastDay: 2 });

  await t.proxies.queue.cut();
  expect(await ask()).toMatchObject({ queues: null, queueProblem: expect.stringContaining('The queue') });
  await t.proxies.queue.restore();
});

test('the address of the board is the setting, or that of this machine where the browser is on it', () => {
  const place = { host: '127.0.0.1', port: 3901 };
  expect(boardUrl({ hostname: 'x.example' }, { ...place, url: 'https://b.example' })).toBe('https://b.example');
  expect(boardUrl({ hostname: 'localhost' }, place)).toBe('http://localhost:3901');
  expect(boardUrl({ hostname: 'proofsheet.example' }, place)).toBeNull();
  expect(boardUrl({ hostname: 'localhost' }, { ...place, host: '10.0.0.7' })).toBeNull();
  expect(boardUrl({ hostname: 'localhost' }, { ...place, port: 0 })).toBeNull();
});
