// Longer than a file should be: all of its tests share one system, one receiver and one way to let time pass.

import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  attemptsOf,
  cancelGeneration,
  changeEndpoint,
  claimDelivery,
  createEndpoint,
  dueEndpoints,
  findEndpoint,
  listDeliveries,
  nameOneOffs,
  newId,
  redeliver,
  redeliverSince,
  replaceSecret,
  testEndpoint,
} from '@proofsheet/database';
import type { EventType } from '@proofsheet/domain';
import { openOutbound } from '@proofsheet/outbound';
import { openQueues } from '@proofsheet/queue';
import { aGeneration, aUser, testDatabase, testQueues, testStorage } from '@proofsheet/testkit';
import { newSecret, openSecrets } from '@proofsheet/webhooks';
import ipaddr from 'ipaddr.js';
import { sql } from 'kysely';
import { pino } from 'pino';
import { Webhook } from 'svix';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type DeliveryTools, deliverDue } from '../src/webhooks/deliver.ts';
import { type Answer, startReceiver } from './webhook-receiver.ts';

const log = pino({ level: 'silent' });
const secrets = openSecrets({ key: 'a key that is long enough for tests' });
let tools: DeliveryTools;

beforeAll(async () => {
  const { db } = await testDatabase();
  const { storage } = await testStorage();
  const queues = openQueues(await testQueues('postgres'), log);
  const outbound = openOutbound({ allow: [ipaddr.parseCIDR('127.0.0.0/8')] });
  tools = { db, storage, queues, outbound, secrets, addressSeconds: 600, disableDays: 5 };
});
afterAll(async () => {
  await tools.queues.close();
  await tools.outbound.close();
  await tools.db.destroy();
});

const deliver = (id: string, signal = AbortSignal.timeout(30_000)) => deliverDue(tools, id, signal, log);

/** A user with one endpoint, at a receiver that answers so. */
async function anEndpoint({ answer, events = null }: { answer?: Answer; events?: EventType[] | null } = {}) {
  const receiver = await startReceiver(answer);
  onTestFinished(() => receiver.close());
  const userId = await aUser(tools.db);
  const secret = newSecret();
  const settings = { url: receiver.url, description: '', events, secret: secrets.seal(secret) };
  const { id } = await createEndpoint(tools.db, { userId, ...settings });
  const deliveries = async () => (await listDeliveries(tools.db, { userId, endpointId: id, limit: 100 })).rows;
  const endpoint = () => findEndpoint(tools.db, { userId, id });
  return { receiver, userId, secret, id, deliveries, endpoint };
}

/** As if the deliveries of an endpoint were due now. */
async function due(endpointId: string): Promise<void> {
  const waiting = tools.db.updateTable('WebhookDelivery').set({ runAfter: sql`now() - interval '1 minute'` });
  await waiting.where('endpointId', '=', endpointId).execute();
}

test('the receiver of docs/webhooks.md takes a delivery once, and no forged one', async () => {
  const page = await readFile(new URL('../../../docs/webhooks.md', import.meta.url), 'utf8');
  const [, code = ''] = /^```js\n(.*?)^```/ms.exec(page) ?? [];
  // Where it finds its library.
  const folder = await mkdtemp(new URL('../../../node_modules/.cache/receiver-', import.meta.url).pathname);
  await writeFile(join(folder, 'receiver.mjs'), code);
  const secret = newSecret();
  const spare = await startReceiver();
  spare.close();
  const { port } = new URL(spare.url);
  const env = { ...process.env, WEBHOOK_SECRET: secret, PORT: port };
  const receiver = spawn(process.execPath, [join(folder, 'receiver.mjs')], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    receiver.kill();
    await rm(folder, { recursive: true });
  });
  let printed = '';
  receiver.stdout.on('data', (chunk) => (printed += chunk));
  const url = `http://127.0.0.1:${port}`;
  await expect
    .poll(
      () =>
        fetch(url, { method: 'POST' }).then(
          ({ status }) => status,
          () => 0,
        ),
      { timeout: 30_000 },
    )
    .toBe(400);

  const userId = await aUser(tools.db);
  const settings = { url, description: '', events: null, secret: secrets.seal(secret) };
  const { id } = await createEndpoint(tools.db, { userId, ...settings });
  const generationId = await aGeneration(tools.db, { userId });
  await deliver(id);
  const row = async () =>
    (await listDeliveries(tools.db, { userId, endpointId: id, limit: 1 })).rows[0] ?? expect.fail();
  const first = await row();
  expect(first).toMatchObject({ status: 'DELIVERED', attempt: 1 });
  await redeliver(tools.db, { userId, endpointId: id, id: first.id });
  await deliver(id);
  expect(await row()).toMatchObject({ status: 'DELIVERED', attempt: 2 });
  await expect.poll(() => printed).toBe(`generation.created ${generationId}\n`);
});

test('an event arrives once, signed, as it is told elsewhere', async () => {
  const { receiver, userId, secret, id, deliveries } = await anEndpoint();
  const generationId = await aGeneration(tools.db, { userId });
  await deliver(id);
  await deliver(id);
  expect(receiver.received).toHaveLength(1);
  const [{ headers, body } = expect.fail()] = receiver.received;
  const [delivery = expect.fail()] = await deliveries();
  expect(delivery).toMatchObject({ status: 'DELIVERED', attempt: 1, type: 'generation.created', generationId });
  expect(headers['webhook-id']).toBe(delivery.id);
  expect(headers['content-type']).toBe('application/json');
  new Webhook(secret).verify(body, headers);
  const told = JSON.parse(body);
  const data = { id: delivery.position, type: 'generation.created', generationId, assetId: null };
  expect(told).toMatchObject({ type: 'generation.created', timestamp: expect.any(String), data });
});

test('only what was asked for is sent, and nothing of another user', async () => {
  const { receiver, userId, id } = await anEndpoint({ events: ['generation.cancelled'] });
  const generationId = await aGeneration(tools.db, { userId });
  await aGeneration(tools.db, { userId: await aUser(tools.db) });
  await cancelGeneration(tools.db, { userId, id: generationId });
  await deliver(id);
  expect(receiver.received.map(({ body }) => JSON.parse(body).type)).toEqual(['generation.cancelled']);
});

test('while a secret is replaced both sign, and afterwards the new one alone', async () => {
  const { receiver, userId, secret, id } = await anEndpoint();
  const next = newSecret();
  await replaceSecret(tools.db, { userId, id, secret: secrets.seal(next), overlapSeconds: 60 });
  await testEndpoint(tools.db, { userId, id });
  await deliver(id);
  await replaceSecret(tools.db, { userId, id, secret: secrets.seal(next), overlapSeconds: 0 });
  await testEndpoint(tools.db, { userId, id });
  await deliver(id);
  const [during = expect.fail(), after = expect.fail()] = receiver.received;
  for (const one of [secret, next]) new Webhook(one).verify(during.body, during.headers);
  new Webhook(next).verify(after.body, after.headers);
  expect(() => new Webhook(secret).verify(after.body, after.headers)).toThrow();
});

test('an address that a generation names is told, signed with the default secret of its user', async () => {
  const receiver = await startReceiver();
  onTestFinished(() => receiver.close());
  const userId = await aUser(tools.db);
  const secret = newSecret();
  const url = receiver.url;
  const named = { userId, urls: [url], secret: secrets.seal(secret) };
  const ids = await tools.db.transaction().execute((tx) => nameOneOffs(tx, named));
  const id = ids.get(url) ?? expect.fail();
  await aGeneration(tools.db, { userId, webhookId: id, webhookEvents: ['generation.created'] });
  await deliver(id);
  const [{ headers, body } = expect.fail()] = receiver.received;
  new Webhook(secret).verify(body, headers);
  expect(await dueEndpoints(tools.db, { settledSeconds: 0, limit: 10 })).toEqual([]);
});

test('addresses of one host that generations name take four places, and leave the others to other hosts', async () => {
  const userId = await aUser(tools.db);
  const urls = [1, 2, 3, 4, 5].map((n) => `https://away.example/hooks?n=${n}`).concat('https://shop.example/hooks');
  const named = { userId, urls, secret: secrets.seal(newSecret()) };
  const ids = await tools.db.transaction().execute((tx) => nameOneOffs(tx, named));
  for (const webhookId of ids.values())
    await aGeneration(tools.db, { userId, webhookId, webhookEvents: ['generation.created'] });
  const claims = [];
  for (const endpointId of ids.values()) claims.push(await claimDelivery(tools.db, { endpointId, leaseSeconds: 30 }));
  expect(claims.map((claim) => claim?.url)).toEqual([...urls.slice(0, 4), undefined, urls[5]]);
});

test('what fails is tried again under the same id, and everything is in the log', async () => {
  const { receiver, userId, id, deliveries, endpoint } = await anEndpoint({
    answer: (response) => response.writeHead(500).end(`broken \0 ${'x'.repeat(5000)}`),
  });
  await testEndpoint(tools.db, { userId, id });
  await deliver(id);
  expect(await deliveries()).toMatchObject([{ status: 'PENDING', attempt: 1 }]);
  expect((await endpoint())?.failingSince).toBeInstanceOf(Date);
  receiver.answer = (response) => response.writeHead(302, { location: receiver.url }).end();
  await due(id);
  await deliver(id);
  receiver.answer = (_, request) => request.socket.resetAndDestroy();
  await due(id);
  await deliver(id);
  receiver.answer = (response) => response.writeHead(200).end('thanks');
  await due(id);
  await deliver(id);
  const [delivery = expect.fail()] = await deliveries();
  expect(delivery).toMatchObject({ status: 'DELIVERED', attempt: 4 });
  expect((await endpoint())?.failingSince).toBeNull();
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([delivery.id]));
  const attempts = await attemptsOf(tools.db, delivery.id);
  expect(attempts.map(({ status, error }) => status ?? error)).toEqual([
    ...[500, 302, 'url_unreachable: The server broke the connection off.', 200],
  ]);
  expect(attempts[0]?.answer).toMatch(/^broken \ufffd x+$/);
  expect(attempts[0]?.answer.length).toBe(1024);
});

test('the first retry comes after seconds, by a job of its own; a receiver that asks for more time gets it', async () => {
  const { receiver, userId, id, deliveries } = await anEndpoint({
    answer: (response) => response.writeHead(503).end(),
  });
  const deliveryId = await testEndpoint(tools.db, { userId, id });
  await deliver(id);
  const waits = async () => {
    const [row = expect.fail()] = await deliveries();
    return (row.runAfter.getTime() - row.updatedAt.getTime()) / 1000;
  };
  expect(await waits()).toBeGreaterThanOrEqual(5);
  expect(await waits()).toBeLessThan(6.1);
  const queue = tools.queues.bull.find(({ name }) => name === 'webhook');
  expect((await queue?.getJob(`${deliveryId}-a1`))?.delay).toBeGreaterThan(5000);
  receiver.answer = (response) => response.writeHead(429, { 'retry-after': '7200' }).end();
  await due(id);
  await deliver(id);
  expect(await waits()).toBeGreaterThanOrEqual(7200);
  const later = new Date(Date.now() + 7_200_000).toUTCString();
  receiver.answer = (response) => response.writeHead(429, { 'retry-after': later }).end();
  await due(id);
  await deliver(id);
  expect(await waits()).toBeGreaterThanOrEqual(7190);
});

test('the tenth failure is the last, and from then on it can be asked for again', async () => {
  const { receiver, userId, id, deliveries } = await anEndpoint({
    answer: (response) => response.writeHead(500).end(),
  });
  const deliveryId = await testEndpoint(tools.db, { userId, id });
  for (let attempt = 1; attempt <= 10; attempt++) {
    await due(id);
    await deliver(id);
  }
  expect(await deliveries()).toMatchObject([{ status: 'FAILED', attempt: 10 }]);
  await due(id);
  await deliver(id);
  expect(receiver.received).toHaveLength(10);
  receiver.answer = (response) => response.end();
  expect(await redeliver(tools.db, { userId, endpointId: id, id: deliveryId })).toBe(true);
  await deliver(id);
  expect(await deliveries()).toMatchObject([{ id: deliveryId, status: 'DELIVERED', attempt: 11 }]);
});

test('410 disables the endpoint at once, which is an event for the others', async () => {
  const { receiver, userId, id, endpoint } = await anEndpoint({ answer: (response) => response.writeHead(410).end() });
  const other = await startReceiver();
  onTestFinished(() => other.close());
  const settings = { url: other.url, description: '', events: null, secret: secrets.seal(newSecret()) };
  const { id: otherId } = await createEndpoint(tools.db, { userId, ...settings });
  await testEndpoint(tools.db, { userId, id });
  await deliver(id);
  expect(await endpoint()).toMatchObject({ enabled: false, disabledReason: 'gone' });
  await deliver(otherId);
  const [told = expect.fail()] = other.received.map(({ body }) => JSON.parse(body));
  expect(told).toMatchObject({ type: 'webhook.disabled', data: { endpointId: id, reason: 'gone' } });
  await aGeneration(tools.db, { userId });
  await due(id);
  await deliver(id);
  expect(receiver.received).toHaveLength(1);
});

test('days of failures disable it; once it is enabled, what waited and what happened meanwhile arrive', async () => {
  const { receiver, userId, id, deliveries, endpoint } = await anEndpoint({
    answer: (response) => response.writeHead(500).end(),
  });
  await aGeneration(tools.db, { userId });
  await deliver(id);
  const sixDaysAgo = sql<Date>`now() - interval '6 days'`;
  await tools.db.updateTable('WebhookEndpoint').set({ failingSince: sixDaysAgo }).where('id', '=', id).execute();
  await due(id);
  await deliver(id);
  expect(await endpoint()).toMatchObject({ enabled: false, disabledReason: 'failing' });
  await aGeneration(tools.db, { userId });
  expect(await deliveries()).toHaveLength(1);
  receiver.answer = (response) => response.end();
  await changeEndpoint(tools.db, { userId, id, enabled: true });
  const since = new Date(Date.now() - 3_600_000);
  expect(await redeliverSince(tools.db, { userId, id, since, delivered: false })).toBe(2);
  await due(id);
  await deliver(id);
  expect((await deliveries()).map(({ status, type }) => `${type} ${status}`).toSorted()).toEqual([
    ...['generation.created DELIVERED', 'generation.created DELIVERED', 'webhook.disabled DELIVERED'],
  ]);
});

test('a worker that dies with a delivery in its hands leaves it to the next one, under the same id', async () => {
  const { receiver, userId, id, deliveries } = await anEndpoint();
  const deliveryId = await testEndpoint(tools.db, { userId, id });
  const dead = await claimDelivery(tools.db, { endpointId: id, leaseSeconds: 30 });
  expect(dead).toMatchObject({ id: deliveryId, attempt: 1 });
  await deliver(id);
  expect(receiver.received).toHaveLength(0);
  const expired = { leaseUntil: sql<Date>`now() - interval '1 second'` };
  await tools.db.updateTable('WebhookDelivery').set(expired).where('id', '=', deliveryId).execute();
  await deliver(id);
  expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([deliveryId]);
  expect(await deliveries()).toMatchObject([{ status: 'DELIVERED', attempt: 2 }]);
});

test('a worker that is told to stop gives the delivery back, and the attempt does not count', async () => {
  const { receiver, userId, id, deliveries } = await anEndpoint({ answer: () => {} });
  await testEndpoint(tools.db, { userId, id });
  const stopping = new AbortController();
  const delivered = deliver(id, stopping.signal);
  await expect.poll(() => receiver.received, { timeout: 20_000 }).toHaveLength(1);
  stopping.abort(new Error('stopping'));
  await expect(delivered).rejects.toThrow('stopping');
  expect(await deliveries()).toMatchObject([{ status: 'PENDING', attempt: 1 }]);
});

test('of one endpoint four are under way at once, and one while it fails', async () => {
  const { receiver, userId, id } = await anEndpoint({ answer: () => {} });
  for (let count = 0; count < 8; count++) await testEndpoint(tools.db, { userId, id });
  const stopping = new AbortController();
  const jobs = Promise.allSettled(Array.from({ length: 8 }, () => deliver(id, stopping.signal)));
  await expect.poll(() => receiver.received, { timeout: 20_000 }).toHaveLength(4);
  stopping.abort();
  await jobs;
  expect(receiver.most).toBe(4);
  await tools.db.updateTable('WebhookEndpoint').set({ failingSince: new Date() }).where('id', '=', id).execute();
  const again = new AbortController();
  const more = Promise.allSettled(Array.from({ length: 4 }, () => deliver(id, again.signal)));
  await expect.poll(() => receiver.received, { timeout: 20_000 }).toHaveLength(5);
  await deliver(id);
  again.abort();
  await more;
  expect(receiver.received).toHaveLength(5);
});

test('a hundred endpoints of one user that hang leave room for the one of another', async () => {
  const userId = await aUser(tools.db);
  const hanging = await startReceiver(() => {});
  onTestFinished(() => hanging.close());
  const settings = { url: hanging.url, description: '', events: null, secret: secrets.seal(newSecret()) };
  const ids: string[] = [];
  for (let count = 0; count < 30; count++) ids.push((await createEndpoint(tools.db, { userId, ...settings })).id);
  for (let count = 0; count < 3; count++) await aGeneration(tools.db, { userId });
  const stopping = new AbortController();
  const jobs = Promise.allSettled(ids.map((id) => deliver(id, stopping.signal)));
  await expect.poll(() => hanging.received, { timeout: 20_000 }).toHaveLength(16);
  const { receiver, id, userId: another } = await anEndpoint();
  await testEndpoint(tools.db, { userId: another, id });
  await deliver(id);
  expect(receiver.received).toHaveLength(1);
  stopping.abort();
  await jobs;
  expect(hanging.most).toBe(16);
});

test('thirty endpoints of one user that fail leave half of its places for those that answer', async () => {
  const { receiver, userId, id } = await anEndpoint();
  const hanging = await startReceiver(() => {});
  onTestFinished(() => hanging.close());
  const settings = { url: hanging.url, description: '', events: null, secret: secrets.seal(newSecret()) };
  const ids: string[] = [];
  for (let count = 0; count < 30; count++) ids.push((await createEndpoint(tools.db, { userId, ...settings })).id);
  await tools.db.updateTable('WebhookEndpoint').set({ failingSince: new Date() }).where('id', 'in', ids).execute();
  await aGeneration(tools.db, { userId });
  const stopping = new AbortController();
  const jobs = Promise.allSettled(ids.map((one) => deliver(one, stopping.signal)));
  await expect.poll(() => hanging.received, { timeout: 20_000 }).toHaveLength(8);
  await deliver(id);
  expect(receiver.received).toHaveLength(1);
  stopping.abort();
  await jobs;
  expect(hanging.most).toBe(8);
});

test('with another WEBHOOK_KEY nothing is sent, nothing counts, all that waits is put off, and it is said once', async () => {
  const { receiver, userId, id, deliveries } = await anEndpoint();
  for (let count = 0; count < 3; count++) await testEndpoint(tools.db, { userId, id });
  const said: unknown[] = [];
  const told = pino({ level: 'warn' }, { write: (line: string) => void said.push(JSON.parse(line)) });
  const wrong = { ...tools, secrets: openSecrets({ key: 'another key, as long as the one before' }) };
  for (let count = 0; count < 4; count++) await deliverDue(wrong, id, AbortSignal.timeout(30_000), told);
  expect(said).toMatchObject([{ level: 50, msg: expect.stringContaining('WEBHOOK_KEY'), retryInSeconds: 300 }]);
  expect(receiver.received).toHaveLength(0);
  for (const { status, runAfter } of await deliveries()) {
    expect(status).toBe('PENDING');
    expect(runAfter.getTime() - Date.now()).toBeGreaterThan(280_000);
  }
  expect(await dueEndpoints(tools.db, { settledSeconds: 0, limit: 100 })).not.toContainEqual(
    expect.objectContaining({ id }),
  );
  await due(id);
  await deliver(id);
  expect(receiver.received).toHaveLength(3);
  const tries = tools.db.selectFrom('WebhookDelivery').select('tries').where('endpointId', '=', id);
  expect(await tries.execute()).toEqual([{ tries: 1 }, { tries: 1 }, { tries: 1 }]);
});

test('one that cannot be made here holds up none behind it, and its attempt does not count', async () => {
  const { receiver, userId, id, deliveries } = await anEndpoint();
  const [first, second] = [await testEndpoint(tools.db, { userId, id }), await testEndpoint(tools.db, { userId, id })];
  const outbound: DeliveryTools['outbound'] = {
    ...tools.outbound,
    send: (url, request) =>
      request.headers?.['webhook-id'] === first
        ? Promise.reject(new Error('no memory'))
        : tools.outbound.send(url, request),
  };
  await deliverDue({ ...tools, outbound }, id, AbortSignal.timeout(30_000), log);
  expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([second]);
  const row = (await deliveries()).find((one) => one.id === first) ?? expect.fail();
  expect(row.status).toBe('PENDING');
  expect(row.runAfter.getTime() - Date.now()).toBeGreaterThan(50_000);
});

test('an address that leads into the inner network is never called, whatever stands in the row', async () => {
  const { receiver, userId, id, deliveries } = await anEndpoint();
  await testEndpoint(tools.db, { userId, id });
  const outbound = openOutbound({});
  onTestFinished(() => outbound.close());
  await deliverDue({ ...tools, outbound }, id, AbortSignal.timeout(30_000), log);
  expect(receiver.received).toHaveLength(0);
  const [{ id: deliveryId } = expect.fail()] = await deliveries();
  const [attempt] = await attemptsOf(tools.db, deliveryId);
  expect(attempt?.error).toMatch(/^url_not_allowed: /);
});

test('a transaction that is rolled back sends nothing', async () => {
  const { userId, deliveries } = await anEndpoint();
  const undone = tools.db.transaction().execute(async (tx) => {
    await tx.insertInto('Event').values({ type: 'generation.created', userId }).execute();
    throw new Error(newId());
  });
  await expect(undone).rejects.toThrow();
  expect(await deliveries()).toEqual([]);
});
