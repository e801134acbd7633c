import { claimGeneration, completeGeneration, findGeneration, readEvents, START } from '@proofsheet/database';
import { generationRequestSchema, specOf } from '@proofsheet/domain';
import { aGeneration, anAsset, anOutput } from '@proofsheet/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, startTestApi, type TestApi } from './harness.ts';

let t: TestApi;
let as: Caller;
beforeAll(async () => {
  t = await startTestApi();
});
afterAll(() => t.close());

const GET = (url: string) => t.call({ as, url: `/v1/${url}` });
const DELETE = (url: string) => t.call({ as, method: 'DELETE', url: `/v1/${url}` });
const PATCH = (url: string, payload: object) => t.call({ as, method: 'PATCH', url: `/v1/${url}`, payload });
const idsOf = async (url: string) => (await GET(url)).body.items.map(({ id }: { id: string }) => id);

async function finished(more: object = {}) {
  const { userId } = as;
  const id = await aGeneration(t.db, { userId, ...more });
  await claimGeneration(t.db, { id, leaseSeconds: 60 });
  const output = anOutput();
  await completeGeneration(t.db, { id, attempt: 1, outputs: [output] });
  return { id, output: output.id };
}

test('what is deleted is gone from answers and lists at once, and its end is told', async () => {
  as = await t.newCaller();
  const { id, output } = await finished();
  const kept = await finished();
  expect((await DELETE(`outputs/${kept.output}`)).status).toBe(204);
  expect((await DELETE(`outputs/${kept.output}`)).status).toBe(404);
  expect((await GET(`generations/${kept.id}`)).body).toMatchObject({ status: 'COMPLETED', outputs: [] });
  expect((await DELETE(`generations/${id}`)).status).toBe(204);
  for (const url of [`generations/${id}`, `outputs/${output}`, `outputs/${kept.output}`, `outputs?generationId=${id}`])
    expect([url, (await GET(url)).status]).toEqual([url, 404]);
  expect(await idsOf('outputs')).toEqual([]);
  expect(await idsOf('generations')).toEqual([kept.id]);
  const told = await readEvents(t.db, { userId: as.userId, after: START, limit: 100 });
  expect(told.filter((event) => event.generationId === id).map(({ type }) => type)).toEqual(['generation.deleted']);
  expect(told.at(-2)).toMatchObject({ type: 'output.deleted', data: { outputs: [kept.output] } });
});

test('an unfinished generation that is deleted is claimed and completed by nobody', async () => {
  as = await t.newCaller();
  const waiting = await aGeneration(t.db, { userId: as.userId });
  const running = await aGeneration(t.db, { userId: as.userId });
  await claimGeneration(t.db, { id: running, leaseSeconds: 60 });
  for (const id of [waiting, running]) expect((await DELETE(`generations/${id}`)).status).toBe(204);
  expect(await claimGeneration(t.db, { id: waiting, leaseSeconds: 60 })).toBeUndefined();
  expect(await completeGeneration(t.db, { id: running, attempt: 1, outputs: [anOutput()] })).toBe(false);
});

test('an asset that unfinished generations use is 409 and names them; force cancels them', async () => {
  as = await t.newCaller();
  const { userId } = as;
  const asset = await anAsset(t.db, { userId });
  const uses = { assets: [{ assetId: asset, role: 'PRODUCT' as const }] };
  const done = await finished(uses);
  const waiting = await aGeneration(t.db, { userId, ...uses });
  const refused = await DELETE(`assets/${asset}`);
  expect(refused.body).toMatchObject({ status: 409, code: 'asset_in_use', detail: expect.stringContaining(waiting) });
  expect(refused.body.detail).not.toContain(done.id);
  expect((await GET(`assets/${asset}`)).status).toBe(200);
  expect((await DELETE(`assets/${asset}?force=true`)).status).toBe(204);
  expect((await GET(`assets/${asset}`)).status).toBe(404);
  expect(await findGeneration(t.db, { userId, id: waiting })).toMatchObject({
    status: 'CANCELLED',
    error: { code: 'unknown_asset' },
  });
  expect((await GET(`outputs/${done.output}`)).status).toBe(200);
  const again = { kind: 'THUMBNAIL', copy: { headline: 'Hello' }, assets: [{ assetId: asset }] };
  const submitted = await t.call({ as, method: 'POST', url: '/v1/generations', payload: again });
  expect(submitted.body).toMatchObject({ status: 422, code: 'unknown_asset' });
});

test('a project is renamed, and deleted without what belongs to it', async () => {
  as = await t.newCaller();
  const { body: project } = await t.call({ as, method: 'POST', url: '/v1/projects', payload: { name: 'Spring' } });
  const { id, output } = await finished({ projectId: project.id });
  expect((await PATCH(`projects/${project.id}`, { name: 'Summer' })).body).toMatchObject({ name: 'Summer' });
  expect((await DELETE(`projects/${project.id}`)).body).toMatchObject({ name: 'Summer' });
  expect((await GET(`projects/${project.id}`)).status).toBe(404);
  expect((await GET(`generations/${id}`)).body).toMatchObject({ projectId: null });
  expect((await GET(`outputs/${output}`)).body).toMatchObject({ projectId: null });
});

test('a generation takes its outputs to another project, and its metadata is replaced', async () => {
  as = await t.newCaller();
  const { body: project } = await t.call({ as, method: 'POST', url: '/v1/projects', payload: { name: 'Spring' } });
  const { id, output } = await finished({ metadata: { order: '7', by: 'me' } });
  const changed = await PATCH(`generations/${id}`, { projectId: project.id, metadata: { order: '8' } });
  expect(changed.body).toMatchObject({ projectId: project.id, metadata: { order: '8' } });
  expect((await GET(`outputs/${output}`)).body).toMatchObject({ projectId: project.id });
  const theirs = await t.call({ method: 'POST', url: '/v1/projects', payload: { name: 'Of another user' } });
  for (const url of [`generations/${id}`, `assets/${await anAsset(t.db, { userId: as.userId })}`])
    expect((await PATCH(url, { projectId: theirs.body.id })).body).toMatchObject({ status: 404, field: 'projectId' });
});

test('lists are narrowed by states, time, ids, format, favourite, metadata and words', async () => {
  as = await t.newCaller();
  const { userId } = as;
  const { body: project } = await t.call({
    as,
    method: 'POST',
    url: '/v1/projects',
    payload: { name: 'Frühling 2027' },
  });
  const headed = (headline: string) =>
    specOf(generationRequestSchema.parse({ kind: 'THUMBNAIL', copy: { headline }, variants: 1 }));
  const done = await finished({ metadata: { order: '7', by: 'a=b' }, spec: headed('I tried **everything**') });
  const waiting = await aGeneration(t.db, { userId, projectId: project.id, metadata: { order: '7' } });
  const cases: [string, string[]][] = [
    ['generations?status=PENDING&status=FAILED', [waiting]],
    ['generations?status=COMPLETED&status=PENDING', [waiting, done.id]],
    [`generations?id=${done.id}&id=${project.id}`, [done.id]],
    ['generations?metadata=order=7', [waiting, done.id]],
    ['generations?metadata=order=7&metadata=by=a=b', [done.id]],
    ['generations?search=EVERY%20tri', [done.id]],
    ["generations?search='%20%26!", []],
    ['generations?search=fr%C3%BChl', [waiting]],
    ['generations?createdBefore=2020-01-01T00:00:00Z', []],
    ['generations?createdAfter=2020-01-01T02:00:00%2B02:00', [waiting, done.id]],
    ['outputs?format=youtube-thumbnail&format=square', [done.output]],
    ['outputs?format=square', []],
    ['outputs?favourite=true', []],
    ['projects?search=2027', [project.id]],
    ['projects?search=2028', []],
  ];
  for (const [url, ids] of cases) expect([url, await idsOf(url)]).toEqual([url, ids]);
  expect((await PATCH(`outputs/${done.output}`, { favourite: true })).body).toMatchObject({ favourite: true });
  expect(await idsOf('outputs?favourite=true')).toEqual([done.output]);
  const wrong: [string, string, string?][] = [
    ['generations?metadata=order', 'metadata'],
    ['generations?status=pending', 'status', 'must be one of PENDING, PROCESSING'],
    ['generations?status=PENDING&status=DONE', 'status', 'must be one of PENDING, PROCESSING'],
    ['generations?createdAfter=0000-01-01T00:00:00Z', 'createdAfter', 'must be a time'],
    ['assets?createdBefore=0001-01-01T00:00:00%2B02:00', 'createdBefore', 'must be a time'],
    ['outputs?createdAfter=9999-12-31T23:59:59-02:00', 'createdAfter', 'must be a time'],
  ];
  for (const [url, field, detail = ''] of wrong)
    expect([url, (await GET(url)).body]).toMatchObject([
      url,
      { status: 422, field, detail: expect.stringContaining(detail) },
    ]);
});

test('many are cancelled at once: those that are asked for, and no others', async () => {
  as = await t.newCaller();
  const { userId } = as;
  const [first, second] = [
    await aGeneration(t.db, { userId, metadata: { run: '1' } }),
    await aGeneration(t.db, { userId }),
  ];
  const theirs = await aGeneration(t.db, { userId: t.caller.userId, metadata: { run: '1' } });
  const cancel = (payload: object) => t.call({ as, method: 'POST', url: '/v1/generations/cancel', payload });
  expect((await cancel({})).status).toBe(422);
  expect((await cancel({ metadata: {} })).body).toMatchObject({ status: 422, field: 'metadata' });
  expect((await cancel({ metadata: { run: '1' } })).body).toEqual({ cancelled: 1 });
  expect((await cancel({ ids: [first, theirs] })).body).toEqual({ cancelled: 0 });
  expect((await cancel({ all: true })).body).toEqual({ cancelled: 1 });
  expect(await findGeneration(t.db, { userId, id: second })).toMatchObject({ status: 'CANCELLED' });
  expect(await findGeneration(t.db, { userId: t.caller.userId, id: theirs })).toMatchObject({ status: 'PENDING' });
});

test('everything of a user goes at once, and nothing of another', async () => {
  as = await t.newCaller();
  const { userId } = as;
  const asset = await anAsset(t.db, { userId });
  await finished({ assets: [{ assetId: asset, role: 'PRODUCT' }] });
  await aGeneration(t.db, { userId });
  await t.call({ as, method: 'POST', url: '/v1/projects', payload: { name: 'Mine' } });
  const theirs = await anAsset(t.db, { userId: t.caller.userId });
  expect((await DELETE('everything')).body).toMatchObject({ status: 422, field: 'confirm' });
  expect((await DELETE('everything?confirm=everything')).body).toEqual({ deleted: 3, done: true });
  for (const list of ['generations', 'outputs', 'assets', 'projects']) expect(await idsOf(list)).toEqual([]);
  expect((await t.call({ url: `/v1/assets/${theirs}` })).status).toBe(200);
});

test('how long a generation stays is said when it is submitted, and changed later', async () => {
  as = await t.newCaller();
  const order = { kind: 'THUMBNAIL', copy: { headline: 'For a while' }, expiresAfter: 3600 };
  const submit = (payload: object) => t.call({ as, method: 'POST', url: '/v1/generations', payload });
  for (const expiresAfter of [59, 315_360_001, 1.5, '1h', null])
    expect((await submit({ ...order, expiresAfter })).body).toMatchObject({ status: 422, field: 'expiresAfter' });
  const { id, expiresAt } = (await submit(order)).body;
  expect(expiresAt).toBeNull();
  await t.call({ as, method: 'POST', url: `/v1/generations/${id}/cancel` });
  const after = async () => {
    const { finishedAt, expiresAt } = (await GET(`generations/${id}`)).body;
    return expiresAt && (Date.parse(expiresAt) - Date.parse(finishedAt)) / 1000;
  };
  expect(await after()).toBe(3600);
  expect((await PATCH(`generations/${id}`, { expiresAfter: 60 })).status).toBe(200);
  expect(await after()).toBe(60);
  await PATCH(`generations/${id}`, { metadata: {} });
  expect(await after()).toBe(60);
  await PATCH(`generations/${id}`, { expiresAfter: null });
  expect(await after()).toBeNull();
});

test('a generation names a bucket of the operator, at once or later, and shows what becomes of it', async () => {
  as = await t.newCaller();
  const order = { kind: 'THUMBNAIL', copy: { headline: 'There, too' } };
  const submit = (deliver: unknown) =>
    t.call({ as, method: 'POST', url: '/v1/generations', payload: { ...order, deliver } });
  for (const path of ['../up', 'a/../b', './a', 'a//b', '/a', 'a/', 'a b', 'ä', 'x'.repeat(201), ''])
    expect([path, (await submit({ to: 'press', path })).body.field]).toEqual([path, 'deliver/path']);
  for (const to of ['PRESS', '', 'https://s3.example', 7])
    expect([to, (await submit({ to })).body.field]).toEqual([to, 'deliver/to']);
  expect((await submit('press')).body.field).toBe('deliver');
  const unknown = (await submit({ to: 'nowhere' })).body;
  expect(unknown).toMatchObject({ status: 422, code: 'unknown_bucket', field: 'deliver/to' });
  expect(unknown.detail).toContain('press, shop');
  const { id, delivery } = (await submit({ to: 'press', path: 'spring/9.1' })).body;
  expect(delivery).toMatchObject({
    to: 'press',
    path: 'spring/9.1',
    status: 'WAITING',
    copied: 0,
    nextAttemptAt: null,
  });
  const done = await finished();
  expect((await GET(`generations/${done.id}`)).body.delivery).toBeNull();
  const POST = (to: string) =>
    t.call({ as, method: 'POST', url: `/v1/generations/${done.id}/deliver`, payload: { to } });
  expect((await POST('nowhere')).body).toMatchObject({ status: 422, code: 'unknown_bucket', field: 'to' });
  expect(await POST('shop')).toMatchObject({
    status: 202,
    body: { delivery: { to: 'shop', path: '', status: 'PENDING' } },
  });
  expect((await POST('press')).body.delivery).toMatchObject({
    to: 'press',
    status: 'PENDING',
    nextAttemptAt: expect.any(String),
  });
  const listed = (await GET('generations')).body.items.map(
    ({ delivery }: { delivery: { to: string } }) => delivery?.to,
  );
  expect(listed).toEqual(['press', 'press']);
  expect(id).not.toBe(done.id);
});
