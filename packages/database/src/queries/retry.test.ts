import { generationRequestSchema, MAX_ATTEMPTS, specOf } from '@proofsheet/domain';
import {
  aGeneration,
  anAnalysis,
  anAsset,
  anOutput,
  aUser,
  type ClockedDatabase,
  clockedDatabase,
} from '@proofsheet/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  attemptState,
  beginAnalysis,
  cancelGeneration,
  cancelOverdue,
  claimGeneration,
  completeGeneration,
  failGeneration,
  findAsset,
  findGeneration,
  finishAnalysis,
  hasFailedBefore,
  LONGEST_ANALYSIS_SECONDS,
  reclaimExpiredLeases,
  releaseGeneration,
  retryGeneration,
  trimEvents,
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

const error = { code: 'internal', message: 'It broke.' } as const;
const claim = (id: string) => claimGeneration(clock.db, { id, leaseSeconds: 60 });
const find = (id: string) => findGeneration(clock.db, { userId, id });
const retry = (id: string) => clock.db.transaction().execute((tx) => retryGeneration(tx, { userId, id }));

test('a retry gives all attempts again, under numbers that no worker of the run before can use', async () => {
  const id = await aGeneration(clock.db, { userId });
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    expect(await claim(id)).toMatchObject({ attempt });
    await clock.advance(61);
    await reclaimExpiredLeases(clock.db, { limit: 10 });
  }
  expect(await find(id)).toMatchObject({ status: 'FAILED' });
  expect(await retry(id)).toMatchObject({ id, kind: 'THUMBNAIL' });
  expect(await hasFailedBefore(clock.db, id)).toBe(false);
  expect(await claim(id)).toMatchObject({ attempt: MAX_ATTEMPTS + 1, excused: MAX_ATTEMPTS });
  expect(await completeGeneration(clock.db, { id, attempt: MAX_ATTEMPTS, outputs: [anOutput()] })).toBe(false);
  await clock.advance(61);
  expect(await reclaimExpiredLeases(clock.db, { limit: 10 })).toMatchObject([{ id }]);
  expect(await hasFailedBefore(clock.db, id)).toBe(true);
});

test('a deadline counts anew from the retry', async () => {
  const id = await aGeneration(clock.db, { userId, deadlineSeconds: 100 });
  await claim(id);
  await failGeneration(clock.db, { id, attempt: 1, error });
  await clock.advance(1000);
  await retry(id);
  await clock.advance(90);
  expect(await cancelOverdue(clock.db, { limit: 10 })).toBe(0);
  await clock.advance(20);
  expect(await cancelOverdue(clock.db, { limit: 10 })).toBe(1);
  expect(await retry(id), 'what was cancelled is not retried').toBeUndefined();
});

describe('a COMPLETED generation that lacks an output, once it is retried,', () => {
  const spec = specOf(
    generationRequestSchema.parse({ kind: 'THUMBNAIL', copy: { headline: 'Hi' }, variants: 2, onOutputError: 'skip' }),
  );
  const missing = [{ index: 1, variant: 1, format: 'square', code: 'no_template_fits', message: 'No.' }] as const;

  async function retried(deadlineSeconds?: number): Promise<string> {
    const id = await aGeneration(clock.db, { userId, spec, deadlineSeconds });
    await claim(id);
    await completeGeneration(clock.db, { id, attempt: 1, outputs: [anOutput()], missing });
    await retry(id);
    return id;
  }
  const imagesOf = (generationId: string) =>
    clock.db.selectFrom('Output').select(['index', 'objectKey']).where('generationId', '=', generationId).execute();
  const asBefore = { status: 'COMPLETED', progress: 1, missing, finishedAt: expect.any(Date) };

  /** Each ends the retry in another way, before or after a worker took it. */
  const ENDS: Record<string, (id: string) => Promise<unknown>> = {
    'is cancelled before a worker has it': (id) => cancelGeneration(clock.db, { userId, id }),
    'is cancelled while a worker has it': (id) => claim(id).then(() => cancelGeneration(clock.db, { userId, id })),
    'overruns its deadline in the queue': () => clock.advance(101).then(() => cancelOverdue(clock.db, { limit: 9 })),
    'overruns its deadline with a worker': async (id) => {
      await claim(id);
      await clock.advance(101);
      expect(await attemptState(clock.db, { id, attempt: 2 })).toBe('cancelled');
    },
    fails: (id) => claim(id).then(() => failGeneration(clock.db, { id, attempt: 2, error })),
  };

  test.each(Object.entries(ENDS))('and %s, is as it was, and may be retried again', async (_, end) => {
    const id = await retried(100);
    const images = await imagesOf(id);
    await end(id);
    expect(await find(id)).toMatchObject(asBefore);
    expect(await imagesOf(id)).toEqual(images);
    expect(await completeGeneration(clock.db, { id, attempt: 2, outputs: [anOutput({ index: 1, variant: 1 })] })).toBe(
      false,
    );
    expect(await retry(id)).toMatchObject({ id });
    expect(await claim(id)).toMatchObject({ kept: 1 });
  });

  test('and is cancelled just as a worker completes it, is one or the other, never in between', async () => {
    const ends = { completed: 0, cancelled: 0 };
    for (let round = 0; round < 30; round += 1) {
      const id = await retried();
      const attempt = (await claim(id))?.attempt ?? 0;
      const outputs = [anOutput({ index: 1, variant: 1 })];
      const completing = () => completeGeneration(clock.db, { id, attempt, outputs });
      const cancelling = () => cancelGeneration(clock.db, { userId, id });
      const [completed, cancelled] =
        round % 2 === 0
          ? await Promise.all([completing(), cancelling()])
          : (await Promise.all([cancelling(), completing()])).toReversed();
      expect(completed).toBe(!cancelled);
      ends[completed ? 'completed' : 'cancelled'] += 1;
      const whole = { status: 'COMPLETED', progress: 2, missing: [] };
      expect(await find(id)).toMatchObject(completed ? whole : asBefore);
      expect(await imagesOf(id)).toHaveLength(completed ? 2 : 1);
    }
    expect(ends.completed).toBeGreaterThan(0);
    expect(ends.cancelled).toBeGreaterThan(0);
  });
});

test('an attempt that is excused does not count, however often', async () => {
  const id = await aGeneration(clock.db, { userId });
  for (let attempt = 1; attempt <= 2 * MAX_ATTEMPTS; attempt += 1) {
    expect(await claim(id)).toMatchObject({ attempt, excused: attempt - 1 });
    expect(await releaseGeneration(clock.db, { id, attempt, error, delaySeconds: 0, excused: true })).toBeDefined();
  }
  expect(await hasFailedBefore(clock.db, id)).toBe(false);
});

test('events are forgotten by their age, a page at a time, the oldest first', async () => {
  for (let made = 0; made < 5; made += 1) await aGeneration(clock.db, { userId });
  expect(await trimEvents(clock.db, { days: 30, limit: 100 })).toBe(0);
  await clock.advance(30 * 24 * 3600);
  const before = await clock.db.selectFrom('Event').select('id').orderBy('id').execute();
  expect(await trimEvents(clock.db, { days: 30, limit: 3 })).toBe(3);
  const left = await clock.db.selectFrom('Event').select('id').orderBy('id').execute();
  expect(left).toEqual(before.slice(3));
});

test('an analysis that has taken too long writes nothing: its files may have been collected', async () => {
  const [quick, late] = [await anAsset(clock.db, { userId }), await anAsset(clock.db, { userId })];
  const begun = [await beginAnalysis(clock.db, { id: quick }), await beginAnalysis(clock.db, { id: late })];
  const finished = { analysis: anAnalysis(), masterKey: 'm', proxyKey: null, cutoutKey: null };
  await clock.advance(LONGEST_ANALYSIS_SECONDS - 5);
  expect(await finishAnalysis(clock.db, begun[0] ?? expect.fail(), finished)).toBe(true);
  await clock.advance(10);
  expect(await finishAnalysis(clock.db, begun[1] ?? expect.fail(), finished)).toBe(false);
  expect(await findAsset(clock.db, { userId, id: late })).toMatchObject({ status: 'PENDING', masterKey: null });
});
