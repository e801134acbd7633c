import { once } from 'node:events';
import {
  announceOutput,
  cancelGeneration,
  claimGeneration,
  completeGeneration,
  failGeneration,
  newId,
  rejectAsset,
  retryGeneration,
  revokeApiKeys,
} from '@proofsheet/database';
import { aGeneration, anAsset, anOutput, makeReady } from '@proofsheet/testkit';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type Caller, startTestApi, type TestApi } from './harness.ts';
import { dial } from './sockets.ts';
import { follow, readStream, type StreamedEvent } from './streams.ts';

let t: TestApi;
let address: string;
beforeAll(async () => {
  t = await startTestApi({ heartbeatSeconds: 0.3, streamsPerUser: 12 });
  address = await t.listen();
});
afterAll(() => t.close());

const error = { code: 'no_template_fits', message: 'No template fits.' } as const;
const claim = (id: string) => claimGeneration(t.db, { id, leaseSeconds: 60 });

function following(path: string, { key }: Caller = t.caller) {
  const followed = follow(`${address}${path}`, key);
  onTestFinished(() => followed.close());
  return followed;
}

/** Streams of a user start where the user's events are: what is told from now on is seen. */
async function followingAll(caller: Caller) {
  const all = following('/v1/events', caller);
  await once(all.source, 'open');
  return all;
}

test('one generation is told of from its beginning to its end, and the client stays away then', async () => {
  const id = await aGeneration(t.db, { userId: t.caller.userId });
  const one = following(`/v1/generations/${id}/events`);
  await claim(id);
  const [output, second] = [anOutput(), anOutput({ index: 1, variant: 1 })];
  await t.storage.put(output.objectKey, Buffer.from('abc'), { bytes: 3, mediaType: 'image/jpeg' });
  await announceOutput(t.db, { id, attempt: 1, progress: 1, output });
  await expect.poll(one.types).toEqual(['generation.created', 'generation.processing', 'output.created']);
  const told = one.events[2] as StreamedEvent;
  expect(told).toMatchObject({ attempt: 1, ordinal: 1, output: { id: output.id, index: 0, kind: 'THUMBNAIL' } });
  expect(told.output).not.toHaveProperty('objectKey');
  expect(await (await fetch(told.output.url)).text()).toBe('abc');
  // Meanwhile the generation shows the same image.
  const { body } = await t.call({ url: `/v1/generations/${id}` });
  expect(body).toMatchObject({ status: 'PROCESSING', outputs: [{ id: output.id, generationId: id }] });

  await completeGeneration(t.db, { id, attempt: 1, outputs: [output] });
  await expect.poll(one.types).toContain('generation.completed');
  expect(one.events.at(-1)).toMatchObject({ generationId: id, assetId: null, outputs: [output.id] });
  await expect.poll(() => one.statuses, { timeout: 5_000 }).toEqual([200, 204]);
  expect(one.source.readyState).toBe(one.source.CLOSED);
  expect(one.types()).toHaveLength(4);
  expect((await t.call({ url: `/v1/outputs/${output.id}` })).status).toBe(200);
  expect(second.id).not.toBe(output.id);
});

test('ends that are none of success are told with their reason, and a retry after them', async () => {
  const { userId } = t.caller;
  const id = await aGeneration(t.db, { userId });
  const cancelled = await aGeneration(t.db, { userId });
  await claim(id);
  await failGeneration(t.db, { id, attempt: 1, error });
  await t.db.transaction().execute((tx) => retryGeneration(tx, { userId, id }));
  await cancelGeneration(t.db, { userId, id: cancelled });
  const one = following(`/v1/generations/${id}/events`);
  const other = following(`/v1/generations/${cancelled}/events`);
  // A failure that a retry follows is not the end.
  await expect
    .poll(one.types)
    .toEqual(['generation.created', 'generation.processing', 'generation.failed', 'generation.retried']);
  expect(one.events[2]?.error).toEqual(error);
  await expect.poll(other.types).toEqual(['generation.created', 'generation.cancelled']);
  await cancelGeneration(t.db, { userId, id });
  await expect.poll(() => one.statuses, { timeout: 5_000 }).toEqual([200, 204]);
});

test('everything of a user comes over one stream, from now on, and nothing of another user', async () => {
  const [caller, stranger] = [await t.newCaller(), await t.newCaller()];
  const { userId } = caller;
  await aGeneration(t.db, { userId: caller.userId });
  const all = await followingAll(caller);
  await aGeneration(t.db, { userId: stranger.userId });
  const [ready, rejected] = [await anAsset(t.db, { userId }), await anAsset(t.db, { userId })];
  await makeReady(t.db, ready);
  await rejectAsset(t.db, { id: rejected }, { code: 'upload_not_an_image', message: 'It is no image.' });
  const id = await aGeneration(t.db, { userId: caller.userId });
  await expect.poll(all.types).toEqual(['asset.ready', 'asset.rejected', 'generation.created']);
  expect(all.events).toMatchObject([
    { assetId: ready, generationId: null },
    { assetId: rejected, error: { code: 'upload_not_an_image' } },
    { generationId: id, assetId: null },
  ]);
});

test.each(['Last-Event-ID', 'after'])('%s goes on behind an event, and 0 begins with the first', async (by) => {
  const caller = await t.newCaller();
  for (let index = 0; index < 45; index += 1) await aGeneration(t.db, { userId: caller.userId });
  const read = async (after: string, count: number) => {
    const query = by === 'after' ? `?after=${after}` : '';
    const sent = { key: caller.key, after: by === 'after' ? undefined : after };
    const events: StreamedEvent[] = [];
    for await (const event of readStream(`${address}/v1/events${query}`, sent)) {
      if (events.push(event) === count) break;
    }
    return events.map(({ id }) => id);
  };
  const all = await read('0', 45);
  expect(new Set(all).size).toBe(45);
  expect(await read(all[4] ?? '', 40)).toEqual(all.slice(5));
});

test('an id ahead of all events, as after a restored backup, hides none that come', async () => {
  const caller = await t.newCaller();
  await aGeneration(t.db, { userId: caller.userId });
  const all = following('/v1/events?after=900000000000000000', caller);
  await once(all.source, 'open');
  const id = await aGeneration(t.db, { userId: caller.userId });
  await expect.poll(() => all.events).toMatchObject([{ type: 'generation.created', generationId: id }]);
});

test('what is no id of an event is 422, and a generation of another user 404', async () => {
  const id = await aGeneration(t.db, { userId: t.caller.userId });
  const wrong = await t.call({ url: '/v1/events', headers: { 'last-event-id': 'x' } });
  expect(wrong).toMatchObject({ status: 422, body: { field: 'last-event-id' } });
  expect((await t.call({ url: '/v1/events?after=-1' })).status).toBe(422);
  const as = await t.newCaller();
  for (const path of [id, newId(), 'x'])
    expect((await t.call({ as, url: `/v1/generations/${path}/events` })).status).toBe(404);
  expect((await t.call({ as: null, url: '/v1/events' })).status).toBe(401);
});

test('a generation that ended before events were kept in order, or whose events are gone, is 204', async () => {
  const id = await aGeneration(t.db, { userId: t.caller.userId });
  await cancelGeneration(t.db, { userId: t.caller.userId, id });
  await sql`update "Event" set "position" = null where "generationId" = ${id}`.execute(t.db);
  expect((await t.call({ url: `/v1/generations/${id}/events` })).status).toBe(204);
});

test('a revoked key ends its streams, and those of other keys go on', async () => {
  const [caller, other] = [await t.newCaller(), await t.newCaller()];
  const [gone, stays] = [await followingAll(caller), await followingAll(other)];
  await revokeApiKeys(t.db, caller.key);
  await expect.poll(() => gone.statuses, { timeout: 15_000 }).toEqual([200, 401]);
  await aGeneration(t.db, { userId: other.userId });
  await expect.poll(stays.types).toEqual(['generation.created']);
  expect(stays.statuses).toEqual([200]);
});

test('a silent stream says that it lives, and is never compressed or kept', async () => {
  const socket = dial(address);
  onTestFinished(() => void socket.destroy());
  socket.write(
    `GET /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${t.caller.key}\r\nAccept-Encoding: gzip\r\n\r\n`,
  );
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk;
  });
  await expect.poll(() => received.match(/\n: \n\n/g)?.length ?? 0, { timeout: 5_000 }).toBeGreaterThan(2);
  expect(received).toMatch(/^HTTP\/1.1 200 OK\r\n/);
  expect(received).toMatch(/content-type: text\/event-stream\r\n/);
  expect(received).toMatch(/cache-control: no-store\r\n/);
  expect(received).toMatch(/x-accel-buffering: no\r\n/);
  expect(received).not.toMatch(/content-encoding/);
});

test('a user may have so many streams open; one more is 429, until one is closed', async () => {
  const caller = await t.newCaller();
  const open = [];
  for (let index = 0; index < 12; index += 1) open.push(await followingAll(caller));
  const refused = await t.call({ as: caller, url: '/v1/events' });
  expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': '30' }, body: { code: 'rate_limited' } });
  open[0]?.close();
  await expect.poll(async () => (await t.call({ as: caller, url: '/v1/events' })).status).toBe(200);
});

test('a LISTEN connection that is killed is made anew, and what was told meanwhile comes', async () => {
  const caller = await t.newCaller();
  const all = await followingAll(caller);
  const ears = sql`from pg_stat_activity
      where "application_name" = 'proofsheet events' and "datname" = current_database()`;
  const kill = () => sql`select pg_terminate_backend("pid") ${ears}`.execute(t.db);
  for (let round = 0; round < 3; round += 1) {
    const killed = kill();
    for (let index = 0; index < 10; index += 1) await aGeneration(t.db, { userId: caller.userId });
    await killed;
  }
  await expect.poll(() => all.events.length, { timeout: 15_000 }).toBe(30);
  expect(new Set(all.events.map(({ generationId }) => generationId)).size).toBe(30);
  expect(all.statuses).toEqual([200]);
  // The look every few seconds alone would have brought them, too.
  await expect.poll(async () => (await sql`select 1 ${ears}`.execute(t.db)).rows.length, { timeout: 15_000 }).toBe(1);
});

test('a database that goes and comes back costs a stream nothing but time', async () => {
  const caller = await t.newCaller();
  const all = await followingAll(caller);
  await t.proxies.database.cut();
  for (let index = 0; index < 5; index += 1) await aGeneration(t.db, { userId: caller.userId });
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await t.proxies.database.restore();
  await expect.poll(() => all.events.length, { timeout: 20_000 }).toBe(5);
  expect(all.statuses).toEqual([200]);
});
