import {
  claimBucketDelivery,
  claimGeneration,
  completeGeneration,
  deleteGenerations,
  deliverAgain,
  dueBucketDeliveries,
  findGeneration,
  readEvents,
  retryGeneration,
  START,
} from '@proofsheet/database';
import { generationRequestSchema, objectKeys, specOf } from '@proofsheet/domain';
import { connectStorage } from '@proofsheet/storage';
import {
  aGeneration,
  anOutput,
  aUser,
  startProxy,
  type TcpProxy,
  testDatabase,
  testStorage,
} from '@proofsheet/testkit';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BucketTools, deliverOutputs, openBuckets } from '../src/buckets/deliver-outputs.ts';

const log = pino({ level: 'silent' });
let tools: BucketTools;
let press: Awaited<ReturnType<typeof testStorage>>;
let proxy: TcpProxy;
let userId: string;

beforeAll(async () => {
  const { db } = await testDatabase();
  const { storage } = await testStorage();
  press = await testStorage();
  proxy = await startProxy(press.config.endpoint);
  const config = { ...press.config, region: 'us-east-1', endpoint: new URL(proxy.url).origin, prefix: 'out/' };
  tools = { db, storage, buckets: openBuckets({ press: config, none: { ...config, bucket: 'no-such-bucket' } }) };
  userId = await aUser(db);
});
afterAll(async () => {
  await proxy.close();
  await tools.db.destroy();
});

const spec = specOf(
  generationRequestSchema.parse({
    kind: 'THUMBNAIL',
    copy: { headline: 'There, too' },
    variants: 2,
    onOutputError: 'skip',
  }),
);
const deliver = (id: string, given = tools, signal = new AbortController().signal) =>
  deliverOutputs(given, id, signal, log);
const stateOf = async (id: string) => (await findGeneration(tools.db, { userId, id }))?.delivery ?? expect.fail();
const keys = async (path: string) =>
  (await Array.fromAsync(press.storage.list(`out/${path}`), ({ key }) => key)).sort();
const told = async (id: string) =>
  (await readEvents(tools.db, { userId, generationId: id, after: START, limit: 100 })).slice(2);
const due = (id: string) =>
  tools.db
    .updateTable('BucketDelivery')
    .set({ runAfter: sql`now() - interval '1 minute'` })
    .where('generationId', '=', id)
    .execute();

/** A generation of two that has made those, each with bytes of its own. */
async function made(indexes: readonly number[], { bucket = 'press', path = '' } = {}) {
  const id = await aGeneration(tools.db, { userId, spec, deliver: { bucket, path } });
  await complete(id, indexes);
  return id;
}

async function complete(id: string, indexes: readonly number[]): Promise<void> {
  const claim = (await claimGeneration(tools.db, { id, leaseSeconds: 60 })) ?? expect.fail();
  const outputs = indexes.map((index) => {
    const objectKey = objectKeys.output(id, claim.attempt, index, 'image/jpeg');
    return anOutput({ index, variant: index, objectKey, format: 'square', bytes: 6 });
  });
  for (const { objectKey, index } of outputs)
    await tools.storage.put(objectKey, Buffer.from(`file ${index}`), { bytes: 6, mediaType: 'image/jpeg' });
  const missing = [0, 1]
    .filter((index) => !indexes.includes(index) && claim.attempt === 1)
    .map((index) => ({ index, variant: index, format: 'square', code: 'internal' as const, message: 'No.' }));
  await completeGeneration(tools.db, { id, attempt: claim.attempt, outputs, missing });
}

test('outputs are copied once their generation is completed, under keys that stay, and it is told', async () => {
  const id = await aGeneration(tools.db, { userId, spec, deliver: { bucket: 'press', path: 'spring/9' } });
  await deliver(id);
  expect(await stateOf(id)).toMatchObject({ bucket: 'press', path: 'spring/9', status: 'WAITING', attempts: 0 });
  await complete(id, [0, 1]);
  expect(await dueBucketDeliveries(tools.db, { settledSeconds: 0, limit: 10 })).toMatchObject([{ id }]);
  await Promise.all([deliver(id), deliver(id)]);
  expect(await stateOf(id)).toMatchObject({ status: 'DELIVERED', copied: 2, attempts: 1, error: null });
  const there = [`out/spring/9/${id}/square-0.jpg`, `out/spring/9/${id}/square-1.jpg`];
  expect(await keys('spring/9/')).toEqual(there);
  expect((await press.storage.get(there[1] ?? '')).toString()).toBe('file 1');
  const [, event] = await told(id);
  expect(event).toMatchObject({ type: 'generation.delivered', data: { delivery: { to: 'press', keys: there } } });
  expect(await dueBucketDeliveries(tools.db, { settledSeconds: 0, limit: 10 })).toEqual([]);
});

test('a bucket that is away is tried again, from the output on that is not there', async () => {
  const id = await made([0, 1]);
  let puts = 0;
  const { prefix, storage } = tools.buckets.get('press') ?? expect.fail();
  const failing: BucketTools = {
    ...tools,
    buckets: new Map([
      [
        'press',
        {
          prefix,
          storage: {
            async put(...args) {
              puts += 1;
              if (puts === 2) await proxy.cut();
              await storage.put(...args);
            },
          },
        },
      ],
    ]),
  };
  await deliver(id, failing);
  await proxy.restore();
  const failed = await stateOf(id);
  expect(failed).toMatchObject({
    status: 'PENDING',
    copied: 1,
    error: { code: 'delivery_failed', message: expect.stringMatching(/^The bucket press /) },
  });
  // Hosts and accounts are the operator's.
  expect(failed.error?.message).not.toMatch(/127\.0\.0\.1|localhost|S3_/);
  await deliver(id);
  expect(await stateOf(id)).toMatchObject({ attempts: 1 });
  await due(id);
  await deliver(id, failing);
  expect([puts, await stateOf(id)]).toMatchObject([3, { status: 'DELIVERED', copied: 2, attempts: 2, error: null }]);
});

test('after ten attempts it is given up, which is told, and may be asked for again', async () => {
  const id = await made([0, 1], { bucket: 'none' });
  for (let attempt = 1; attempt <= 10; attempt += 1) {
    await due(id);
    await deliver(id);
  }
  const error = { code: 'delivery_failed', message: 'The bucket none does not have what is needed.' };
  expect(await stateOf(id)).toMatchObject({ status: 'FAILED', attempts: 10, error });
  expect((await told(id)).map(({ type }) => type)).toEqual(['generation.completed', 'generation.delivery_failed']);
  await deliverAgain(tools.db, { generationId: id, bucket: 'press', path: 'late' });
  await deliver(id);
  expect(await stateOf(id)).toMatchObject({ status: 'DELIVERED', bucket: 'press', error: null });
  expect(await keys('late/')).toHaveLength(2);
});

test('a bucket that the worker does not know is an error that says so', async () => {
  const id = await made([0, 1], { bucket: 'elsewhere' });
  await deliver(id);
  expect(await stateOf(id)).toMatchObject({ status: 'PENDING', error: { code: 'unknown_bucket' } });
});

test('a worker that dies, stops or has its own storage away leaves it to the next, and counts no attempt that it was not at', async () => {
  const id = await made([0, 1]);
  await claimBucketDelivery(tools.db, { generationId: id, leaseSeconds: 60 });
  await deliver(id);
  expect(await stateOf(id)).toMatchObject({ status: 'DELIVERING', attempts: 1, copied: 0 });
  await tools.db
    .updateTable('BucketDelivery')
    .set({ leaseUntil: sql`now() - interval '1 second'` })
    .where('generationId', '=', id)
    .execute();
  const stopping = new AbortController();
  const put = async () => stopping.abort();
  await deliver(id, { ...tools, buckets: new Map([['press', { prefix: '', storage: { put } }]]) }, stopping.signal);
  const triesOf = async () =>
    (
      await tools.db.selectFrom('BucketDelivery').select(['status', 'tries']).where('generationId', '=', id).execute()
    )[0];
  expect(await triesOf()).toEqual({ status: 'PENDING', tries: 1 });
  const away = connectStorage({ ...press.config, endpoint: 'http://127.0.0.1:9' });
  await deliver(id, { ...tools, storage: away });
  expect(await triesOf()).toEqual({ status: 'PENDING', tries: 1 });
  await deliver(id);
  expect(await stateOf(id)).toMatchObject({ status: 'DELIVERED', copied: 2 });
});

test('who was frozen past its lease notes nothing any more', async () => {
  const id = await made([0, 1]);
  const { buckets } = tools;
  const { storage } = buckets.get('press') ?? expect.fail();
  const frozen = async (...args: Parameters<typeof storage.put>) => {
    await tools.db
      .updateTable('BucketDelivery')
      .set({ leaseUntil: sql`now() - interval '1 second'` })
      .where('generationId', '=', id)
      .execute();
    await deliver(id);
    await storage.put(...args);
  };
  await deliver(id, { ...tools, buckets: new Map([['press', { prefix: 'out/', storage: { put: frozen } }]]) });
  expect(await stateOf(id)).toMatchObject({ status: 'DELIVERED', attempts: 2, copied: 2 });
  expect((await told(id)).filter(({ type }) => type === 'generation.delivered')).toHaveLength(1);
});

test('what a retry has made follows; what was deleted is not delivered', async () => {
  const id = await made([0]);
  await deliver(id);
  expect(await stateOf(id)).toMatchObject({ status: 'DELIVERED', copied: 1 });
  await tools.db.transaction().execute((tx) => retryGeneration(tx, { userId, id }));
  await complete(id, [1]);
  await deliver(id);
  expect(await stateOf(id)).toMatchObject({ status: 'DELIVERED', copied: 2 });
  const gone = await made([0, 1], { path: 'gone' });
  await deleteGenerations(tools.db, { userId, ids: [gone] });
  await deliver(gone);
  expect(await keys('gone/')).toEqual([]);
  expect(await dueBucketDeliveries(tools.db, { settledSeconds: 0, limit: 10 })).toEqual([]);
});
