import { cancelGeneration, findGeneration } from '@proofsheet/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeGeneration } from '../src/generation/make-generation.ts';
import { aJob, openTestSystem, type TestSystem } from './harness.ts';

let system: TestSystem;
beforeAll(async () => {
  system = await openTestSystem();
});
afterAll(() => system?.close());

test('a running generation that is cancelled stops within a second, and leaves no file', async () => {
  const id = await system.submit({ variants: 8 }, [await system.upload()]);
  let cancelledAt = 0;
  const cancel = async () => {
    if (cancelledAt > 0) return;
    cancelledAt = performance.now();
    await cancelGeneration(system.db, { userId: system.userId, id });
  };
  // The first output is stored: eight are to come.
  await makeGeneration(system.tools, { generationId: id, dispatch: 0 }, aJob({ progress: () => void cancel() }));
  expect(performance.now() - cancelledAt).toBeLessThan(1000);
  expect(await findGeneration(system.db, { userId: system.userId, id })).toMatchObject({
    status: 'CANCELLED',
    attempt: 1,
  });
  expect(await system.objectsOf(id)).toEqual([]);
  expect(await system.eventsOf(id)).toEqual(['generation.created', 'generation.processing', 'generation.cancelled']);
});
