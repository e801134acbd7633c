import { cancelGeneration, findGeneration } from '@proofsheet/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeGeneration } from '../src/generation/make-generation.ts';
import { aJob, openWorkshop, type Workshop } from './workshop.ts';

let shop: Workshop;
beforeAll(async () => {
  shop = await openWorkshop();
});
afterAll(() => shop?.close());

test('a running generation that is cancelled stops within a second, and leaves no file', async () => {
  const id = await shop.submit({ variants: 8 }, [await shop.upload()]);
  let cancelledAt = 0;
  const cancel = async () => {
    if (cancelledAt > 0) return;
    cancelledAt = performance.now();
    await cancelGeneration(shop.db, { userId: shop.userId, id });
  };
  // The first output is stored: eight are to come.
  await makeGeneration(shop.tools, { generationId: id, dispatch: 0 }, aJob({ progress: () => void cancel() }));
  expect(performance.now() - cancelledAt).toBeLessThan(1000);
  expect(await findGeneration(shop.db, { userId: shop.userId, id })).toMatchObject({ status: 'CANCELLED', attempt: 1 });
  expect(await shop.objectsOf(id)).toEqual([]);
  expect(await shop.eventsOf(id)).toEqual(['generation.created', 'generation.processing', 'generation.cancelled']);
});
