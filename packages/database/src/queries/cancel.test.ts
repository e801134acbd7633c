import { aGeneration, anOutput, aUser, type ClockedDatabase, clockedDatabase } from '@proofsheet/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  attemptState,
  cancelGeneration,
  cancelOverdue,
  changeGeneration,
  claimGeneration,
  completeGeneration,
  expireGenerations,
  failGeneration,
  findGeneration,
  retryGeneration,
} from '../index.ts';

let clock: ClockedDatabase;
let userId: string;
beforeAll(async () => {
  clock = await clockedDatabase();
});
beforeEach(async () => {
  userId = await aUser(clock.db);
});
afterAll(() => clock.db.destroy());

const submit = (deadlineSeconds?: number) => aGeneration(clock.db, { userId, deadlineSeconds });
const claim = (id: string) => claimGeneration(clock.db, { id, leaseSeconds: 600 });
const find = (id: string) => findGeneration(clock.db, { userId, id });
const eventsOf = async (generationId: string) => {
  const query = clock.db.selectFrom('Event').select('type').where('generationId', '=', generationId);
  return (await query.orderBy('id').execute()).map(({ type }) => type);
};

test('what waits is cancelled, and can be claimed no more', async () => {
  const id = await submit();
  expect(await cancelGeneration(clock.db, { userId, id })).toBe(true);
  expect(await find(id)).toMatchObject({ status: 'CANCELLED', error: null, finishedAt: expect.any(Date) });
  expect(await claim(id)).toBeUndefined();
  expect(await eventsOf(id)).toEqual(['generation.created', 'generation.cancelled']);
});

test('what runs is cancelled: its worker learns of it, and completes nothing', async () => {
  const id = await submit();
  await claim(id);
  expect(await attemptState(clock.db, { id, attempt: 1 })).toBe('ours');
  expect(await cancelGeneration(clock.db, { userId, id })).toBe(true);
  expect(await attemptState(clock.db, { id, attempt: 1 })).toBe('cancelled');
  expect(await completeGeneration(clock.db, { id, attempt: 1, outputs: [anOutput()] })).toBe(false);
  expect((await find(id))?.status).toBe('CANCELLED');
});

test('what has ended stays as it is, and so does what is not the user’s own', async () => {
  const id = await submit();
  const other = await aUser(clock.db);
  expect(await cancelGeneration(clock.db, { userId: other, id })).toBe(false);
  await claim(id);
  await completeGeneration(clock.db, { id, attempt: 1, outputs: [anOutput()] });
  expect(await cancelGeneration(clock.db, { userId, id })).toBe(false);
  expect((await find(id))?.status).toBe('COMPLETED');
});

test('an attempt that another worker took over is lost', async () => {
  const id = await submit();
  await claim(id);
  await clock.advance(601);
  await claim(id);
  expect(await attemptState(clock.db, { id, attempt: 1 })).toBe('lost');
  expect(await attemptState(clock.db, { id, attempt: 2 })).toBe('ours');
});

test('the sweep cancels what waits past its deadline and says why; what has time left, or none set, stays', async () => {
  const [late, later, unbounded] = [await submit(60), await submit(120), await submit()];
  await clock.advance(61);
  expect(await claim(late)).toBeUndefined();
  expect(await cancelOverdue(clock.db, { limit: 100 })).toBe(1);
  expect(await find(late)).toMatchObject({ status: 'CANCELLED', error: { code: 'deadline_exceeded' } });
  expect(await cancelOverdue(clock.db, { limit: 100 })).toBe(0);
  for (const id of [later, unbounded]) expect((await find(id))?.status).toBe('PENDING');
});

test('what runs past its deadline is ended by the worker that is at it', async () => {
  const id = await submit(60);
  await claim(id);
  await clock.advance(59);
  expect(await attemptState(clock.db, { id, attempt: 1 })).toBe('ours');
  await clock.advance(2);
  expect(await attemptState(clock.db, { id, attempt: 1 })).toBe('cancelled');
  expect(await find(id)).toMatchObject({ status: 'CANCELLED', error: { code: 'deadline_exceeded' } });
});

test('several sweeps at once cancel each generation once', async () => {
  await clock.advance(3600);
  await cancelOverdue(clock.db, { limit: 100 });
  await Promise.all(Array.from({ length: 30 }, () => submit(10)));
  await clock.advance(11);
  const counts = await Promise.all(Array.from({ length: 5 }, () => cancelOverdue(clock.db, { limit: 100 })));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(30);
});

const expiring = (more = {}) => aGeneration(clock.db, { userId, expiresAfter: 100, ...more });
const expire = () => expireGenerations(clock.db, { limit: 100 });
async function completed(more = {}): Promise<string> {
  const id = await expiring(more);
  await claim(id);
  await completeGeneration(clock.db, { id, attempt: 1, outputs: [anOutput()] });
  return id;
}

test('a generation goes so long after its end, however it ended, and says that it has expired; no other does', async () => {
  const [waits, stays, done, cancelled] = [
    await expiring(),
    await completed({ expiresAfter: null }),
    await completed(),
    await expiring(),
  ];
  expect((await find(waits))?.expiresAt).toBeNull();
  await cancelGeneration(clock.db, { userId, id: cancelled });
  const { finishedAt, expiresAt } = (await find(done)) ?? expect.fail();
  expect(+(expiresAt ?? 0) - +(finishedAt ?? 0)).toBe(100_000);
  await clock.advance(99);
  expect(await expire()).toBe(0);
  await clock.advance(2);
  expect(await expire()).toBe(2);
  expect(await expire()).toBe(0);
  expect([await find(done), await find(cancelled)]).toEqual([undefined, undefined]);
  expect(
    await clock.db
      .selectFrom('Output')
      .select('id')
      .where('generationId', '=', done)
      .where('deletedAt', 'is', null)
      .execute(),
  ).toEqual([]);
  for (const id of [waits, stays]) expect(await find(id)).toBeDefined();
  const told = clock.db.selectFrom('Event').select(['type', 'data']).where('generationId', '=', done);
  expect(await told.execute()).toEqual([{ type: 'generation.deleted', data: { reason: 'expired' } }]);
});

test('while it is retried it does not expire, and its time begins anew; a user may shorten, lengthen or end it', async () => {
  const id = await expiring();
  await claim(id);
  await failGeneration(clock.db, { id, attempt: 1, error: { code: 'internal', message: 'It broke.' } });
  await clock.db.transaction().execute((tx) => retryGeneration(tx, { userId, id }));
  await clock.advance(101);
  expect(await expire()).toBe(0);
  await claim(id);
  await completeGeneration(clock.db, { id, attempt: 2, outputs: [anOutput()] });
  await changeGeneration(clock.db, { userId, id, expiresAfter: 200 });
  await clock.advance(150);
  expect(await expire()).toBe(0);
  await changeGeneration(clock.db, { userId, id, expiresAfter: null });
  await clock.advance(100);
  expect([await expire(), (await find(id))?.expiresAt]).toEqual([0, null]);
  await changeGeneration(clock.db, { userId, id, expiresAfter: 60 });
  expect(await expire()).toBe(1);
});
