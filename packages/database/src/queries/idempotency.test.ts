import { aUser, type ClockedDatabase, clockedDatabase } from '@proofsheet/testkit';
import { sql } from 'kysely';
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

test('of two equal requests at once the second waits for the first one and gets its answer', async () => {
  const first = await clock.db.startTransaction().execute();
  expect(await takeKey(first, once())).toBeUndefined();
  const second = take();
  await expect.poll(waitingForALock, { timeout: 10_000 }).toBe(1);
  await keepAnswer(first, once(), answer);
  await first.commit().execute();
  expect(await second).toEqual({ answer });
});

/** How many sessions of this database wait for another one's lock. */
async function waitingForALock(): Promise<number> {
  const waiting = sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  return (await waiting.execute(clock.db)).rows.length;
}

test('old keys are trimmed, young ones stay', async () => {
  await take();
  await clock.advance(IDEMPOTENCY_SECONDS + 1);
  await take(once('f1', 'young'));
  expect(await trimIdempotencyKeys(clock.db, { limit: 1000 })).toBeGreaterThanOrEqual(1);
  const rows = await clock.db.selectFrom('IdempotencyKey').select('key').where('userId', '=', userId).execute();
  expect(rows).toEqual([{ key: 'young' }]);
});
