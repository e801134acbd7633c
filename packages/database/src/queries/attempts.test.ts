import { MAX_ATTEMPTS } from '@proofsheet/domain';
import { aGeneration, anAnalysis, anAsset, anOutput, aUser, makeReady, testDatabase } from '@proofsheet/testkit';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  announceOutput,
  claimGeneration,
  completeGeneration,
  correctAsset,
  type Db,
  failGeneration,
  findGeneration,
  generationAssets,
  outputsOfGeneration,
  releaseGeneration,
  renewLease,
} from '../index.ts';

let db: Db;
let userId: string;
beforeAll(async () => {
  ({ db } = await testDatabase());
  userId = await aUser(db);
});
afterAll(() => db.destroy());

const leaseSeconds = 30;
const error = { code: 'internal', message: 'It broke.' } as const;

const claim = (id: string) => claimGeneration(db, { id, leaseSeconds });
const aClaimedGeneration = async () => {
  const id = await aGeneration(db, { userId });
  await claim(id);
  return id;
};
const expireLease = (id: string) =>
  sql`update "Generation" set "leaseUntil" = now() - interval '1 ms' where "id" = ${id}`.execute(db);
const stored = (id: string) => db.selectFrom('Generation').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const eventsOf = async (id: string) => {
  const events = await db.selectFrom('Event').select('type').where('generationId', '=', id).orderBy('id').execute();
  return events.map(({ type }) => type.replace('generation.', ''));
};

describe('claiming', () => {
  test('of many that claim at once, exactly one wins', async () => {
    const id = await aGeneration(db, { userId, requestId: 'req-1' });
    const claims = await Promise.all(Array.from({ length: 8 }, () => claim(id)));
    expect(claims.filter(Boolean)).toEqual([
      expect.objectContaining({ id, userId, kind: 'THUMBNAIL', seed: 1, attempt: 1, dispatch: 0, requestId: 'req-1' }),
    ]);
    expect(await eventsOf(id)).toEqual(['created', 'processing']);
  });

  test('of many that claim an expired lease at once, exactly one wins, with the next attempt', async () => {
    const id = await aClaimedGeneration();
    await expireLease(id);
    const claims = await Promise.all(Array.from({ length: 8 }, () => claim(id)));
    expect(claims.filter(Boolean)).toEqual([expect.objectContaining({ id, attempt: 2 })]);
  });

  test('a lease is reckoned by the clock of the database, however wrong this process has it', async () => {
    const id = await aGeneration(db, { userId });
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2001-01-01') });
    try {
      await claim(id);
      expect(await claim(id)).toBeUndefined();
      await renewLease(db, { id, attempt: 1, leaseSeconds: 60 });
    } finally {
      vi.useRealTimers();
    }
    const { rows } = await sql<{ seconds: number }>`
      select extract(epoch from "leaseUntil" - now())::float as "seconds" from "Generation" where "id" = ${id}`.execute(
      db,
    );
    expect(rows[0]?.seconds).toBeGreaterThan(50);
    expect(rows[0]?.seconds).toBeLessThanOrEqual(60);
  });

  test('what is done is not claimed again', async () => {
    const id = await aClaimedGeneration();
    await completeGeneration(db, { id, attempt: 1, outputs: [anOutput()] });
    expect(await claim(id)).toBeUndefined();
  });

  test('no more attempts are given than there are', async () => {
    const id = await aGeneration(db, { userId });
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      expect(await claim(id)).toMatchObject({ attempt });
      await expireLease(id);
    }
    expect(await claim(id)).toBeUndefined();
  });

  test('the assets come in the order of the client, in the role of this picture, with what ingest learned and a person corrected', async () => {
    const [first, second] = [await anAsset(db, { userId }), await anAsset(db, { userId })];
    const assets = [
      { assetId: second, role: 'LOGO' },
      { assetId: first, role: 'PERSON' },
    ] as const;
    const id = await aGeneration(db, { userId, assets });
    await correctAsset(db, { userId, id: first, focus: { x: 0.1, y: 0.2 } });
    const keys = { masterKey: 'master', proxyKey: 'proxy', cutoutKey: 'cutout' };
    await makeReady(db, first, { analysis: anAnalysis(), ...keys });
    const analysis = anAnalysis({ focus: { x: 0.1, y: 0.2 }, focusBy: 'person' });
    expect(await generationAssets(db, id)).toEqual([
      {
        assetId: second,
        role: 'LOGO',
        status: 'PENDING',
        masterKey: null,
        proxyKey: null,
        cutoutKey: null,
        analysis: null,
      },
      { assetId: first, role: 'PERSON', status: 'READY', ...keys, analysis },
    ]);
  });
});

describe('a worker that was overtaken', () => {
  test('changes nothing any more, whatever it tries', async () => {
    const id = await aClaimedGeneration();
    await expireLease(id);
    await claim(id);
    const before = await stored(id);
    const stale = { id, attempt: 1 };
    expect(await renewLease(db, { ...stale, leaseSeconds: 600 })).toBe(false);
    expect(await announceOutput(db, { ...stale, progress: 1, output: anOutput() })).toBe(false);
    expect(await completeGeneration(db, { ...stale, outputs: [anOutput()] })).toBe(false);
    expect(await failGeneration(db, { ...stale, error })).toBe(false);
    expect(await releaseGeneration(db, { ...stale, error, delaySeconds: 0 })).toBeUndefined();
    expect(await stored(id)).toEqual(before);
    expect(await outputsOfGeneration(db, id)).toEqual([]);
    expect(await eventsOf(id)).toEqual(['created', 'processing', 'processing']);
  });

  test('loses against its successor also when both complete at once', async () => {
    const id = await aClaimedGeneration();
    await expireLease(id);
    await claim(id);
    const done = await Promise.all(
      [1, 2].map((attempt) => completeGeneration(db, { id, attempt, outputs: [anOutput({ template: `${attempt}` })] })),
    );
    expect(done).toEqual([false, true]);
    expect(await outputsOfGeneration(db, id)).toMatchObject([{ template: '2' }]);
  });
});

describe('an attempt', () => {
  test('that completes writes state, outputs and event together', async () => {
    const id = await aClaimedGeneration();
    expect(await announceOutput(db, { id, attempt: 1, progress: 1, output: anOutput() })).toBe(true);
    expect(await completeGeneration(db, { id, attempt: 1, outputs: [anOutput({ report: ['any', 'json'] })] })).toBe(
      true,
    );
    expect(await findGeneration(db, { userId, id })).toMatchObject({ status: 'COMPLETED', progress: 1, error: null });
    expect(await outputsOfGeneration(db, id)).toMatchObject([{ index: 0, kind: 'THUMBNAIL', report: ['any', 'json'] }]);
    expect(await eventsOf(id)).toEqual(['created', 'processing', 'output.created', 'completed']);
    expect(await completeGeneration(db, { id, attempt: 1, outputs: [anOutput()] })).toBe(false);
  });

  test('that has not made what was asked for writes nothing', async () => {
    const id = await aClaimedGeneration();
    const outputs = [anOutput({ index: 0 }), anOutput({ index: 1 })];
    await expect(completeGeneration(db, { id, attempt: 1, outputs })).rejects.toThrow('2 outputs');
    await expect(completeGeneration(db, { id, attempt: 1, outputs: [] })).rejects.toThrow('0 outputs');
    expect(await findGeneration(db, { userId, id })).toMatchObject({ status: 'PROCESSING' });
    expect(await eventsOf(id)).toEqual(['created', 'processing']);
  });

  test('that failed for good says why', async () => {
    const id = await aClaimedGeneration();
    expect(await failGeneration(db, { id, attempt: 1, error })).toBe(true);
    expect(await findGeneration(db, { userId, id })).toMatchObject({ status: 'FAILED', error });
    expect((await stored(id)).finishedAt).toBeInstanceOf(Date);
    expect(await eventsOf(id)).toEqual(['created', 'processing', 'failed']);
  });

  test('that is given back can be claimed again, under the next dispatch', async () => {
    const id = await aClaimedGeneration();
    expect(await releaseGeneration(db, { id, attempt: 1, error, delaySeconds: 60 })).toEqual({ dispatch: 1 });
    expect(await findGeneration(db, { userId, id })).toMatchObject({ status: 'PENDING', progress: 0, error });
    expect(await claim(id)).toMatchObject({ attempt: 2, dispatch: 1 });
  });

  test('that was the last one ends as FAILED instead of being given back', async () => {
    const id = await aGeneration(db, { userId });
    for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt++) {
      await claim(id);
      await releaseGeneration(db, { id, attempt, error, delaySeconds: 0 });
    }
    await claim(id);
    expect(await releaseGeneration(db, { id, attempt: MAX_ATTEMPTS, error, delaySeconds: 0 })).toBeUndefined();
    expect(await findGeneration(db, { userId, id })).toMatchObject({ status: 'FAILED', error });
  });
});
