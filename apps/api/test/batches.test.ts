import { claimGeneration, completeGeneration, failGeneration } from '@proofsheet/database';
import { jobIds } from '@proofsheet/queue';
import { anAsset, anOutput } from '@proofsheet/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, startTestApi, type TestApi } from './harness.ts';

let t: TestApi;
beforeAll(async () => {
  t = await startTestApi({ unfinishedPerUser: 5_000 });
});
afterAll(() => t.close());

const order = (headline: string, more = {}) => ({ kind: 'THUMBNAIL', copy: { headline }, variants: 1, ...more });

function submit(payload: unknown, { mode = '', type = 'application/json', headers = {}, as = t.caller } = {}) {
  const url = `/v1/generations/batch${mode && `?mode=${mode}`}`;
  const sent = typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload);
  return t.call({ method: 'POST', url, payload: sent, headers: { 'content-type': type, ...headers }, as });
}

const generationsOf = (batchId: string) =>
  t.db.selectFrom('Generation').selectAll().where('batchId', '=', batchId).orderBy('id').execute();
const events = async (as: Caller, type: string) =>
  t.db
    .selectFrom('Event')
    .select(['data', 'position'])
    .where('userId', '=', as.userId)
    .where('type', '=', type as never)
    .execute();

/** Ends a generation as a worker does. */
async function end(id: string, how: 'COMPLETED' | 'FAILED'): Promise<void> {
  const claim = await claimGeneration(t.db, { id, leaseSeconds: 60 });
  const attempt = { id, attempt: claim?.attempt ?? 0 };
  const error = { code: 'no_template_fits', message: 'None fits.' } as const;
  if (how === 'FAILED') expect(await failGeneration(t.db, { ...attempt, error })).toBe(true);
  else expect(await completeGeneration(t.db, { ...attempt, outputs: [anOutput()] })).toBe(true);
}

test('a thousand generations come in by one request, each as if it had come alone, and are enqueued', async () => {
  const as = await t.newCaller();
  const assetId = await anAsset(t.db, { userId: as.userId, role: 'LOGO' });
  const rows = Array.from({ length: 1_000 }, (_, nth) =>
    order(`Number ${nth}`, { kind: nth % 2 ? 'AD' : 'THUMBNAIL', assets: [{ assetId }], metadata: { nth: `${nth}` } }),
  );
  const answer = await submit(rows, { as });
  expect(answer).toMatchObject({
    status: 202,
    headers: { location: `/v1/batches/${answer.body.id}` },
    body: { status: 'RUNNING', total: 1_000, counts: { pending: 1_000, completed: 0 }, refused: [], finishedAt: null },
  });
  expect(answer.body.generations.map(({ row }: { row: number }) => row)).toEqual(rows.map((_, row) => row));
  const { id } = answer.body.generations[700];
  const one = await t.call({ url: `/v1/generations/${id}`, as });
  expect(one.body).toMatchObject({
    ...{ batchId: answer.body.id, status: 'PENDING', metadata: { nth: '700' } },
    ...{ spec: { copy: { headline: 'Number 700' } }, assets: [{ assetId, role: 'LOGO' }] },
  });
  expect(await events(as, 'generation.created')).toHaveLength(1_000);
  const jobs = (queue: 'thumbnail' | 'ad', parity: number) => {
    const ids = answer.body.generations.filter((_: unknown, nth: number) => nth % 2 === parity);
    return t.queues.liveJobs(
      queue,
      ids.map((each: { id: string }) => jobIds.generation(each.id, 0)),
    );
  };
  await expect.poll(() => jobs('thumbnail', 0), { timeout: 10_000 }).toHaveProperty('size', 500);
  await expect.poll(() => jobs('ad', 1), { timeout: 10_000 }).toHaveProperty('size', 500);
  const listed = await t.call({ url: `/v1/generations?batchId=${answer.body.id}&limit=3`, as });
  expect(listed.body.items).toHaveLength(3);
});

test('NDJSON and CSV mean what the list in JSON means', async () => {
  const as = await t.newCaller();
  const assetId = await anAsset(t.db, { userId: as.userId });
  const row = {
    ...order('Summer', { kind: 'AD', seed: 7, assets: [{ assetId, role: 'PRODUCT' }] }),
    metadata: { no: '1' },
  };
  const ndjson = `\ufeff${JSON.stringify(row)}\r\n\n${JSON.stringify(row)}`;
  const names = 'kind;copy.headline;variants;seed;assets.0.assetId;assets.0.role;metadata.no';
  const csv = `\ufeff${names}\r\nAD;Summer;1;7;${assetId};PRODUCT;1\r\nAD;Summer;1;7;${assetId};PRODUCT;1\r\n`;
  const bare = async (answer: { body: { id: string } }) =>
    (await generationsOf(answer.body.id)).map(({ kind, spec, seed, metadata }) => ({ kind, spec, seed, metadata }));
  const wanted = await bare(await submit([row, row], { as }));
  expect(wanted).toHaveLength(2);
  expect(await bare(await submit(ndjson, { as, type: 'application/x-ndjson' }))).toEqual(wanted);
  expect(await bare(await submit(csv, { as, type: 'text/csv; charset=utf-8' }))).toEqual(wanted);
});

test('one row that is wrong refuses all, by its row, its field and its line', async () => {
  const as = await t.newCaller();
  const other = await anAsset(t.db, { userId: t.caller.userId });
  const rows = [order('Good'), order('x'.repeat(81)), order('Good', { assets: [{ assetId: other }] }), 7];
  const first = await submit(rows, { as });
  expect(first).toMatchObject({ status: 422, body: { code: 'validation_failed', field: '1/copy/headline' } });
  expect(first.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/1/copy/headline', '/3']);
  const second = await submit([rows[0], rows[2]], { as });
  expect(second).toMatchObject({
    status: 422,
    body: { code: 'unknown_asset', errors: [{ pointer: '/1/assets/0/assetId' }] },
  });
  const csv = await submit('kind,copy.headline,variants\nAD,a,1\nAD,b,nine\n', { as, type: 'text/csv' });
  expect(csv.body.errors).toEqual([{ pointer: '/1/variants', detail: 'line 3: must be a number' }]);
  const ndjson = await submit('{"kind":"AD"}\n{', { as, type: 'application/x-ndjson' });
  expect(ndjson.body.errors.at(-1)).toEqual({ pointer: '/1', detail: 'line 2: is not valid JSON' });
  expect((await t.call({ url: '/v1/batches', as })).body.items).toEqual([]);
  expect((await t.call({ url: '/v1/generations', as })).body.items).toEqual([]);
});

test('each on its own: what can be made is made, and the batch goes on saying what could not', async () => {
  const as = await t.newCaller();
  const rows = [order('One'), order(''), order('Two', { template: 'nothing' }), order('Three', { seed: 3 })];
  const answer = await submit(rows, { as, mode: 'each' });
  expect(answer).toMatchObject({ status: 202, body: { total: 2, counts: { pending: 2 } } });
  expect(answer.body.generations.map(({ row }: { row: number }) => row)).toEqual([0, 3]);
  expect(answer.body.refused).toMatchObject([
    { row: 1, code: 'validation_failed', errors: [{ pointer: '/1/copy/headline' }] },
    { row: 2, code: 'unknown_template', errors: [{ pointer: '/2/template' }] },
  ]);
  const { generations: _, ...batch } = answer.body;
  expect((await t.call({ url: `/v1/batches/${batch.id}`, as })).body).toEqual(batch);
  expect((await t.call({ url: '/v1/batches', as })).body.items).toEqual([batch]);
  const none = await submit([order('')], { as, mode: 'each' });
  expect(none).toMatchObject({ status: 422, body: { field: '0/copy/headline' } });
});

test.each([
  ['an object', '{"kind":"AD"}', 'application/json', 422],
  ['nothing', '', 'application/json', 422],
  ['an empty list', '[]', 'application/json', 422],
  ['too many rows', `[${'1,'.repeat(1_000)}1]`, 'application/json', 413],
  ['too many bytes', `["${'x'.repeat(8_000_000)}"]`, 'application/json', 413],
  ['JSON that is none', '[{', 'application/json', 400],
  ['CSV that is none', 'kind\n"AD\n', 'text/csv', 400],
  ['names of fields alone', 'kind,copy.headline\n', 'text/csv', 422],
  ['another type', 'kind: AD', 'application/yaml', 415],
])('a body of %s is refused as what it is', async (_, payload, type, status) => {
  const answer = await submit(payload, { type });
  expect(answer.status).toBe(status);
  if (status === 413 && payload.length > 8_000_000) expect(answer.body.detail).toContain('8000000');
});

test('a batch that does not fit into what its user may have unfinished is refused whole', async () => {
  const as = await t.newCaller();
  await t.db.insertInto('UserShare').values({ userId: as.userId, unfinishedLimit: 3 }).execute();
  const rows = [order('a'), order('b')];
  expect((await submit(rows, { as })).status).toBe(202);
  const refused = await submit(rows, { as });
  expect(refused).toMatchObject({ status: 429, body: { code: 'too_many_unfinished' } });
  expect(refused.body.detail).toContain('2 more do not fit');
  const answers = await Promise.all(['c', 'd', 'e'].map((headline) => submit([order(headline)], { as })));
  expect(answers.map(({ status }) => status).sort()).toEqual([202, 429, 429]);
});

test('a batch sent again with its key is the same batch', async () => {
  const as = await t.newCaller();
  const headers = { 'idempotency-key': 'spring-1' };
  const rows = [order('a'), order('b')];
  const [one, two] = await Promise.all([submit(rows, { as, headers }), submit(rows, { as, headers })]);
  expect(one.body).toEqual(two.body);
  expect([one, two].filter((answer) => answer.headers['idempotency-replayed'] === 'true')).toHaveLength(1);
  expect((await t.call({ url: '/v1/batches', as })).body.items).toHaveLength(1);
  expect((await submit([order('c')], { as, headers })).status).toBe(409);
});

test('the last two generations end at once, however they do, and the batch ends once, with one event behind theirs', async () => {
  const as = await t.newCaller();
  for (let round = 0; round < 5; round += 1) {
    const { body: batch } = await submit([order('a'), order('b'), order('c')], { as });
    const [a, b, c] = batch.generations.map(({ id }: { id: string }) => id);
    await end(a, 'COMPLETED');
    expect((await t.call({ url: `/v1/batches/${batch.id}`, as })).body).toMatchObject({
      ...{ status: 'RUNNING', finishedAt: null },
      counts: { pending: 2, completed: 1 },
    });
    await Promise.all([end(b, 'FAILED'), end(c, 'COMPLETED')]);
    const counts = { pending: 0, processing: 0, completed: 2, failed: 1, cancelled: 0 };
    const ended = await t.call({ url: `/v1/batches/${batch.id}`, as });
    expect(ended.body).toMatchObject({ status: 'COMPLETED', counts });
    const told = (await events(as, 'batch.completed')).filter(({ data }) => data.batchId === batch.id);
    expect(told).toMatchObject([{ data: { batchId: batch.id, counts } }]);
    const ends = [...(await events(as, 'generation.completed')), ...(await events(as, 'generation.failed'))];
    expect(Number(told[0]?.position)).toBeGreaterThan(Math.max(...ends.map(({ position }) => Number(position))));
  }
});

test('cancelling ends what has not ended, and tells of the end once', async () => {
  const as = await t.newCaller();
  const { body: batch } = await submit([order('a'), order('b'), order('c')], { as });
  await end(batch.generations[0].id, 'COMPLETED');
  const other = await t.call({ method: 'POST', url: `/v1/batches/${batch.id}/cancel` });
  expect(other.status).toBe(404);
  const url = `/v1/batches/${batch.id}/cancel`;
  const answers = await Promise.all([1, 2].map(() => t.call({ method: 'POST', url, as })));
  for (const { status } of answers) expect(status).toBe(200);
  expect((await t.call({ url: `/v1/batches/${batch.id}`, as })).body).toMatchObject({
    ...{ status: 'COMPLETED', total: 3 },
    counts: { pending: 0, processing: 0, completed: 1, failed: 0, cancelled: 2 },
  });
  expect(await events(as, 'batch.completed')).toHaveLength(1);
  expect(await events(as, 'generation.cancelled')).toHaveLength(2);
});

test('while the queue is down a batch is taken all the same', async () => {
  await t.proxies.queue.cut();
  const answer = await submit([order('a'), order('b')]);
  await t.proxies.queue.restore();
  expect(answer.status).toBe(202);
  expect(await generationsOf(answer.body.id)).toHaveLength(2);
});

test("another user's batch is not there", async () => {
  const { body: batch } = await submit([order('a')]);
  const as = await t.newCaller();
  expect((await t.call({ url: `/v1/batches/${batch.id}`, as })).status).toBe(404);
  expect((await t.call({ url: `/v1/generations?batchId=${batch.id}`, as })).status).toBe(404);
});

test('a dry run tells what is wrong with each row, and what would come of the others; nothing is made', async () => {
  const as = await t.newCaller();
  const rows = [order('One', { variants: 3 }), order(''), order('Two', { assets: [{ assetId: crypto.randomUUID() }] })];
  const { status, body } = await submit(rows, { mode: 'all&dryRun=true', as });
  expect({ status, body }).toMatchObject({ status: 200, body: { dryRun: true, total: 1, outputs: 3 } });
  expect(body.refused).toMatchObject([
    { row: 1, code: 'validation_failed', errors: [{ pointer: '/1/copy/headline' }] },
    { row: 2, code: 'unknown_asset', errors: [{ pointer: '/2/assets/0/assetId' }] },
  ]);
  expect((await submit([order('')], { mode: 'all&dryRun=true', as })).body).toMatchObject({ total: 0, outputs: 0 });
  expect((await t.call({ url: '/v1/generations', as })).body.items).toEqual([]);
  expect((await t.call({ url: '/v1/batches', as })).body.items).toEqual([]);
});
