import { PassThrough } from 'node:stream';
import { type Again, createAssets, newId, rejectAsset } from '@proofsheet/database';
import { ANALYSIS_VERSION } from '@proofsheet/domain';
import { jobIds, openQueues, REANALYSIS } from '@proofsheet/queue';
import { anAnalysis, anAsset, aUser, makeReady, queueBackends, testDatabase, testQueues } from '@proofsheet/testkit';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { reanalyse } from '../src/commands/reanalyse.ts';
import { directly } from './command-line.ts';

/** Over one page of them. */
const OLD = 230;

describe.each(queueBackends())('on %s', (backend) => {
  test('every READY asset of an older analysis is enqueued once, behind all uploads, and no other', async () => {
    const t = await aSystem();
    expect(await t.reanalyse({ dryRun: true })).toEqual({
      versions: [{ version: 1, count: OLD }],
      total: OLD,
      enqueued: 0,
    });
    expect(t.said.join()).toBe(`${OLD} assets were analysed by version 1.`);
    expect(await t.jobs()).toEqual([]);

    expect(await t.reanalyse()).toMatchObject({ total: OLD, enqueued: OLD });
    expect(t.shown()).toContain(`200/${OLD}`);
    const jobs = await t.jobs();
    expect(jobs.map(({ data }) => data.assetId).toSorted()).toEqual(t.old.toSorted());
    for (const { id, data, opts } of jobs) {
      expect(id).toBe(jobIds.reanalysis(data.assetId, ANALYSIS_VERSION));
      expect(data).toEqual({ assetId: data.assetId, again: 'older' satisfies Again });
      expect(opts.priority).toBe(REANALYSIS.priority);
    }
    await t.reanalyse();
    expect(await t.jobs()).toHaveLength(OLD);
  });

  test('with --all those of the present version too', async () => {
    const t = await aSystem();
    expect(await t.reanalyse({ all: true })).toMatchObject({ total: OLD + 1, enqueued: OLD + 1 });
    const jobs = await t.jobs();
    expect(jobs.map(({ data }) => data.assetId).toSorted()).toEqual([...t.old, t.present].toSorted());
    expect(new Set(jobs.map(({ data }) => data.again))).toEqual(new Set(['any']));
  });

  /** READY assets of the first version, and one each of the present version, PENDING and REJECTED. */
  async function aSystem() {
    const { db, url } = await testDatabase();
    const config = await testQueues(backend);
    const queues = openQueues(config, silent);
    onTestFinished(async () => {
      await queues.close();
      await db.destroy();
    });
    const userId = await aUser(db);
    const image = { role: 'PRODUCT', originalName: 'a.jpg', mediaType: 'image/jpeg', sha256: 'f00' } as const;
    const old = Array.from({ length: OLD }, () => newId());
    const rows = old.map((id) => ({ id, userId, ...image, bytes: 1, width: 1, height: 1, objectKey: id }));
    await createAssets(db, rows);
    const analysis = JSON.stringify(anAnalysis());
    await sql`update "Asset" set "status" = 'READY', "masterKey" = 'm', "analysis" = ${analysis}::jsonb`.execute(db);
    const [present] = [await anAsset(db, { userId }), await anAsset(db, { userId })];
    await makeReady(db, present, { analysis: anAnalysis({ version: ANALYSIS_VERSION }) });
    await rejectAsset(db, { id: await anAsset(db, { userId }) }, { code: 'upload_not_an_image', message: 'No.' });

    const said: string[] = [];
    const stream = new PassThrough();
    const env = { DATABASE_URL: url, QUEUE_URL: config.url, QUEUE_PREFIX: config.prefix };
    const bars = stream as unknown as NodeJS.WriteStream;
    return {
      ...{ old, present, said },
      shown: () => String(stream.read() ?? ''),
      reanalyse: (options: { all?: boolean; dryRun?: boolean } = {}) =>
        reanalyse(options, { data: 'nowhere', env }, { bars, say: (line) => void said.push(line) }),
      jobs: () => queues.bull.find(({ name }) => name === 'ingest')?.getJobs(['prioritized', 'waiting']) ?? [],
    };
  }
});

test('without servers it says what to do; its help says that nothing is stopped', async () => {
  const run = directly(['reanalyse', '--data', '/nonexistent/folder']);
  expect(await run.ended).toBe(1);
  expect(run.output()).toContain('Start Proofsheet there first, or set DATABASE_URL.');
  const help = directly(['reanalyse', '--help']);
  expect(await help.ended).toBe(0);
  for (const word of ['--dry-run', '--all', '--data', 'Nothing is stopped']) expect(help.output()).toContain(word);
});

const silent = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };
