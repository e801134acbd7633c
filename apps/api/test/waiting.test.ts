import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import {
  announceOutput,
  cancelGeneration,
  claimGeneration,
  completeGeneration,
  failGeneration,
} from '@proofsheet/database';
import { aGeneration, anOutput } from '@proofsheet/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFollowers } from '../src/events/followers.ts';
import { startTestApi, type TestApi } from './harness.ts';
import { dial } from './sockets.ts';

let t: TestApi;
let address: string;
beforeAll(async () => {
  t = await startTestApi();
  address = await t.listen();
});
afterAll(() => t.close());

const ORDER = { kind: 'THUMBNAIL', copy: { headline: 'Hello' }, variants: 2 };

async function asked(path: string, init: RequestInit & { prefer?: string } = {}) {
  const { prefer, headers, ...rest } = init;
  const began = performance.now();
  const answer = await fetch(`${address}${path}`, {
    ...rest,
    headers: { authorization: `Bearer ${t.caller.key}`, ...(prefer && { prefer }), ...headers },
  });
  // biome-ignore lint/suspicious/noExplicitAny: the tests look into answers of every shape
  const body: any = await answer.json();
  const applied = answer.headers.get('preference-applied');
  return { status: answer.status, body, applied, headers: answer.headers, ms: performance.now() - began };
}

const submit = (prefer: string, headers: Record<string, string> = {}) =>
  asked('/v1/generations', {
    method: 'POST',
    body: JSON.stringify(ORDER),
    prefer,
    headers: { 'content-type': 'application/json', ...headers },
  });
const get = (id: string, prefer: string) => asked(`/v1/generations/${id}`, { prefer });

/** The generation that waits, as soon as it is there. */
async function submitted(): Promise<string> {
  const pending = () =>
    t.db.selectFrom('Generation').select('id').where('status', '=', 'PENDING').orderBy('id', 'desc').executeTakeFirst();
  await expect.poll(pending).toBeDefined();
  return (await pending())?.id ?? '';
}

const claim = (id: string) => claimGeneration(t.db, { id, leaseSeconds: 60 });
const outputs = () => [anOutput(), anOutput({ index: 1, variant: 1 })];

test('a submission that waits is 200 with the finished generation, as soon as it has ended', async () => {
  const waiting = submit('respond-async, wait=20');
  const id = await submitted();
  await claim(id);
  await completeGeneration(t.db, { id, attempt: 1, outputs: outputs() });
  const answer = await waiting;
  expect(answer).toMatchObject({ status: 200, applied: 'wait=20' });
  expect(answer.headers.get('location')).toBe(`/v1/generations/${id}`);
  expect(answer.body).toMatchObject({ id, status: 'COMPLETED', assets: [], outputs: [{ index: 0 }, { index: 1 }] });
  expect(answer.ms).toBeLessThan(15_000);
});

test('when the time is over it is 202, with the outputs that are there', async () => {
  const waiting = submit('wait=2');
  const id = await submitted();
  await claim(id);
  const [output = anOutput()] = outputs();
  await announceOutput(t.db, { id, attempt: 1, progress: 1, output });
  const answer = await waiting;
  expect(answer).toMatchObject({ status: 202, applied: 'wait=2' });
  expect(answer.body).toMatchObject({ id, status: 'PROCESSING', progress: { done: 1 }, outputs: [{ id: output.id }] });
  expect(answer.ms).toBeGreaterThan(1_900);
  expect(answer.ms).toBeLessThan(12_000);
  // Another worker takes over: what the first one stored is not shown any more.
  await t.db
    .updateTable('Generation')
    .set({ leaseUntil: new Date(0) })
    .where('id', '=', id)
    .execute();
  await claim(id);
  expect((await get(id, '')).body.outputs).toEqual([]);
});

test('a failure and a cancellation end the wait, too', async () => {
  const failing = submit('wait=20');
  const id = await submitted();
  await claim(id);
  await failGeneration(t.db, { id, attempt: 1, error: { code: 'no_template_fits', message: 'None.' } });
  expect(await failing).toMatchObject({ status: 200, body: { status: 'FAILED', error: { code: 'no_template_fits' } } });

  const cancelled = await aGeneration(t.db, { userId: t.caller.userId });
  const poll = get(cancelled, 'wait=20');
  await delay(100);
  await cancelGeneration(t.db, { userId: t.caller.userId, id: cancelled });
  expect(await poll).toMatchObject({ status: 200, applied: 'wait=20', body: { status: 'CANCELLED' } });
  const again = await get(cancelled, 'wait=20');
  expect(again).toMatchObject({ status: 200, body: { status: 'CANCELLED' } });
  expect(again.ms).toBeLessThan(5_000);
});

test('a repeated submission waits on for what the first one made', async () => {
  const key = { 'idempotency-key': 'waits-on' };
  const first = await submit('wait=0', key);
  expect(first).toMatchObject({ status: 202, applied: 'wait=0', body: { status: 'PENDING' } });
  const again = submit('wait=20', key);
  await delay(100);
  await cancelGeneration(t.db, { userId: t.caller.userId, id: first.body.id });
  expect(await again).toMatchObject({ status: 200, body: { id: first.body.id, status: 'CANCELLED' } });
  const without = await submit('', key);
  expect(without).toMatchObject({ status: 202, applied: null, body: { id: first.body.id, status: 'PENDING' } });
});

test('a long poll waits no longer than is stated, and preferences that make no sense are ignored', async () => {
  const id = await aGeneration(t.db, { userId: t.caller.userId });
  const late = await get(id, 'wait=1');
  expect(late).toMatchObject({ status: 200, applied: 'wait=1', body: { status: 'PENDING' } });
  expect(late.ms).toBeGreaterThan(950);
  expect(late.ms).toBeLessThan(11_000);
  expect(await get(id, 'wait=soon, foo')).toMatchObject({ status: 200, applied: null });
  expect((await asked('/v1/generations/0199c0de-7a11-7000-8000-000000000001', { prefer: 'wait=20' })).status).toBe(404);
});

test('who follows waits no longer than it says, also when nothing else wakes it', async () => {
  const follower = openFollowers().follow({ userId: 'u', keyId: 'k' });
  const waited = follower.until(follower.news, 50);
  expect(await Promise.race([waited, delay(8_000, 'longer')])).toBe('silence');
  follower.leave();
});

test('streams whose clients hang up leave nothing behind', async () => {
  const sockets = Array.from({ length: 20 }, () => dial(address));
  for (const socket of sockets)
    socket.write(`GET /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${t.caller.key}\r\n\r\n`);
  await expect.poll(() => t.feed.following, { timeout: 10_000 }).toBe(20);
  for (const socket of sockets) socket.destroy();
  await expect.poll(() => t.feed.following, { timeout: 3_000 }).toBe(0);
});

test('many that wait hold no connection to the database, and leave nothing behind when they hang up', async () => {
  const id = await aGeneration(t.db, { userId: t.caller.userId });
  const sockets = Array.from({ length: 100 }, () => {
    const socket = dial(address);
    socket.write(
      `GET /v1/generations/${id} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${t.caller.key}\r\nPrefer: wait=50\r\n\r\n`,
    );
    return socket;
  });
  await expect.poll(() => t.feed.following, { timeout: 10_000 }).toBe(100);
  const quick = await get(id, '');
  expect(quick.ms).toBeLessThan(3_000);
  for (const socket of sockets) socket.destroy();
  await expect.poll(() => t.feed.following).toBe(0);
  await Promise.all(sockets.map((socket) => socket.closed || once(socket, 'close')));
});
