import { recordEnd } from '@proofsheet/database';
import { openLog } from '@proofsheet/program';
import { openQueues } from '@proofsheet/queue';
import { testDatabase, testQueues } from '@proofsheet/testkit';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { keepScheduled } from '../src/maintenance/schedule.ts';

test('a sweep that does not end is one line in the log, with when the last one did, and its return another', async () => {
  const { db } = await testDatabase();
  const written: string[] = [];
  const log = openLog('worker', 'info', { write: (line) => written.push(line) });
  const queues = openQueues(await testQueues('postgres'), log);
  const schedule = keepScheduled({ db, queues, log }, { sweep: 0.2, trim: 600, collect: 3600 });
  onTestFinished(async () => {
    schedule.stop();
    await queues.close();
    await db.destroy();
  });
  const lines = () => written.map((line) => JSON.parse(line)).filter(({ task }) => task === 'sweep');
  // Nobody takes the jobs: none has ever ended.
  await expect.poll(lines, { timeout: 20_000 }).toHaveLength(1);
  expect(lines()[0]).toMatchObject({ level: 'error', lastEndedAt: null, msg: expect.stringContaining('does not end') });

  await recordEnd(db, { task: 'sweep' });
  await expect.poll(lines, { timeout: 20_000 }).toHaveLength(2);
  expect(lines()[1]).toMatchObject({ level: 'info', lastEndedAt: expect.any(String), msg: 'maintenance ends again' });

  await sql`update "MaintenanceTask" set "endedAt" = now() - interval '10 minutes' where "name" = 'sweep'`.execute(db);
  await expect.poll(lines, { timeout: 20_000 }).toHaveLength(3);
  const ended = Date.parse(lines()[2].lastEndedAt);
  expect(Date.now() - ended).toBeGreaterThan(9 * 60_000);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(lines()).toHaveLength(3);
});
