import { createEndpoint, listDeliveries } from '@proofsheet/database';
import { openOutbound } from '@proofsheet/outbound';
import { type Handlers, openQueues, startConsumer } from '@proofsheet/queue';
import {
  aGeneration,
  aUser,
  type QueueBackend,
  queueBackends,
  testDatabase,
  testQueues,
  testStorage,
} from '@proofsheet/testkit';
import { newSecret, openSecrets } from '@proofsheet/webhooks';
import ipaddr from 'ipaddr.js';
import { sql } from 'kysely';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { sweep } from '../src/maintenance/sweep.ts';
import { type DeliveryTools, deliverDue } from '../src/webhooks/deliver.ts';
import { hearOfDeliveries } from '../src/webhooks/listen.ts';
import { startReceiver } from './webhook-receiver.ts';
import { startWorker } from './worker-process.ts';

const log = pino({ level: 'silent' });
const secrets = openSecrets({});
const EACH = 25;
const SOON = { timeout: 20_000 };

/** What a worker of the queue has, and one endpoint of one user. */
async function aWorker(backend: QueueBackend, { hears }: { hears: boolean }) {
  const { db, url } = await testDatabase();
  const { storage } = await testStorage();
  const queueConfig = await testQueues(backend);
  const queues = openQueues(queueConfig, log);
  const outbound = openOutbound({ allow: [ipaddr.parseCIDR('127.0.0.0/8')] });
  const tools: DeliveryTools = { db, storage, queues, outbound, secrets, addressSeconds: 600, disableDays: 5 };
  const none = async () => {};
  const handlers: Handlers = {
    ...{ thumbnail: none, ad: none, ingest: none, preview: none, delivery: none, maintenance: none },
    webhook: ({ endpointId }, job) => deliverDue(tools, endpointId, job.signal, log),
  };
  const consumer = startConsumer(queueConfig, { queues: ['webhook'], handlers, log });
  const listeners = hears ? [hearOfDeliveries(url, { queues, log }), hearOfDeliveries(url, { queues, log })] : [];
  const receiver = await startReceiver();
  onTestFinished(async () => {
    receiver.close();
    await Promise.all(listeners.map((listener) => listener.close()));
    await consumer.close(1000);
    await queues.close();
    await outbound.close();
    await db.destroy();
  });
  const userId = await aUser(db);
  const settings = { url: receiver.url, description: '', events: null, secret: newSecret() };
  const { id } = await createEndpoint(db, { userId, ...settings });
  return { ...tools, receiver, userId, id };
}

describe.each(queueBackends())('on %s', (backend) => {
  test('an event is sent as it commits, once, though two workers hear of it', async () => {
    const { db, queues, receiver, userId, id } = await aWorker(backend, { hears: true });
    // The listeners connect in the background.
    await expect
      .poll(async () => {
        await aGeneration(db, { userId });
        return receiver.received.length;
      }, SOON)
      .toBeGreaterThan(1);
    await sql`update "WebhookDelivery" set "runAfter" = now() - interval '1 minute'`.execute(db);
    await sweep({ db, queues }, AbortSignal.timeout(20_000), log);
    const page = () => listDeliveries(db, { userId, endpointId: id, limit: 100 });
    await expect.poll(async () => (await page()).rows.every(({ status }) => status === 'DELIVERED'), SOON).toBe(true);
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('a delivery that nobody heard of, and one whose worker is gone, are found by the sweep', async () => {
    const { db, queues, receiver, userId } = await aWorker(backend, { hears: false });
    await aGeneration(db, { userId });
    await aGeneration(db, { userId });
    await sql`update "WebhookDelivery" set "runAfter" = now() - interval '1 minute'`.execute(db);
    await sql`
      update "WebhookDelivery" set "status" = 'DELIVERING', "attempt" = 1, "leaseUntil" = now() - interval '1 second'
      where "id" = (select min("id"::text)::uuid from "WebhookDelivery")`.execute(db);
    await sweep({ db, queues }, AbortSignal.timeout(20_000), log);
    await expect.poll(() => receiver.received, SOON).toHaveLength(2);
  });
});

/** Whatever carries the jobs. */
describe.each(queueBackends().slice(0, 1))('webhooks on %s', (backend) => {
  test('an endpoint that hangs holds up no other: not of its user, and not of another', async () => {
    const { db, receiver: quick, userId } = await aWorker(backend, { hears: true });
    const hanging = await startReceiver(() => {});
    onTestFinished(() => hanging.close());
    const settings = { description: '', events: null, secret: newSecret() };
    await createEndpoint(db, { userId, url: hanging.url, ...settings });
    const another = await aUser(db);
    await createEndpoint(db, { userId: another, url: quick.url, ...settings });
    // The listeners connect in the background; by then the first deliveries hang.
    await expect
      .poll(async () => {
        await aGeneration(db, { userId });
        return [hanging.received.length, quick.received.length > 1];
      }, SOON)
      .toEqual([4, true]);
    const before = quick.received.length;
    const began = performance.now();
    await Promise.all(
      [userId, another].flatMap((one) => Array.from({ length: EACH }, () => aGeneration(db, { userId: one }))),
    );
    await expect.poll(() => quick.received.length, SOON).toBeGreaterThanOrEqual(before + 2 * EACH);
    // Far below the 15 s for which each request to the other hangs.
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(hanging.received).toHaveLength(4);
  });

  test('a worker that is killed in mid-delivery: another one delivers again, under the same id', async () => {
    const { db, url } = await testDatabase();
    const { config: s3 } = await testStorage();
    const queueConfig = await testQueues(backend);
    const receiver = await startReceiver(() => {});
    const userId = await aUser(db);
    const settings = { url: receiver.url, description: '', events: null, secret: newSecret() };
    await createEndpoint(db, { userId, ...settings });
    const start = () =>
      startWorker({ url, s3, queueConfig }, { WORKER_QUEUES: 'webhook,maintenance', OUTBOUND_ALLOW: '127.0.0.0/8' });
    const doomed = start();
    onTestFinished(async () => {
      receiver.close();
      doomed.child.kill('SIGKILL');
      await doomed.ended;
      await db.destroy();
    });
    await aGeneration(db, { userId });
    await expect.poll(() => receiver.received, { timeout: 60_000 }).toHaveLength(1);
    doomed.child.kill('SIGKILL');
    expect(await doomed.ended).toBe('SIGKILL');
    receiver.answer = (response) => response.writeHead(204).end();
    const heir = start();
    onTestFinished(async () => {
      heir.child.kill('SIGKILL');
      await heir.ended;
    });
    // Its lease runs out, as half a minute later.
    await sql`update "WebhookDelivery" set "leaseUntil" = now() - interval '1 second', "runAfter" = now() - interval '1 minute'`.execute(
      db,
    );
    await expect.poll(() => receiver.received, { timeout: 60_000 }).toHaveLength(2);
    const [first, second] = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(second).toBe(first);
    const done = () => db.selectFrom('WebhookDelivery').select(['status', 'attempt']).execute();
    await expect.poll(done, SOON).toEqual([{ status: 'DELIVERED', attempt: 2 }]);
  });
});
