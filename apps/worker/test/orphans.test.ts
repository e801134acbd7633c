import { claimGeneration, createFont, newId, outputsOfGeneration, ownersOf, ownersPage } from '@proofsheet/database';
import { objectKeys } from '@proofsheet/domain';
import { findMissing, findOrphans } from '@proofsheet/storage';
import { makeReady } from '@proofsheet/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeGeneration } from '../src/generation/make-generation.ts';
import { collectOrphans } from '../src/maintenance/collect.ts';
import { aJob, openTestSystem, type TestSystem } from './harness.ts';

let system: TestSystem;
beforeAll(async () => {
  system = await openTestSystem();
});
beforeEach(async () => {
  await system.db.deleteFrom('Generation').execute();
  await system.db.deleteFrom('Asset').execute();
  await system.db.deleteFrom('Font').execute();
  await system.storage.remove(await keys());
});
afterAll(() => system?.close());

/** As if every object had been written long ago. */
const LONG_AGO = -3600;
const collect = (graceSeconds = LONG_AGO, options = {}) =>
  collectOrphans(system.tools, { graceSeconds, ...options }, AbortSignal.timeout(60_000), system.log);
const put = (key: string) => system.storage.put(key, Buffer.from('x'), { bytes: 1, mediaType: 'image/jpeg' });
const keys = async () => (await Array.fromAsync(system.storage.list(''), ({ key }) => key)).toSorted();
const make = (id: string) => makeGeneration(system.tools, { generationId: id, dispatch: 0 }, aJob());

const FONT = {
  ...({ originalName: 'a.woff2', mediaType: 'font/woff2', bytes: 1, sha256: '0' } as const),
  facts: { family: 'A', style: 'Regular', weight: { least: 400, most: 400 }, ranges: [] },
};

/** A generation that is done, and an asset that was analysed. */
async function madeOne() {
  const id = await system.submit({ variants: 1 });
  await make(id);
  const assetId = await system.upload(Buffer.from('x'));
  const masterKey = objectKeys.master(assetId, newId(), 'image/jpeg');
  const proxyKey = objectKeys.proxy(assetId, newId());
  for (const key of [masterKey, proxyKey]) await put(key);
  await makeReady(system.db, assetId, { masterKey, proxyKey });
  return { id, assetId, masterKey };
}

test('what rows name stays, and so does what a running attempt has written; all else of ours goes', async () => {
  const { id, assetId } = await madeOne();
  const running = await system.submit({});
  for (const _ of [1, 2]) await claimGeneration(system.db, { id: running, leaseSeconds: -1 });
  const waiting = await system.submit({});
  await claimGeneration(system.db, { id: waiting, leaseSeconds: 60 });
  await system.db
    .updateTable('Generation')
    .set({ status: 'PENDING', leaseUntil: null })
    .where('id', '=', waiting)
    .execute();
  const deleted = await system.upload(Buffer.from('x'));
  await system.db.deleteFrom('Asset').where('id', '=', deleted).execute();
  const font = newId();
  await put(objectKeys.font(font, 'font/woff2'));
  await createFont(system.db, {
    ...FONT,
    id: font,
    userId: system.userId,
    objectKey: objectKeys.font(font, 'font/woff2'),
  });
  const named = await keys();

  const kept = [objectKeys.output(running, 2, 0, 'image/jpeg'), 'elsewhere/of-another', 'assets/readme.txt'];
  const left = [
    objectKeys.output(running, 1, 0, 'image/jpeg'),
    objectKeys.output(waiting, 1, 0, 'image/jpeg'),
    objectKeys.output(id, 7, 0, 'image/jpeg'),
    objectKeys.output(newId(), 1, 0, 'image/jpeg'),
    objectKeys.master(assetId, newId(), 'image/jpeg'),
    objectKeys.proxy(assetId, newId()),
    objectKeys.original(newId(), 'image/png'),
    objectKeys.font(newId(), 'font/ttf'),
  ];
  for (const key of [...kept, ...left]) await put(key);

  await collect(3600);
  expect(await keys(), 'all are young').toEqual([...named, ...kept, ...left].toSorted());
  await collect();
  const gone = objectKeys.original(deleted, 'image/jpeg');
  expect(await keys()).toEqual([...named.filter((key) => key !== gone), ...kept].toSorted());
});

test('while generations are made nothing of theirs is ever taken, also without any grace', async () => {
  const ids: string[] = [];
  while (ids.length < 4) ids.push(await system.submit({ variants: 2 }));
  let making = true;
  const collecting = (async () => {
    let rounds = 0;
    for (; making; rounds += 1) await collect();
    return rounds;
  })();
  await Promise.all(ids.map(make));
  making = false;
  expect(await collecting).toBeGreaterThan(2);
  for (const id of ids) {
    const outputs = await outputsOfGeneration(system.db, id);
    expect(outputs).toHaveLength(2);
    for (const { objectKey, bytes } of outputs) expect((await system.storage.get(objectKey)).length).toBe(bytes);
  }
});

test('a long collection goes on in another job, behind what it has seen', async () => {
  const ids = [newId(), newId()];
  for (const id of ids) await put(objectKeys.original(id, 'image/jpeg'));
  for (const id of ids) await put(objectKeys.output(id, 1, 0, 'image/jpeg'));
  await collect(LONG_AGO, { sliceMs: 0 });
  expect((await keys()).every((key) => key.startsWith('generations/'))).toBe(true);
  const maintenance = system.queues.bull.find(({ name }) => name === 'maintenance');
  const [next] = (await maintenance?.getJobs(['waiting', 'prioritized'])) ?? [];
  expect(next?.data).toEqual({ task: 'collect', after: objectKeys.original(ids[1] ?? '', 'image/jpeg') });
  await collect(LONG_AGO, { after: next?.data.after });
  expect(await keys()).toEqual([]);
});

test('a row without its object is told, and one whose files were replaced meanwhile is not', async () => {
  const { id, assetId, masterKey } = await madeOne();
  const rows = {
    ownersOf: (asked: Parameters<typeof ownersOf>[1]) => ownersOf(system.db, asked),
    ownersPage: (page: Omit<Parameters<typeof ownersPage>[1], 'olderThanSeconds'>) =>
      ownersPage(system.db, { ...page, olderThanSeconds: 0 }),
  };
  const missing = () => Array.fromAsync(findMissing(system.storage, rows), ({ key }) => key);
  expect(await missing()).toEqual([]);
  const [output] = await outputsOfGeneration(system.db, id);
  await system.storage.remove([output?.objectKey ?? '', masterKey]);
  expect(await missing()).toEqual([masterKey, output?.objectKey]);

  const outdated = { ...rows, ownersPage: async (page: object) => ('after' in page ? [] : stale) };
  const stale = [{ id: assetId, keys: [`assets/${assetId}/before/master.jpeg`] }];
  expect(await Array.fromAsync(findMissing(system.storage, outdated))).toEqual([]);
  const orphans = findOrphans(system.storage, rows, { olderThanSeconds: LONG_AGO });
  expect((await Array.fromAsync(orphans)).flatMap((page) => page.orphans)).toEqual([]);
});
