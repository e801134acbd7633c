import { openLog } from '@proofsheet/program';
import { openQueues } from '@proofsheet/queue';
import { aGeneration, aUser, queueBackends, testDatabase, testQueues } from '@proofsheet/testkit';
import type { FastifyInstance } from 'fastify';
import { afterAll, describe, expect, test } from 'vitest';
import { buildBoard } from '../src/board.ts';

describe.each(queueBackends())('on %s', async (backend) => {
  const log = openLog('api', 'silent');
  const { db } = await testDatabase();
  const queues = openQueues(await testQueues(backend), log);
  const board: FastifyInstance = await buildBoard({ db, queues }, log);
  afterAll(async () => {
    await board.close();
    await queues.close();
    await db.destroy();
  });

  test('the board shows every queue, and the job of a generation with its payload', async () => {
    const id = await aGeneration(db, { userId: await aUser(db) });
    await queues.enqueue('thumbnail', { generationId: id, dispatch: 0 }, { jobId: `${id}-d0` });
    const { queues: shown } = (await board.inject('/api/queues?activeQueue=thumbnail&status=prioritized')).json();
    expect(shown.map((queue: { name: string }) => queue.name)).toEqual(['thumbnail', 'ad', 'ingest', 'maintenance']);
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

  test('an unknown generation is 404', async () => {
    for (const id of ['x', crypto.randomUUID()]) {
      expect((await board.inject(`/jobs/${id}`)).json()).toMatchObject({ status: 404, code: 'not_found' });
    }
  });
});
