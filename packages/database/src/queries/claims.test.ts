import { aGeneration, aUser, type TestDatabase, testDatabase } from '@proofsheet/testkit';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  claimGeneration,
  completeGeneration,
  failGeneration,
  findGeneration,
  type NewOutput,
  outputsOfGeneration,
  reclaimExpiredLeases,
  releaseGeneration,
  renewLease,
} from '../index.ts';

let database: TestDatabase;
let userId: string;
beforeAll(async () => {
  database = await testDatabase();
  userId = await aUser(database.db);
});
afterAll(() => database.db.destroy());

const output = (index: number, key: string): NewOutput => ({
  index,
  variant: 0,
  template: 't',
  templateVersion: 1,
  format: 'youtube-thumbnail',
  width: 1280,
  height: 720,
  mediaType: 'image/jpeg',
  bytes: 10,
  sha256: 'x',
  objectKey: key,
  placeholder: 'p',
  score: 1,
  report: {},
});
const expireLease = (id: string) =>
  database.db
    .updateTable('Generation')
    .set({ leaseUntil: sql`now() - interval '1 second'` })
    .where('id', '=', id)
    .execute();

test('of many concurrent claims exactly one wins', async () => {
  const id = await aGeneration(database.db, { userId });
  const claims = await Promise.all(
    Array.from({ length: 8 }, () => claimGeneration(database.db, { id, leaseSeconds: 30 })),
  );
  expect(claims.filter(Boolean)).toHaveLength(1);
  expect(claims.find(Boolean)).toMatchObject({ attempt: 1, userId });
});

test('an expired lease is claimed again, and the first worker then changes nothing', async () => {
  const id = await aGeneration(database.db, { userId });
  await claimGeneration(database.db, { id, leaseSeconds: 30 });
  expect(await claimGeneration(database.db, { id, leaseSeconds: 30 })).toBeUndefined();
  await expireLease(id);
  expect(await claimGeneration(database.db, { id, leaseSeconds: 30 })).toMatchObject({ attempt: 2 });

  expect(await renewLease(database.db, { id, attempt: 1, leaseSeconds: 30 })).toBe(false);
  expect(await failGeneration(database.db, { id, attempt: 1, error: { code: 'x', message: 'x' } })).toBe(false);
  expect(await completeGeneration(database.db, { id, attempt: 1, outputs: [output(0, `${id}/late`)] })).toBe(false);
  expect(await outputsOfGeneration(database.db, id)).toHaveLength(0);

  expect(await completeGeneration(database.db, { id, attempt: 2, outputs: [output(0, `${id}/good`)] })).toBe(true);
  expect(await findGeneration(database.db, { userId, id })).toMatchObject({ status: 'COMPLETED', progress: 1 });
});

test('a generation is not completed with fewer outputs than were asked for', async () => {
  const id = await aGeneration(database.db, { userId });
  await claimGeneration(database.db, { id, leaseSeconds: 30 });
  expect(await completeGeneration(database.db, { id, attempt: 1, outputs: [] })).toBe(false);
});

test('a released generation waits for its backoff under a fresh dispatch', async () => {
  const id = await aGeneration(database.db, { userId });
  await claimGeneration(database.db, { id, leaseSeconds: 30 });
  const error = { code: 'internal', message: 'x' };
  expect(await releaseGeneration(database.db, { id, attempt: 1, error, delaySeconds: 60 })).toEqual({ dispatch: 1 });
  expect(await claimGeneration(database.db, { id, leaseSeconds: 30 })).toBeUndefined();
});

test('workers that die use up attempts until the generation fails', async () => {
  const id = await aGeneration(database.db, { userId });
  for (let attempt = 1; attempt <= 5; attempt++) {
    expect(await claimGeneration(database.db, { id, leaseSeconds: 30 })).toMatchObject({ attempt });
    await expireLease(id);
    const dispatched = await reclaimExpiredLeases(database.db, { limit: 100 });
    expect(dispatched.map((row) => row.id)).toEqual(attempt < 5 ? [id] : []);
  }
  const row = await findGeneration(database.db, { userId, id });
  expect(row).toMatchObject({ status: 'FAILED', error: { code: 'attempts_exhausted' } });
});
