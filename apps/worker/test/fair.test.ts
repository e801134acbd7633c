import { setTimeout as sleep } from 'node:timers/promises';
import { backlogOf } from '@proofsheet/database';
import { priorityOf } from '@proofsheet/domain';
import { jobIds, openQueues, startConsumer } from '@proofsheet/queue';
import { aGeneration, aUser, queueBackends, testDatabase, testQueues } from '@proofsheet/testkit';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { enqueueGenerations } from '../src/generation/enqueue-generations.ts';

const silent = pino({ level: 'silent' });
const CONCURRENCY = 4;
const WAITING = 1000;
/** A worker may have fetched the next job already when another one is enqueued. */
const A_FEW = CONCURRENCY;

describe.each(queueBackends())('on %s', (backend) => {
  test('a thousand waiting generations of one user do not delay the single one of another', async () => {
    const { db } = await testDatabase();
    const config = await testQueues(backend);
    const queues = openQueues(config, silent);
    onTestFinished(async () => {
      await queues.close();
      await db.destroy();
    });
    const [busy, other] = [await aUser(db), await aUser(db)];
    /** As the API enqueues what was submitted. */
    const submit = async (userId: string) => {
      const id = await aGeneration(db, { userId });
      const priority = priorityOf(await backlogOf(db, userId));
      const payload = { generationId: id, dispatch: 0 };
      return { id, job: { jobId: jobIds.generation(id, 0), payload, priority } };
    };
    const thousand = [];
    for (let index = 0; index < WAITING; index += 1) thousand.push(await submit(busy));
    await queues.enqueueMany(
      'thumbnail',
      thousand.map(({ job }) => job),
    );

    const begun: string[] = [];
    const begin = async ({ generationId }: { generationId: string }) => {
      begun.push(generationId);
      await sleep(20);
      await db
        .updateTable('Generation')
        .set({ status: 'CANCELLED', finishedAt: new Date() })
        .where('id', '=', generationId)
        .execute();
    };
    const none = async () => {};
    const handlers = {
      thumbnail: begin,
      ad: none,
      ingest: none,
      webhook: none,
      preview: none,
      delivery: none,
      maintenance: none,
    };
    const consumer = startConsumer(config, {
      queues: ['thumbnail'],
      handlers,
      concurrency: { thumbnail: CONCURRENCY },
      log: silent,
    });
    onTestFinished(() => consumer.close(0));

    await expect.poll(() => begun.length, { timeout: 20_000 }).toBeGreaterThan(20);
    const single = await submit(other);
    await queues.enqueueMany('thumbnail', [single.job]);
    const before = begun.length;
    await expect.poll(() => begun, { timeout: 20_000, interval: 10 }).toContain(single.id);
    expect(begun.indexOf(single.id) - before).toBeLessThanOrEqual(CONCURRENCY + A_FEW);

    // What was lost comes back in the same order: the sweep enqueues by what each user has unfinished.
    await consumer.close(1000);
    await Promise.all(queues.bull.map((queue) => queue.obliterate({ force: true })));
    const lost = [...thousand.slice(-200), await submit(other)].map(({ id }, index) => ({
      ...{ id, kind: 'THUMBNAIL' as const, dispatch: 1, requestId: null },
      userId: index < 200 ? busy : other,
    }));
    await enqueueGenerations({ db, queues }, lost);
    const queue = queues.bull.find(({ name }) => name === 'thumbnail');
    const [first] = (await queue?.getJobs(['prioritized'], 0, 0, true)) ?? [];
    expect(first?.data.generationId).toBe(lost.at(-1)?.id);
  }, 120_000);
});
