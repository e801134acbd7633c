import { findAsset } from '@proofsheet/database';
import { ANALYSIS_VERSION } from '@proofsheet/domain';
import { jobIds, REANALYSIS } from '@proofsheet/queue';
import { anAnalysis, aPhoto, makeReady } from '@proofsheet/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { openTestSystem } from './harness.ts';
import { startWorker } from './worker-process.ts';

test('analyses whose worker was killed leave the rows as they were, and are done by another', async () => {
  const system = await openTestSystem();
  onTestFinished(() => system.close());
  /** Its jobs are given to another within seconds of its death. */
  const start = () => {
    const worker = startWorker(system, { WORKER_QUEUES: 'ingest', QUEUE_LOCK_SECONDS: '3' });
    onTestFinished(async () => {
      worker.child.kill('SIGKILL');
      await worker.ended;
    });
    return worker;
  };
  const rowOf = (id: string) => findAsset(system.db, { userId: system.userId, id });
  const attempts = async () => {
    const rows = await system.db.selectFrom('Asset').select('attempt').orderBy('id').execute();
    return rows.map(({ attempt }) => attempt);
  };

  const photo = await aPhoto({ width: 4000, height: 3000 });
  const [upload, old] = [await system.upload(photo), await system.upload(photo)];
  await makeReady(system.db, old, { analysis: anAnalysis({ version: 1 }) });
  const before = [await rowOf(upload), await rowOf(old)];
  await system.queues.enqueue('ingest', { assetId: upload }, { jobId: jobIds.ingest(upload, 0) });
  const again = { jobId: jobIds.reanalysis(old, ANALYSIS_VERSION), ...REANALYSIS };
  await system.queues.enqueue('ingest', { assetId: old, again: 'older' }, again);

  const doomed = start();
  await expect.poll(attempts, { timeout: 200_000, interval: 5 }).toEqual([1, 1]);
  doomed.child.kill('SIGKILL');
  expect(await doomed.ended).toBe('SIGKILL');
  expect([await rowOf(upload), await rowOf(old)]).toEqual(before);

  start();
  const seen = { status: 'READY', analysis: { version: ANALYSIS_VERSION, width: 4000 } };
  for (const id of [upload, old]) {
    await expect.poll(() => rowOf(id), { timeout: 200_000 }).toMatchObject(seen);
    const { masterKey } = (await rowOf(id)) ?? {};
    expect((await system.storage.get(masterKey ?? '')).length).toBeGreaterThan(0);
    const events = system.db.selectFrom('Event').select('type').where('assetId', '=', id);
    expect(await events.execute()).toEqual([{ type: 'asset.ready' }]);
  }
  expect(await attempts()).toEqual([0, 0]);
}, 600_000);
