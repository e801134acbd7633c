import { connectDatabase } from '@proofsheet/database';
import { generationRequestSchema, specOf } from '@proofsheet/domain';
import { jobIds, openQueues } from '@proofsheet/queue';
import { aUser, queueBackends, testDatabase, testQueues } from '@proofsheet/testkit';
import { sql } from 'kysely';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { sweep } from '../src/maintenance/sweep.ts';

/** `BACKLOG=100000 npm test -- apps/worker/test/backlog.test.ts` measures what is promised. */
const BACKLOG = Number(process.env.BACKLOG ?? 3000);
const LOST = 10;
const silent = pino({ level: 'silent' });

describe.each(queueBackends())('on %s', (backend) => {
  test(`a sweep over a healthy backlog of ${BACKLOG} generations enqueues nothing, and finds what was lost in it`, async () => {
    const { db: quick, url } = await testDatabase();
    await quick.destroy();
    const db = connectDatabase({ url, statementSeconds: 0 });
    const queues = openQueues(await testQueues(backend), silent);
    onTestFinished(async () => {
      await queues.close();
      await db.destroy();
    });
    const userId = await aUser(db);
    const spec = specOf(generationRequestSchema.parse({ kind: 'THUMBNAIL', copy: { headline: 'Hello' }, variants: 1 }));
    await sql`
      insert into "Generation" ("id", "userId", "kind", "spec", "seed", "outputCount", "updatedAt")
      select gen_random_uuid(), ${userId}, 'THUMBNAIL', ${JSON.stringify(spec)}::jsonb, 1, 1, now() - interval '1 hour'
      from generate_series(1, ${BACKLOG})`.execute(db);
    const rows = await db.selectFrom('Generation').select('id').orderBy('id').execute();
    const jobs = rows.map(({ id }, index) => {
      return { jobId: jobIds.generation(id, 0), payload: { generationId: id, dispatch: 0 }, priority: 1 + index };
    });
    await queues.enqueueMany('thumbnail', jobs);

    const started = performance.now();
    await sweep({ db, queues }, AbortSignal.timeout(290_000), silent);
    const seconds = (performance.now() - started) / 1000;
    process.stderr.write(`${backend}: a sweep over ${BACKLOG} waiting generations took ${seconds.toFixed(1)} s\n`);
    expect(await dispatched()).toBe(0);
    expect(await queues.waiting('thumbnail')).toBe(BACKLOG);

    const queue = queues.bull.find(({ name }) => name === 'thumbnail');
    for (const { jobId } of jobs.slice(-LOST)) await queue?.remove(jobId);
    await sweep({ db, queues }, AbortSignal.timeout(290_000), silent);
    expect(await dispatched()).toBe(LOST);
    expect(await queues.waiting('thumbnail')).toBe(BACKLOG);

    async function dispatched(): Promise<number> {
      const again = await db.selectFrom('Generation').select('id').where('dispatch', '>', 0).execute();
      return again.length;
    }
  }, 900_000);
});
