import { jobIds } from '@proofsheet/queue';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { lockAssets, startTestApi, type TestApi } from './harness.ts';
import { form, picture, post } from './images.ts';

let t: TestApi;
let address: string;
beforeAll(async () => {
  t = await startTestApi();
  address = await t.listen();
});
afterEach(async () => {
  for (const proxy of Object.values(t.proxies)) await proxy.restore();
});
afterAll(() => t.close());

const payload = { kind: 'THUMBNAIL', copy: { headline: 'Hello' } };
const submit = () => t.call({ method: 'POST', url: '/v1/generations', payload });

/** Each file is another one: bytes behind the end of an image are allowed, and the same file twice is stored once. */
let uploads = 0;
const upload = async () => {
  uploads += 1;
  return post(
    `${address}/v1/assets`,
    t.caller.key,
    form('LOGO', Buffer.concat([await picture(), Buffer.from(`${uploads}`)])),
  );
};

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; milliseconds: number }> {
  const started = performance.now();
  return { result: await work(), milliseconds: performance.now() - started };
}

const LEFT = 'not enqueued: left to the sweep';
const down = (dependency: string) => ({
  status: 503,
  code: 'dependency_unavailable',
  dependency,
  reason: expect.any(String),
});

test('without the database everything behind a key is 503, and works again when it is back', async () => {
  await t.proxies.database.cut();
  expect((await submit()).body).toMatchObject(down('database'));
  expect((await t.call({ url: '/v1/outputs' })).body).toMatchObject(down('database'));
  expect((await upload()).body).toMatchObject(down('database'));
  expect((await submit()).headers['retry-after']).toBe('5');
  await t.proxies.database.restore();
  await expect.poll(async () => (await submit()).status, { timeout: 10_000 }).toBe(202);
});

test('without the storage an upload is 503 and leaves nothing; submitting and reading go on', async () => {
  const rows = () => t.db.selectFrom('Asset').select('id').execute();
  const before = await rows();
  await t.proxies.storage.cut();
  expect((await upload()).body).toMatchObject(down('storage'));
  const submitted = await submit();
  expect(submitted.status).toBe(202);
  expect((await t.call({ url: `/v1/generations/${submitted.body.id}` })).status).toBe(200);
  expect(await rows()).toEqual(before);
  expect(await t.scratch()).toEqual([]);
  await t.proxies.storage.restore();
  await expect.poll(async () => (await upload()).status, { timeout: 10_000 }).toBe(201);
});

test('a database that goes away when the files are stored already leaves no object behind', async () => {
  const objects = () => Array.fromAsync(t.storage.list(''), (object) => object.key);
  const before = await objects();
  const locked = await lockAssets(t.db);
  const uploading = upload();
  await expect.poll(async () => (await objects()).length).toBe(before.length + 1);
  await t.proxies.database.cut();
  await locked.rollback().execute();
  expect((await uploading).body).toMatchObject(down('database'));
  expect(await objects()).toEqual(before);
});

test('an answer to COMMIT that is lost on the way takes no file from the rows that are there', async () => {
  await sql`create function slow_commit() returns trigger language plpgsql as
    'begin perform pg_sleep(1.5); return null; end'`.execute(t.db);
  await sql`create constraint trigger slow_commit after insert on "Asset" deferrable initially deferred
    for each row execute function slow_commit()`.execute(t.db);
  const rows = () => t.db.selectFrom('Asset').select('objectKey').execute();
  const before = (await rows()).length;
  const uploading = upload();
  const committing = sql`select 1 from pg_stat_activity
    where datname = current_database() and state = 'active' and query ilike 'commit%'`;
  await expect.poll(async () => (await committing.execute(t.db)).rows.length, { timeout: 5_000 }).toBe(1);
  await t.proxies.database.cut();
  expect((await uploading).body).toMatchObject(down('database'));
  await expect.poll(async () => (await rows()).length, { timeout: 5_000 }).toBe(before + 1);
  for (const { objectKey } of await rows()) expect(await t.storage.exists(objectKey)).toBe(true);
  await sql`drop function slow_commit cascade`.execute(t.db);
});

test('without the queue submitting and uploading succeed, fast, and the rows wait', async () => {
  await t.proxies.queue.cut();
  const { result, milliseconds } = await timed(submit);
  expect(result.status).toBe(202);
  expect(milliseconds).toBeLessThan(500);
  expect((await upload()).status).toBe(201);
  await expect.poll(() => t.lines().filter((line) => line.msg === LEFT).length).toBe(2);
  expect((await t.call({ url: `/v1/generations/${result.body.id}` })).body.status).toBe('PENDING');

  await t.proxies.queue.restore();
  /** Whether the job of a new submission comes, or is left to the sweep. */
  const isEnqueued = async (): Promise<boolean> => {
    const { id } = (await submit()).body;
    const live = async () => (await t.queues.liveJobs('thumbnail', [jobIds.generation(id, 0)])).size === 1;
    const isLeft = () => t.lines().some((line) => line.msg === LEFT && line.generationId === id);
    await expect.poll(async () => (await live()) || isLeft(), { timeout: 10_000 }).toBe(true);
    return live();
  };
  await expect.poll(isEnqueued, { timeout: 15_000 }).toBe(true);
});
