import { aUser, type ClockedDatabase, clockedDatabase } from '@proofsheet/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { findAnswer, IDEMPOTENCY_SECONDS, keepAnswer, takeKey, trimIdempotencyKeys } from '../index.ts';

let clock: ClockedDatabase;
let userId: string;
beforeAll(async () => {
  clock = await clockedDatabase();
});
beforeEach(async () => {
  userId = await aUser(clock.db);
});
afterAll(() => clock.db.destroy());

const answer = { status: 201, body: { id: 'p1' } };
const once = (fingerprint = 'f1', key = 'k1', operation = 'createProject') => ({ userId, key, operation, fingerprint });

function take(request = once()) {
  return clock.db.transaction().execute(async (tx) => {
    const earlier = await takeKey(tx, request);
    if (!earlier) await keepAnswer(tx, request, answer);
    return earlier;
  });
}

test('a key is ours once; then it gives the answer, or tells that the request differs', async () => {
  expect(await take()).toBeUndefined();
  expect(await take()).toEqual({ answer });
  expect(await take(once('f2'))).toBe('differs');
  expect(await take(once('f1', 'k1', 'submitGeneration'))).toBe('differs');
  expect(await take(once('f1', 'k2'))).toBeUndefined();
});

test("another user's key of the same name is another key", async () => {
  await take();
  userId = await aUser(clock.db);
  expect(await take()).toBeUndefined();
});

test('for a day, and then it may be used for something new', async () => {
  await take();
  await clock.advance(IDEMPOTENCY_SECONDS - 60);
  expect(await findAnswer(clock.db, once())).toEqual({ answer });
  expect(await take()).toEqual({ answer });
  await clock.advance(61);
  expect(await findAnswer(clock.db, once())).toBeUndefined();
  expect(await take(once('f2'))).toBeUndefined();
  expect(await take(once('f2'))).toEqual({ answer });
});

test('a key whose transaction rolls back was never taken', async () => {
  const failing = clock.db.transaction().execute(async (tx) => {
    await takeKey(tx, once());
    throw new Error('nothing was created');
  });
  await expect(failing).rejects.toThrow('nothing was created');
  expect(await take(once('f2'))).toBeUndefined();
});

test('a twin waits for the first one and gets its answer', async () => {
  const first = await clock.db.startTransaction().execute();
  expect(await takeKey(first, once())).toBeUndefined();
  let settled = false;
  const twin = take().finally(() => {
    settled = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(settled).toBe(false);
  await keepAnswer(first, once(), answer);
  await first.commit().execute();
  expect(await twin).toEqual({ answer });
});

test('old keys are trimmed, young ones stay', async () => {
  await take();
  await clock.advance(IDEMPOTENCY_SECONDS + 1);
  await take(once('f1', 'young'));
  expect(await trimIdempotencyKeys(clock.db, { limit: 1000 })).toBeGreaterThanOrEqual(1);
  const rows = await clock.db.selectFrom('IdempotencyKey').select('key').where('userId', '=', userId).execute();
  expect(rows).toEqual([{ key: 'young' }]);
});
