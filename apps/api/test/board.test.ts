import { claimGeneration, failGeneration, findGeneration } from '@proofsheet/database';
import { openLog } from '@proofsheet/program';
import { openQueues, startConsumer } from '@proofsheet/queue';
import { aGeneration, aUser, queueBackends, testDatabase, testQueues } from '@proofsheet/testkit';
import type { FastifyInstance } from 'fastify';
import { afterAll, describe, expect, test } from 'vitest';
import { buildBoard } from '../src/board.ts';

describe.each(queueBackends())('on %s', async (backend) => {
  const log = openLog('api', 'silent');
  const { db } = await testDatabase();
  const config = await testQueues(backend);
  const queues = openQueues(config, log);
  const board: FastifyInstance = await buildBoard({ db, queues, settings: { adminActions: true } }, log);
  afterAll(async () => {
    await board.close();
    await queues.close();
    await db.destroy();
  });

  test('the board shows every queue, and the job of a generation with its payload', async () => {
    const id = await aGeneration(db, { userId: await aUser(db) });
    await queues.enqueue('thumbnail', { generationId: id, dispatch: 0 }, { jobId: `${id}-d0` });
    const { queues: shown } = (await board.inject('/api/queues?activeQueue=thumbnail&status=prioritized')).json();
    expect(shown.map((queue: { name: string }) => queue.name)).toEqual([
      'thumbnail',
      'ad',
      'ingest',
      'webhook',
      'preview',
      'delivery',
      'maintenance',
    ]);
    const answer = await board.inject(`/api/queues/thumbnail/${id}-d0`);
    expect(answer.json().job).toMatchObject({ id: `${id}-d0`, data: { generationId: id } });
    expect((await board.inject('/')).body).toContain('Proofsheet');
  });

  test("a generation's id leads to its latest job", async () => {
    const id = await aGeneration(db, { userId: await aUser(db), kind: 'AD' });
    await db.updateTable('Generation').set({ dispatch: 3 }).where('id', '=', id).execute();
    const answer = await board.inject(`/jobs/${id}`);
    expect([answer.statusCode, answer.headers.location]).toEqual([302, `/queue/ad/${id}-d3`]);
  });

  test('retrying the job of a generation is the retry of the API: the next dispatch of the same row', async () => {
    const userId = await aUser(db);
    const id = await aGeneration(db, { userId });
    await claimGeneration(db, { id, leaseSeconds: 60 });
    await failGeneration(db, { id, attempt: 1, error: { code: 'internal', message: 'It broke.' } });
    const thumbnails = queues.bull.find(({ name }) => name === 'thumbnail') ?? expect.fail();
    const fail = () => Promise.reject(new Error('It broke.'));
    const handlers = {
      thumbnail: fail,
      ad: fail,
      ingest: fail,
      webhook: fail,
      preview: fail,
      delivery: fail,
      maintenance: fail,
    };
    const consumer = startConsumer(config, { queues: ['thumbnail'], handlers, log });
    await queues.enqueue('thumbnail', { generationId: id, dispatch: 0 }, { jobId: `${id}-d0` });
    await expect.poll(async () => (await thumbnails.getJob(`${id}-d0`))?.finishedOn, { timeout: 20_000 }).toBeTruthy();
    await consumer.close(1000);
    const retry = () => board.inject({ method: 'PUT', url: `/api/queues/thumbnail/${id}-d0/retry` });
    expect((await retry()).statusCode).toBe(204);
    expect(await findGeneration(db, { userId, id })).toMatchObject({ status: 'PENDING', dispatch: 1, error: null });
    expect((await queues.liveJobs('thumbnail', [`${id}-d0`, `${id}-d1`])).has(`${id}-d1`)).toBe(true);
    expect((await retry()).statusCode).toBe(409);
  });

  test('it only shows, unless it was allowed to act', async () => {
    const reader: FastifyInstance = await buildBoard({ db, queues, settings: { adminActions: false } }, log);
    const id = await aGeneration(db, { userId: await aUser(db) });
    await queues.enqueue('thumbnail', { generationId: id, dispatch: 0 }, { jobId: `${id}-d0` });
    const actions = [
      ['PUT', `/api/queues/thumbnail/${id}-d0/clean`],
      ['PUT', '/api/queues/thumbnail/pause'],
      ['PUT', '/api/queues/pause'],
      ['POST', '/api/queues/thumbnail/add'],
    ] as const;
    for (const [method, url] of actions) {
      expect((await reader.inject({ method, url })).statusCode, url).toBe(403);
    }
    expect((await queues.liveJobs('thumbnail', [`${id}-d0`])).size).toBe(1);
    expect((await reader.inject('/api/queues')).statusCode).toBe(200);
    await reader.close();
  });

  test('it answers to addresses, localhost and the names that it was given, to no other', async () => {
    const named = await buildBoard(
      { db, queues, settings: { adminActions: false, adminNames: ['board.example'] } },
      log,
    );
    const under = async (host: string) => (await named.inject({ url: '/api/queues', headers: { host } })).statusCode;
    for (const host of [
      'localhost:3901',
      '127.0.0.1:3901',
      '[::1]:3901',
      '10.0.0.7',
      'board.example',
      'Board.example:80',
    ])
      expect(await under(host), host).toBe(200);
    for (const host of ['evil.example', 'localhost.evil.example:3901', 'board.example.evil', '127.0.0.1.evil.example'])
      expect(await under(host), host).toBe(421);
    await named.close();
  });

  test('an unknown generation is 404', async () => {
    for (const id of ['x', crypto.randomUUID()]) {
      expect((await board.inject(`/jobs/${id}`)).json()).toMatchObject({ status: 404, code: 'not_found' });
    }
  });
});
