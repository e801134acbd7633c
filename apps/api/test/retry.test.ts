import { claimGeneration, completeGeneration, failGeneration, setShare } from '@proofsheet/database';
import { jobIds } from '@proofsheet/queue';
import { anOutput } from '@proofsheet/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from './harness.ts';

let t: TestApi;
beforeAll(async () => {
  t = await startTestApi();
});
afterAll(() => t.close());

const order = { kind: 'THUMBNAIL', copy: { headline: 'Hello' }, variants: 2, onOutputError: 'skip' };
const submit = async (as = t.caller) => {
  const answer = await t.call({ method: 'POST', url: '/v1/generations', payload: order, as });
  expect(answer.status).toBe(202);
  return answer.body;
};
const retry = (id: string, headers = {}, as = t.caller) =>
  t.call({ method: 'POST', url: `/v1/generations/${id}/retry`, headers, as });
const missing = [
  { index: 1, variant: 1, format: 'youtube-thumbnail', code: 'no_template_fits', message: 'No.' },
] as const;

/** Made but for one output, as a worker leaves it. */
async function partly(): Promise<string> {
  const { id } = await submit();
  const claim = await claimGeneration(t.db, { id, leaseSeconds: 60 });
  expect(await completeGeneration(t.db, { id, attempt: claim?.attempt ?? 0, outputs: [anOutput()], missing })).toBe(
    true,
  );
  return id;
}

test('what could not be made is named, and a retry has it made; the same answer comes while it is at it', async () => {
  const id = await partly();
  const { body } = await t.call({ url: `/v1/generations/${id}` });
  expect(body).toMatchObject({ status: 'COMPLETED', progress: { done: 1, total: 2 }, missing, attempt: 1 });
  expect(body.spec.onOutputError).toBe('skip');

  const first = await retry(id);
  expect(first).toMatchObject({ status: 202, headers: { location: `/v1/generations/${id}` } });
  expect(first.body).toMatchObject({
    status: 'PENDING',
    progress: { done: 1, total: 2 },
    attempt: 0,
    finishedAt: null,
  });
  expect(await retry(id)).toMatchObject({ status: 202, body: first.body });
  await expect.poll(() => t.queues.liveJobs('thumbnail', [jobIds.generation(id, 1)])).toHaveProperty('size', 1);
  expect((await t.queues.liveJobs('thumbnail', [jobIds.generation(id, 2)])).size).toBe(0);
});

test('ten retries at once retry once', async () => {
  const id = await partly();
  const answers = await Promise.all(Array.from({ length: 10 }, () => retry(id)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
  const row = await t.db.selectFrom('Generation').select('dispatch').where('id', '=', id).executeTakeFirst();
  expect(row?.dispatch).toBe(1);
});

test('a key makes a retry safe to repeat, also when it is done already', async () => {
  const id = await partly();
  const key = { 'idempotency-key': `retry-${id}` };
  const first = await retry(id, key);
  const claim = await claimGeneration(t.db, { id, leaseSeconds: 60 });
  const outputs = [anOutput({ index: 1, variant: 1 })];
  expect(await completeGeneration(t.db, { id, attempt: claim?.attempt ?? 0, outputs })).toBe(true);
  expect(await retry(id, key)).toMatchObject({ status: 202, body: first.body });
  expect((await t.call({ url: `/v1/generations/${id}` })).body).toMatchObject({ status: 'COMPLETED', missing: [] });
});

test('cancelling a retry leaves the images that were made, and it can be retried again', async () => {
  const id = await partly();
  const before = (await t.call({ url: `/v1/generations/${id}` })).body;
  await retry(id);
  await claimGeneration(t.db, { id, leaseSeconds: 60 });
  const cancelled = await t.call({ method: 'POST', url: `/v1/generations/${id}/cancel` });
  expect(cancelled).toMatchObject({ status: 200, body: { id, status: 'COMPLETED', missing, error: null } });
  const after = (await t.call({ url: `/v1/generations/${id}` })).body;
  expect(after).toMatchObject({ status: 'COMPLETED', progress: before.progress, missing: before.missing });
  expect(after.outputs.map(({ id }: { id: string }) => id)).toEqual(before.outputs.map(({ id }: { id: string }) => id));
  expect((await t.call({ method: 'POST', url: `/v1/generations/${id}/cancel` })).status).toBe(409);
  expect(await retry(id)).toMatchObject({ status: 202, body: { status: 'PENDING' } });
});

test('FAILED is retried; what waits, is whole or was cancelled is 409 with its state; what is not theirs is 404', async () => {
  const { id } = await submit();
  expect(await retry(id)).toMatchObject({ status: 409, body: { code: 'nothing_to_retry' } });
  expect((await retry(id)).body.detail).toContain('PENDING');
  await claimGeneration(t.db, { id, leaseSeconds: 60 });
  await failGeneration(t.db, { id, attempt: 1, error: { code: 'internal', message: 'It broke.' } });
  expect((await retry(id, {}, await t.newCaller())).status).toBe(404);
  expect(await retry(id)).toMatchObject({ status: 202, body: { status: 'PENDING', error: null } });

  await claimGeneration(t.db, { id, leaseSeconds: 60 });
  const outputs = [0, 1].map((index) => anOutput({ index, variant: index }));
  await completeGeneration(t.db, { id, attempt: 2, outputs });
  expect((await retry(id)).body.detail).toContain('COMPLETED');
  const cancelled = await submit();
  await t.call({ method: 'POST', url: `/v1/generations/${cancelled.id}/cancel` });
  expect((await retry(cancelled.id)).body.detail).toContain('CANCELLED');
});

test('a user with too many unfinished generations is told to come back later; others are not', async () => {
  const busy = await t.newCaller();
  await setShare(t.db, { userId: busy.userId, unfinishedLimit: 2 });
  for (const _ of [1, 2]) await submit(busy);
  const refused = await t.call({ method: 'POST', url: '/v1/generations', payload: order, as: busy });
  expect(refused).toMatchObject({
    status: 429,
    body: { code: 'too_many_unfinished' },
    headers: { 'retry-after': '10' },
  });
  expect(refused.headers['content-type']).toBe('application/problem+json');
  await submit();

  const { body } = await t.call({ url: '/v1/generations', as: busy });
  await t.call({ method: 'POST', url: `/v1/generations/${body.items[0].id}/cancel`, as: busy });
  await submit(busy);
});

test('at the limit a retry is refused for its state first, and for the limit only when it would add to it', async () => {
  const busy = await t.newCaller();
  const { id: broken } = await submit(busy);
  await claimGeneration(t.db, { id: broken, leaseSeconds: 60 });
  await failGeneration(t.db, { id: broken, attempt: 1, error: { code: 'internal', message: 'It broke.' } });
  await setShare(t.db, { userId: busy.userId, unfinishedLimit: 1 });
  const { id: waiting } = await submit(busy);
  expect((await retry(waiting, {}, busy)).body).toMatchObject({ status: 409, code: 'nothing_to_retry' });
  expect((await retry(broken, {}, busy)).body).toMatchObject({ status: 429, code: 'too_many_unfinished' });
  const url = `/v1/generations/${broken}`;
  expect((await t.call({ url, as: busy })).body).toMatchObject({ status: 'FAILED', error: { code: 'internal' } });

  await t.call({ method: 'POST', url: `/v1/generations/${waiting}/cancel`, as: busy });
  expect((await retry(broken, {}, busy)).status).toBe(202);
  expect((await retry(broken, {}, busy)).body).toMatchObject({ id: broken, status: 'PENDING' });
});

test('twenty orders at once do not go over the limit', async () => {
  const busy = await t.newCaller();
  await setShare(t.db, { userId: busy.userId, unfinishedLimit: 5 });
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => t.call({ method: 'POST', url: '/v1/generations', payload: order, as: busy })),
  );
  const statuses = answers.map(({ status }) => status).sort();
  expect(statuses).toEqual([...Array(5).fill(202), ...Array(15).fill(429)]);
});

test('a heavier user comes as if there were less to do', async () => {
  const heavy = await t.newCaller();
  await setShare(t.db, { userId: heavy.userId, weight: 4 });
  for (let index = 0; index < 7; index += 1) await submit(heavy);
  const { id } = await submit(heavy);
  const queue = t.queues.bull.find(({ name }) => name === 'thumbnail');
  await expect.poll(async () => (await queue?.getJob(jobIds.generation(id, 0)))?.opts.priority).toBe(3);
});
