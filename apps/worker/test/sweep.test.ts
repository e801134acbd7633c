import { claimGeneration, completeGeneration, findGeneration } from '@proofsheet/database';
import { jobIds } from '@proofsheet/queue';
import { aGeneration, anOutput, queueBackends } from '@proofsheet/testkit';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sweep } from '../src/maintenance/sweep.ts';
import { openTestSystem, type TestSystem } from './harness.ts';

describe.each(queueBackends())('on %s', (backend) => {
  let system: TestSystem;
  beforeAll(async () => {
    system = await openTestSystem({ backend });
  });
  afterAll(() => system?.close());

  const rowOf = (id: string) => findGeneration(system.db, { userId: system.userId, id });
  const runSweep = () => sweep(system.tools, AbortSignal.timeout(20_000), system.log);
  /** As if everything had happened ten minutes ago. */
  const letTimePass = async () => {
    const past = sql<Date>`now() - interval '10 minutes'`;
    await system.db.updateTable('Generation').set({ updatedAt: past }).execute();
    await system.db.updateTable('Generation').set({ leaseUntil: past }).where('status', '=', 'PROCESSING').execute();
    await system.db.updateTable('Asset').set({ createdAt: past }).execute();
  };
  /** What FLUSHALL and a truncated schema leave: nothing. */
  const wipeQueues = () => Promise.all(system.queues.bull.map((queue) => queue.obliterate({ force: true })));
  const live = (id: string, dispatch: number) => system.queues.liveJobs('thumbnail', [jobIds.generation(id, dispatch)]);

  test('a row whose job was lost gets a new one, under a new dispatch', async () => {
    const ids = await Promise.all([system.submit({}), system.submit({}), system.submit({})]);
    await system.enqueue(ids);
    await wipeQueues();
    await letTimePass();
    await runSweep();
    for (const id of ids) {
      expect(await rowOf(id)).toMatchObject({ status: 'PENDING', dispatch: 1 });
      expect((await live(id, 1)).size).toBe(1);
    }
  });

  test('a row whose job waits is left alone, and so is one that was only just written', async () => {
    const waiting = await system.submit({});
    await system.enqueue([waiting]);
    await letTimePass();
    const fresh = await system.submit({});
    await runSweep();
    expect(await rowOf(waiting)).toMatchObject({ dispatch: 0 });
    expect(await rowOf(fresh)).toMatchObject({ dispatch: 0 });
    expect((await live(fresh, 0)).size).toBe(0);
  });

  test('what is to go to a bucket gets one job for each attempt, however many sweeps find it; what has expired goes', async () => {
    const { db, userId } = system;
    const deliver = { bucket: 'press', path: '' };
    const [id, gone] = [
      await aGeneration(db, { userId, deliver }),
      await aGeneration(db, { userId, expiresAfter: 60 }),
    ];
    for (const one of [id, gone]) {
      await claimGeneration(db, { id: one, leaseSeconds: 60 });
      await completeGeneration(db, { id: one, attempt: 1, outputs: [anOutput()] });
    }
    await db
      .updateTable('Generation')
      .set({ expiresAt: sql`now() - interval '1 second'` })
      .where('id', '=', gone)
      .execute();
    await runSweep();
    await runSweep();
    const queue = system.queues.bull.find(({ name }) => name === 'delivery');
    const jobs = (await queue?.getJobs()) ?? [];
    expect(jobs.map((job) => [job.id, job.data])).toEqual([[jobIds.delivery(id, 0), { generationId: id }]]);
    expect([await rowOf(gone), (await rowOf(id))?.status]).toEqual([undefined, 'COMPLETED']);
  });

  test('a generation whose worker died is pending again, and fails after its last attempt', async () => {
    const id = await system.submit({});
    for (let attempt = 1; attempt < 5; attempt++) {
      expect(await claimGeneration(system.db, { id, leaseSeconds: 60 })).toMatchObject({ attempt });
      await runSweep();
      expect(await rowOf(id), 'its lease still runs').toMatchObject({ status: 'PROCESSING' });
      await letTimePass();
      await runSweep();
      expect(await rowOf(id)).toMatchObject({ status: 'PENDING', attempt, dispatch: attempt });
      expect((await live(id, attempt)).size).toBe(1);
    }
    await claimGeneration(system.db, { id, leaseSeconds: 60 });
    await letTimePass();
    await runSweep();
    expect(await rowOf(id)).toMatchObject({ status: 'FAILED', attempt: 5, error: { code: 'attempts_exhausted' } });
  });

  test('an asset whose job was lost gets a new one', async () => {
    const lost = await system.upload();
    const waiting = await system.upload();
    await system.queues.enqueue('ingest', { assetId: waiting }, { jobId: jobIds.ingest(waiting, 0) });
    await letTimePass();
    await runSweep();
    const jobs = await ingestJobs();
    expect(jobs.filter((assetId) => assetId === lost)).toHaveLength(1);
    expect(jobs.filter((assetId) => assetId === waiting)).toHaveLength(1);
  });

  const ingestJobs = async (): Promise<string[]> => {
    const ingest = system.queues.bull.find(({ name }) => name === 'ingest');
    const jobs = (await ingest?.getJobs(['waiting', 'prioritized', 'delayed'])) ?? [];
    return jobs.map((job) => job.data.assetId);
  };

  test('several sweeps at once lose nothing and leave one live dispatch a row', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => system.submit({})));
    const dead = ids.slice(0, 6);
    for (const id of dead) await claimGeneration(system.db, { id, leaseSeconds: 60 });
    await letTimePass();
    await Promise.all([runSweep(), runSweep(), runSweep()]);
    for (const id of ids) {
      const { status, dispatch = 0 } = (await rowOf(id)) ?? {};
      expect(status).toBe('PENDING');
      expect((await live(id, dispatch)).size).toBe(1);
    }
  });
});
