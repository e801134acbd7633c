import { MAX_ATTEMPTS } from '@proofsheet/domain';
import { aGeneration, anAsset, aUser, testDatabase } from '@proofsheet/testkit';
import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import {
  claimGeneration,
  type Db,
  findGeneration,
  pendingAssets,
  pendingGenerations,
  reclaimExpiredLeases,
  redispatch,
  rejectAsset,
  releaseGeneration,
} from '../index.ts';

const opened: Db[] = [];
let db: Db;
let userId: string;
beforeEach(async () => {
  ({ db } = await testDatabase());
  opened.push(db);
  userId = await aUser(db);
});
afterAll(() => Promise.all(opened.map((one) => one.destroy())));

const everything = { olderThanSeconds: 0, limit: 100 };
const claim = (id: string) => claimGeneration(db, { id, leaseSeconds: 30 });
const expireLeases = () =>
  sql`update "Generation" set "leaseUntil" = now() - interval '1 ms' where "leaseUntil" is not null`.execute(db);

describe('leases that ran out', () => {
  test('go back to PENDING under the next dispatch; a live one is left alone', async () => {
    const [dead, live] = [await aGeneration(db, { userId, requestId: 'req-1' }), await aGeneration(db, { userId })];
    await claim(dead);
    await expireLeases();
    await claim(live);
    const dispatch = { id: dead, userId, kind: 'THUMBNAIL', dispatch: 1, requestId: 'req-1' };
    expect(await reclaimExpiredLeases(db, { limit: 100 })).toEqual([dispatch]);
    expect(await findGeneration(db, { userId, id: dead })).toMatchObject({ status: 'PENDING', attempt: 1 });
    expect(await findGeneration(db, { userId, id: live })).toMatchObject({ status: 'PROCESSING' });
  });

  test('end as FAILED with an event when every attempt was used up', async () => {
    const id = await aGeneration(db, { userId });
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      await claim(id);
      await expireLeases();
    }
    expect(await reclaimExpiredLeases(db, { limit: 100 })).toEqual([]);
    const error = { code: 'attempts_exhausted' };
    expect(await findGeneration(db, { userId, id })).toMatchObject({ status: 'FAILED', error });
    const last = await db.selectFrom('Event').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirst();
    expect(last).toMatchObject({ type: 'generation.failed', userId, generationId: id, data: error });
  });

  test('are reclaimed once by many sweeps at the same time', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => aGeneration(db, { userId })));
    await Promise.all(ids.map(claim));
    await expireLeases();
    const sweeps = await Promise.all(Array.from({ length: 4 }, () => reclaimExpiredLeases(db, { limit: 5 })));
    const rest = await reclaimExpiredLeases(db, { limit: 100 });
    const reclaimed = [...sweeps.flat(), ...rest];
    expect(reclaimed.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expect(reclaimed.every(({ dispatch }) => dispatch === 1)).toBe(true);
  });
});

describe('PENDING generations', () => {
  test('are found when they are old enough, page by page, until all were seen', async () => {
    const ids = [];
    for (let made = 0; made < 5; made++) ids.push(await aGeneration(db, { userId }));
    expect(await pendingGenerations(db, { olderThanSeconds: 60, limit: 100 })).toEqual([]);
    const page = (after?: string) => pendingGenerations(db, { olderThanSeconds: 0, limit: 2, after });
    const seen = await page();
    for (let read = 2; read === 2; ) {
      const next = await page(seen.at(-1)?.id);
      seen.push(...next);
      read = next.length;
    }
    expect(seen.map(({ id }) => id)).toEqual(ids);
  });

  test('in their backoff are left alone', async () => {
    const [waiting, ready] = [await aGeneration(db, { userId }), await aGeneration(db, { userId })];
    const error = { code: 'internal', message: 'x' } as const;
    for (const [id, delaySeconds] of [
      [waiting, 60],
      [ready, 0],
    ] as const) {
      await claim(id);
      await releaseGeneration(db, { id, attempt: 1, error, delaySeconds });
    }
    expect(await pendingGenerations(db, everything)).toMatchObject([{ id: ready, dispatch: 1 }]);
  });

  test('are dispatched again under the next number; what runs or is done is not', async () => {
    const [pending, running] = [await aGeneration(db, { userId }), await aGeneration(db, { userId })];
    await claim(running);
    const rows = [pending, running].map((id) => ({ id, dispatch: 0 }));
    expect(await redispatch(db, { rows })).toMatchObject([{ id: pending, dispatch: 1 }]);
    expect(await redispatch(db, { rows: [{ id: pending, dispatch: 1 }] })).toMatchObject([
      { id: pending, dispatch: 2 },
    ]);
    expect(await redispatch(db, { rows: [] })).toEqual([]);
    expect(await findGeneration(db, { userId, id: running })).toMatchObject({ status: 'PROCESSING' });
    expect(await pendingGenerations(db, { olderThanSeconds: 5, limit: 100 })).toEqual([]);
  });
});

test('a lost row that many sweeps find at the same time is dispatched by one of them', async () => {
  const rows = [{ id: await aGeneration(db, { userId }), dispatch: 0 }];
  const dispatched = await Promise.all(Array.from({ length: 6 }, () => redispatch(db, { rows })));
  expect(dispatched.flat()).toHaveLength(1);
});

test('PENDING assets are found when they are old enough; settled ones never', async () => {
  const [pending, rejected] = [await anAsset(db, { userId, requestId: 'req-1' }), await anAsset(db, { userId })];
  await rejectAsset(db, { id: rejected }, { code: 'upload_not_an_image', message: 'x' });
  expect(await pendingAssets(db, { olderThanSeconds: 60, limit: 100 })).toEqual([]);
  expect(await pendingAssets(db, everything)).toMatchObject([{ id: pending, requestId: 'req-1' }]);
});
