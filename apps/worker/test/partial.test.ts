import { cancelGeneration, findGeneration, outputsOfGeneration, retryGeneration } from '@proofsheet/database';
import type { GenerationRequest } from '@proofsheet/domain';
import type { OrderImage, RenderOrder } from '@proofsheet/render';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeGeneration } from '../src/generation/make-generation.ts';
import { aJob, openTestSystem, type TestSystem } from './harness.ts';

let system: TestSystem;
beforeAll(async () => {
  system = await openTestSystem();
});
afterAll(() => system?.close());

const TOWER = { width: 160, height: 600 };
const SQUARE = { width: 400, height: 400 };
/** No template has room for so long a word in so narrow a picture. */
const TOO_LONG: Partial<GenerationRequest> = {
  kind: 'AD',
  copy: { headline: 'Unmissverständlicherweise' },
  formats: [SQUARE, TOWER],
  variants: 2,
};
const make = (id: string, tools = system.tools) => makeGeneration(tools, { generationId: id, dispatch: 0 }, aJob());
const rowOf = (id: string) => findGeneration(system.db, { userId: system.userId, id });
const retry = (id: string) =>
  system.db.transaction().execute((tx) => retryGeneration(tx, { userId: system.userId, id }));
const missingTower = (index: number, variant: number) => ({
  ...{ index, variant, format: 'custom-160x600', code: 'no_template_fits' },
  message: expect.any(String),
});

async function* breaking() {
  yield* [];
  throw new Error('broken');
}

/** A renderer that makes other words of the order: as if a template had been added that has room for them. */
function withShorterWords(orders: RenderOrder[]) {
  const render = (order: RenderOrder & { images: readonly OrderImage[] }, options: object) => {
    orders.push(order);
    return system.renderer.render({ ...order, copy: { headline: 'Go' } }, options);
  };
  return { ...system.tools, renderer: { ...system.renderer, render: render as never } };
}

test('one output that cannot be made fails the whole by default', async () => {
  const id = await system.submit(TOO_LONG);
  await expect(make(id)).rejects.toMatchObject({ code: 'no_template_fits' });
  expect(await rowOf(id)).toMatchObject({ status: 'FAILED', error: { code: 'no_template_fits' }, missing: [] });
  expect(await outputsOfGeneration(system.db, id)).toEqual([]);
});

test('with `skip` the others are made and it is named; a retry makes only what is missing', async () => {
  const id = await system.submit({ ...TOO_LONG, onOutputError: 'skip' });
  await make(id);
  const missing = [missingTower(1, 0), missingTower(3, 1)];
  expect(await rowOf(id)).toMatchObject({ status: 'COMPLETED', progress: 2, outputCount: 4, missing });
  const before = await outputsOfGeneration(system.db, id);
  expect(before.map(({ index, variant, format }) => [index, variant, format])).toEqual([
    [0, 0, 'custom-400x400'],
    [2, 1, 'custom-400x400'],
  ]);

  // Nothing has changed: the same again, and what was there stays.
  expect(await retry(id)).toMatchObject({ id, dispatch: 1 });
  expect(await retry(id)).toBeUndefined();
  await make(id);
  expect(await rowOf(id)).toMatchObject({ status: 'COMPLETED', attempt: 2, progress: 2, missing });
  expect(await outputsOfGeneration(system.db, id)).toEqual(before);

  await retry(id);
  const orders: RenderOrder[] = [];
  await make(id, withShorterWords(orders));
  expect(orders.map(({ formats, variants }) => ({ formats, variants }))).toEqual([{ formats: [TOWER], variants: 2 }]);
  expect(await rowOf(id)).toMatchObject({ status: 'COMPLETED', attempt: 3, progress: 4, missing: [] });
  const after = await outputsOfGeneration(system.db, id);
  expect(after.map(({ index, variant, format }) => [index, variant, format])).toEqual([
    [0, 0, 'custom-400x400'],
    [1, 0, 'custom-160x600'],
    [2, 1, 'custom-400x400'],
    [3, 1, 'custom-160x600'],
  ]);
  expect(after.filter(({ index }) => index % 2 === 0)).toEqual(before);
  expect(await system.objectsOf(id)).toEqual(after.map(({ objectKey }) => objectKey).toSorted());
  expect(await retry(id)).toBeUndefined();
  const events = ['created', 'processing', 'completed', 'retried', 'processing', 'completed', 'retried', 'processing'];
  expect(await system.eventsOf(id)).toEqual([...events, 'completed'].map((event) => `generation.${event}`));
}, 60_000);

test('a retry after FAILED makes everything', async () => {
  const id = await system.submit(TOO_LONG);
  await expect(make(id)).rejects.toThrow();
  await retry(id);
  const orders: RenderOrder[] = [];
  await make(id, withShorterWords(orders));
  expect(orders).toMatchObject([{ formats: [SQUARE, TOWER], variants: 2 }]);
  expect(await rowOf(id)).toMatchObject({ status: 'COMPLETED', progress: 4, missing: [], error: null });
  expect((await outputsOfGeneration(system.db, id)).map(({ index }) => index)).toEqual([0, 1, 2, 3]);
});

test('a retry that breaks leaves a generation COMPLETED, with what it had, and says why', async () => {
  const id = await system.submit({ ...TOO_LONG, onOutputError: 'skip' });
  await make(id);
  const before = await outputsOfGeneration(system.db, id);
  await retry(id);
  const broken = { ...system.renderer, render: breaking as never };
  for (let attempt = 1; attempt <= 5; attempt++) {
    expect(await rowOf(id)).toMatchObject({ status: 'PENDING', progress: 2 });
    await expect(make(id, { ...system.tools, renderer: broken })).rejects.toThrow();
  }
  expect(await rowOf(id)).toMatchObject({
    status: 'COMPLETED',
    ...{ progress: 2, missing: [missingTower(1, 0), missingTower(3, 1)], error: { code: 'attempts_exhausted' } },
  });
  expect(await outputsOfGeneration(system.db, id)).toEqual(before);
});

test('a retry that is cancelled while a worker renders stops within a second and leaves only what was there', async () => {
  const id = await system.submit({ ...TOO_LONG, onOutputError: 'skip' });
  await make(id);
  const [before, outputs, objects] = [
    await rowOf(id),
    await outputsOfGeneration(system.db, id),
    await system.objectsOf(id),
  ];
  await retry(id);
  let cancelledAt = 0;
  const cancel = async () => {
    if (cancelledAt > 0) return;
    cancelledAt = performance.now();
    await cancelGeneration(system.db, { userId: system.userId, id });
  };
  const tools = withShorterWords([]);
  await makeGeneration(tools, { generationId: id, dispatch: 1 }, aJob({ progress: () => void cancel() }));
  expect(performance.now() - cancelledAt).toBeLessThan(1000);
  expect(await rowOf(id)).toMatchObject({
    ...{ status: 'COMPLETED', error: null, progress: before?.progress, missing: before?.missing },
  });
  expect(await outputsOfGeneration(system.db, id)).toEqual(outputs);
  expect(await system.objectsOf(id)).toEqual(objects);
});
