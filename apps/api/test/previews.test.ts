import { beginPreview, type DrawnPreview, endPreview, notifyDone } from '@proofsheet/database';
import { LIMITS } from '@proofsheet/domain';
import { anAsset, makeReady } from '@proofsheet/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, startTestApi, type TestApi } from './harness.ts';

const WAIT = 1;
const SPEC = { kind: 'AD', copy: { headline: 'Hear it' }, formats: ['landscape', 'story'] };

let t: TestApi;
beforeAll(async () => {
  t = await startTestApi({ previewWaitSeconds: WAIT, previewsPerUser: 3, previewsPerMinute: 30 });
});
afterAll(() => t.close());

const ask = (payload: object, as: Caller = t.caller) =>
  t.call({ method: 'POST', url: '/v1/previews', payload: { ...SPEC, ...payload }, as });
const rows = (as: Caller) =>
  t.db.selectFrom('Preview').selectAll().where('userId', '=', as.userId).orderBy('createdAt').execute();
/** Waits until the API has so many rows, and answers the last one's id. */
async function asked(as: Caller, count = 1): Promise<string> {
  await expect.poll(async () => (await rows(as)).length, { timeout: 10_000 }).toBe(count);
  return (await rows(as)).at(-1)?.id ?? '';
}

const DRAWN: DrawnPreview = {
  outputs: ['landscape', 'story'].map((format) => ({
    ...{ format, template: 'burst', templateVersion: 3, width: 640, height: 335, mediaType: 'image/jpeg', score: 0.9 },
    report: { findings: [{ code: 'small_text', severity: 'warning', value: 9, limit: 10, message: 'Small.' }] },
    data: Buffer.from(`the ${format}`).toString('base64'),
  })),
  missing: [],
};

/** As a worker does. */
async function draw(id: string, end: Parameters<typeof endPreview>[2] = { drawn: DRAWN }): Promise<void> {
  expect(await beginPreview(t.db, id)).toMatchObject({ id });
  await endPreview(t.db, id, end);
  await notifyDone(t.db, `preview ${id}`);
}

test('a preview is answered with the pictures of all formats and their findings, and nothing of it stays', async () => {
  const as = await t.newCaller();
  const answering = ask({ seed: 12, variants: 4, strict: true }, as);
  const id = await asked(as);
  const [row] = await rows(as);
  expect(row).toMatchObject({ seed: 12, spec: { variants: 1, mediaType: 'image/jpeg', strict: false } });
  const [job] = (await t.queues.bull.find(({ name }) => name === 'preview')?.getJobs()) ?? [];
  expect(job).toMatchObject({ id, data: { previewId: id } });
  await draw(id);
  const { status, headers, body } = await answering;
  expect(status).toBe(200);
  expect(headers).toMatchObject({ 'cache-control': 'no-store' });
  expect(body).toMatchObject({ seed: 12, template: 'burst', missing: [] });
  expect(body.outputs[1]).toMatchObject({
    ...{ format: 'story', width: 1080, height: 1920, report: { findings: [{ code: 'small_text' }] } },
    picture: { width: 640, url: `data:image/jpeg;base64,${Buffer.from('the story').toString('base64')}` },
  });
  expect(await rows(as)).toEqual([]);
  expect(await t.db.selectFrom('Generation').select('id').where('userId', '=', as.userId).execute()).toEqual([]);
});

test('a newer preview of the same editor takes the place of one that has not begun, and of no other', async () => {
  const as = await t.newCaller();
  const [first, other] = [ask({ editor: 'one' }, as), ask({ editor: 'two' }, as)];
  await asked(as, 2);
  const second = ask({ editor: 'one' }, as);
  expect((await first).body).toMatchObject({ status: 409, code: 'preview_superseded', retryable: false });
  await asked(as, 2);
  for (const { id } of await rows(as)) await draw(id);
  expect([await second, await other].map(({ status }) => status)).toEqual([200, 200]);
  const begun = ask({ editor: 'one' }, as);
  const begunId = await asked(as);
  await beginPreview(t.db, begunId);
  const newer = ask({ editor: 'one' }, as);
  const newerId = await asked(as, 2);
  await endPreview(t.db, begunId, { drawn: DRAWN });
  await draw(newerId);
  expect([await begun, await newer].map(({ status }) => status)).toEqual([200, 200]);
});

test('nobody waits for longer than is said: whether a worker has begun it is told, and its row is gone', async () => {
  const as = await t.newCaller();
  const before = performance.now();
  const [alone, begun] = [ask({}, as), ask({}, as)];
  await beginPreview(t.db, await asked(as, 2));
  const answers = [await alone, await begun];
  expect(performance.now() - before).toBeLessThan((WAIT + 5) * 1000);
  for (const { headers, body } of answers) {
    expect(body).toMatchObject({ status: 503, code: 'preview_not_made', retryable: true });
    expect(headers).toMatchObject({ 'retry-after': '3' });
  }
  const details = answers.map(({ body }) => body.detail).sort();
  expect(details[0]).toContain('A worker has begun');
  expect(details[1]).toMatch(/No worker has taken.*WORKER_QUEUES.*preview/);
  expect(await rows(as)).toEqual([]);
});

test('what a worker finds out is answered with its code and field', async () => {
  const as = await t.newCaller();
  const answering = ask({}, as);
  const error = { code: 'no_template_fits', message: 'The headline is too long.', field: 'copy/headline' } as const;
  await draw(await asked(as), { error });
  expect((await answering).body).toMatchObject({ status: 422, code: 'no_template_fits', field: 'copy/headline' });
});

test('what is wrong is said before anything is asked of a worker', async () => {
  const as = await t.newCaller();
  const pending = await anAsset(t.db, { userId: as.userId });
  const foreign = await anAsset(t.db, { userId: t.caller.userId });
  await makeReady(t.db, foreign);
  const many = Array.from({ length: LIMITS.previewFormats + 1 }, (_, at) => ({ width: 600 + at, height: 600 }));
  const refusals: [object, object][] = [
    [{ copy: {} }, { status: 422, field: 'copy/headline' }],
    [{ formats: many }, { status: 422, field: 'formats' }],
    [{ editor: 'x'.repeat(65) }, { status: 422, field: 'editor' }],
    [{ template: 'nope' }, { status: 422, code: 'unknown_template' }],
    [{ template: 'ticket' }, { status: 422, code: 'no_template_fits', field: 'copy/coupon' }],
    [{ assets: [{ assetId: foreign }] }, { status: 422, code: 'unknown_asset', field: 'assets/0/assetId' }],
    [{ assets: [{ assetId: pending }] }, { status: 409, code: 'asset_not_ready', field: 'assets/0/assetId' }],
  ];
  for (const [payload, problem] of refusals) expect((await ask(payload, as)).body).toMatchObject(problem);
  expect(await rows(as)).toEqual([]);
});

test('previews of one user at the same time and within a minute are limited, and nobody else is', async () => {
  const as = await t.newCaller();
  const waiting = [1, 2, 3].map(() => ask({}, as));
  await asked(as, 3);
  expect((await ask({}, as)).body).toMatchObject({
    status: 429,
    code: 'rate_limited',
    detail: expect.stringMatching(/^3 /),
  });
  for (const { id } of await rows(as)) await draw(id);
  expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([200, 200, 200]);
  let late: Awaited<ReturnType<typeof ask>> | undefined;
  for (let asks = 0; asks < 30 && late?.status !== 429; asks++) late = await ask({ template: 'nope' }, as);
  expect(late?.body).toMatchObject({ code: 'rate_limited', detail: expect.stringContaining('30 previews a minute') });
  expect(late?.headers['retry-after']).toMatch(/^\d+$/);
  const other = await t.newCaller();
  expect((await ask({ template: 'nope' }, other)).status).toBe(422);
  // Of 35 formats each counts as six.
  const statuses: number[] = [];
  for (let asks = 0; asks < 5; asks++)
    statuses.push((await ask({ template: 'nope', formats: ['everything'] }, other)).status);
  expect(statuses).toEqual([422, 422, 422, 422, 429]);
});

test('a client that hangs up, and a queue that is down, leave nothing to draw', async () => {
  const as = await t.newCaller();
  const address = await t.listen();
  const hangUp = new AbortController();
  const headers = { authorization: `Bearer ${as.key}`, 'content-type': 'application/json' };
  const left = fetch(`${address}/v1/previews`, {
    ...{ method: 'POST', headers, body: JSON.stringify(SPEC), signal: hangUp.signal },
  });
  await asked(as);
  hangUp.abort();
  await expect(left).rejects.toThrow();
  await asked(as, 0);
  await t.proxies.queue.cut();
  expect((await ask({}, as)).body).toMatchObject({ status: 503, dependency: 'queue' });
  expect(await rows(as)).toEqual([]);
});
