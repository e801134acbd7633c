import { claimGeneration, completeGeneration, newId } from '@proofsheet/database';
import { jobIds } from '@proofsheet/queue';
import { aGeneration, anAsset } from '@proofsheet/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, startTestApi, type TestApi } from './harness.ts';

let t: TestApi;
beforeAll(async () => {
  t = await startTestApi();
});
afterAll(() => t.close());

const submit = (payload: object, as: Caller = t.caller, headers = {}) =>
  t.call({ method: 'POST', url: '/v1/generations', payload, as, headers });

/** Finishes a generation as a worker does, with so many outputs. */
async function complete(id: string, count: number): Promise<void> {
  const claim = await claimGeneration(t.db, { id, leaseSeconds: 60 });
  const outputs = Array.from({ length: count }, (_, index) => {
    const objectKey = `generations/${id}/1/${index}.jpg`;
    const design = { template: 'split', templateVersion: 1, format: 'youtube-thumbnail', width: 1280, height: 720 };
    const file = { mediaType: 'image/jpeg', bytes: 3, sha256: 'abc', objectKey, placeholder: 'x' } as const;
    return { id: newId(), index, variant: index, ...design, ...file, score: 0.5, report: { contrast: 7 } };
  });
  for (const { objectKey } of outputs) {
    await t.storage.put(objectKey, Buffer.from('abc'), { bytes: 3, mediaType: 'image/jpeg' });
  }
  expect(await completeGeneration(t.db, { id, attempt: claim?.attempt ?? 0, outputs })).toBe(true);
}

/** Follows the cursors to the end. */
async function pages(url: string, as: Caller): Promise<string[][]> {
  const found: string[][] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const answer = await t.call({ url: `${url}${cursor && `&cursor=${cursor}`}`, as });
    expect(answer.status).toBe(200);
    found.push(answer.body.items.map((item: { id: string }) => item.id));
    cursor = answer.body.nextCursor;
  }
  return found;
}

test('a project is created, found and listed', async () => {
  const created = await t.call({ method: 'POST', url: '/v1/projects', payload: { name: ' Spring sale ' } });
  expect(created).toMatchObject({ status: 201, headers: { location: `/v1/projects/${created.body.id}` } });
  expect(created.body.name).toBe('Spring sale');
  const counts = { assets: 0, outputs: 0 };
  expect((await t.call({ url: `/v1/projects/${created.body.id}` })).body).toEqual({ ...created.body, counts });
  expect((await t.call({ url: '/v1/projects' })).body).toEqual({ items: [created.body], nextCursor: null });
});

test('a submitted generation is 202 with its Location, PENDING, with every default made explicit', async () => {
  const assetId = await anAsset(t.db, { userId: t.caller.userId, role: 'PERSON' });
  const payload = {
    kind: 'THUMBNAIL',
    copy: { headline: 'Hello' },
    assets: [{ assetId: assetId.toUpperCase() }, { assetId, role: 'BACKGROUND' }],
    metadata: { order: '7' },
    seed: 42,
  };
  const answer = await submit(payload);
  expect(answer).toMatchObject({ status: 202, headers: { location: `/v1/generations/${answer.body.id}` } });
  expect(answer.body).toMatchObject({
    status: 'PENDING',
    seed: 42,
    progress: { done: 0, total: 4 },
    metadata: { order: '7' },
    spec: { version: 2, formats: ['youtube-thumbnail'], variants: 4, mediaType: 'image/jpeg' },
  });
  expect((await t.call({ url: `${answer.headers.location}` })).body).toEqual({
    ...{ ...answer.body, outputs: [] },
    assets: [
      { assetId, role: 'PERSON' },
      { assetId, role: 'BACKGROUND' },
    ],
  });
  const uses = await t.db
    .selectFrom('GenerationAsset')
    .select(['assetId', 'role', 'position'])
    .where('generationId', '=', answer.body.id)
    .orderBy('position')
    .execute();
  expect(uses).toEqual([
    { assetId, role: 'PERSON', position: 0 },
    { assetId, role: 'BACKGROUND', position: 1 },
  ]);
});

test('its job carries the ids only, and the request id', async () => {
  const answer = await submit({ kind: 'AD', copy: { headline: 'Hello' } }, t.caller, { 'x-request-id': 'order-7' });
  expect(answer.headers['x-request-id']).toBe('order-7');
  const id = jobIds.generation(answer.body.id, 0);
  await expect.poll(() => t.queues.liveJobs('ad', [id])).toEqual(new Set([id]));
  const job = await t.queues.bull.find((queue) => queue.name === 'ad')?.getJob(id);
  expect(job?.data).toEqual({ generationId: answer.body.id, dispatch: 0, requestId: 'order-7' });
});

test('the more a user has unfinished, the later its next job comes', async () => {
  const [busy, fresh] = [await t.newCaller(), await t.newCaller()];
  for (let index = 0; index < 5; index += 1) await aGeneration(t.db, { userId: busy.userId });
  const priorities = [];
  for (const caller of [busy, fresh]) {
    const { body } = await submit({ kind: 'AD', copy: { headline: 'Hello' } }, caller);
    const ad = t.queues.bull.find((queue) => queue.name === 'ad');
    await expect.poll(() => ad?.getJob(jobIds.generation(body.id, 0))).toBeTruthy();
    priorities.push((await ad?.getJob(jobIds.generation(body.id, 0)))?.opts.priority);
  }
  expect(priorities).toEqual([7, 2]);
});

test('a finished generation shows its outputs in order, with addresses that work without a key', async () => {
  const id = await aGeneration(t.db, { userId: t.caller.userId });
  await complete(id, 1);
  const { body } = await t.call({ url: `/v1/generations/${id}` });
  expect(body).toMatchObject({ status: 'COMPLETED', progress: { done: 1, total: 1 }, error: null });
  const [output] = body.outputs;
  expect(output).toMatchObject({ index: 0, template: 'split', report: { contrast: 7 }, kind: 'THUMBNAIL' });
  expect(output).not.toHaveProperty('objectKey');
  const alone = await t.call({ url: `/v1/outputs/${output.id}` });
  expect(alone.body).toMatchObject({ id: output.id, sha256: output.sha256, generationId: id });
  expect((await t.call({ as: await t.newCaller(), url: `/v1/outputs/${output.id}` })).status).toBe(404);
  const download = await fetch(output.url);
  expect(await download.text()).toBe('abc');
  expect(download.headers.get('content-disposition')).toContain('youtube-thumbnail-0.jpg');
  expect(new Date(output.urlExpiresAt).getTime()).toBeGreaterThan(Date.now());
});

test('lists come newest first, a page at a time, with nothing twice and nothing left out', async () => {
  const caller = await t.newCaller();
  const { body: project } = await t.call({
    as: caller,
    method: 'POST',
    url: '/v1/projects',
    payload: { name: 'All' },
  });
  const mine = { userId: caller.userId, projectId: project.id as string };
  const assets: string[] = [];
  const generations: string[] = [];
  for (let index = 0; index < 5; index += 1) {
    assets.push(await anAsset(t.db, mine));
    generations.push(await aGeneration(t.db, mine));
  }
  for (const id of generations) await complete(id, 1);
  assets.reverse();
  generations.reverse();
  expect(await pages('/v1/assets?limit=2', caller)).toEqual([assets.slice(0, 2), assets.slice(2, 4), assets.slice(4)]);
  expect((await pages('/v1/generations?limit=2', caller)).flat()).toEqual(generations);
  expect((await pages('/v1/outputs?limit=2', caller)).flat()).toHaveLength(5);
  const images = await pages(`/v1/projects/${project.id}/images?limit=3`, caller);
  expect(images.map((page) => page.length)).toEqual([3, 3, 3, 1]);
  expect(new Set(images.flat()).size).toBe(10);
});

test('lists keep to their filters', async () => {
  const caller = await t.newCaller();
  const { body: project } = await t.call({ as: caller, method: 'POST', url: '/v1/projects', payload: { name: 'One' } });
  const { userId } = caller;
  const thumbnail = await aGeneration(t.db, { userId, projectId: project.id });
  const ad = await aGeneration(t.db, { userId, kind: 'AD' });
  await complete(thumbnail, 1);
  await complete(ad, 1);
  const logo = await anAsset(t.db, { userId, role: 'LOGO', projectId: project.id });
  await anAsset(t.db, { userId });
  const count = async (url: string) => (await pages(url, caller)).flat().length;
  expect(await count('/v1/outputs?limit=9')).toBe(2);
  for (const filter of ['kind=AD', `projectId=${project.id}`, `generationId=${ad}`]) {
    expect([filter, await count(`/v1/outputs?${filter}`)]).toEqual([filter, 1]);
  }
  expect((await pages('/v1/generations?kind=AD', caller)).flat()).toEqual([ad]);
  expect(await count('/v1/generations?status=PENDING')).toBe(0);
  expect(await count(`/v1/generations?projectId=${project.id}&status=COMPLETED`)).toBe(1);
  expect((await pages('/v1/assets?role=LOGO', caller)).flat()).toEqual([logo]);
  expect(await count(`/v1/assets?projectId=${project.id}&status=PENDING`)).toBe(1);
  expect(await count('/v1/assets?status=READY')).toBe(0);
});

test('a waiting generation is cancelled once; what has ended is 409 with its state', async () => {
  const { body } = await submit({ kind: 'THUMBNAIL', copy: { headline: 'Hello' } });
  const cancel = (as?: Caller) =>
    t.call({ method: 'POST', url: `/v1/generations/${body.id}/cancel`, as: as ?? t.caller });
  expect((await cancel(await t.newCaller())).status).toBe(404);
  expect(await cancel()).toMatchObject({ status: 200, body: { id: body.id, status: 'CANCELLED' } });
  const again = await cancel();
  expect(again).toMatchObject({ status: 409, body: { code: 'generation_ended' } });
  expect(again.body.detail).toContain('CANCELLED');
});

test('a deadline is reckoned from the submission', async () => {
  const { body } = await submit({ kind: 'THUMBNAIL', copy: { headline: 'Hello' }, deadlineSeconds: 90 });
  expect(Date.parse(body.deadlineAt) - Date.parse(body.createdAt)).toBe(90_000);
  expect((await submit({ kind: 'THUMBNAIL', copy: { headline: 'Hello' }, deadlineSeconds: 0 })).status).toBe(422);
});
