import { claimGeneration, createFont, newId, outputsOfGeneration, ownersOf, ownersPage } from '@proofsheet/database';
import { objectKeys } from '@proofsheet/domain';
import { findMissing, findOrphans } from '@proofsheet/storage';
import { makeReady } from '@proofsheet/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeGeneration } from '../src/generation/make-generation.ts';
import { collectOrphans } from '../src/maintenance/collect.ts';
import { aJob, openWorkshop, type Workshop } from './workshop.ts';

let shop: Workshop;
beforeAll(async () => {
  shop = await openWorkshop();
});
beforeEach(async () => {
  await shop.db.deleteFrom('Generation').execute();
  await shop.db.deleteFrom('Asset').execute();
  await shop.db.deleteFrom('Font').execute();
  await shop.storage.remove(await keys());
});
afterAll(() => shop?.close());

/** As if every object had been written long ago. */
const LONG_AGO = -3600;
const collect = (graceSeconds = LONG_AGO, options = {}) =>
  collectOrphans(shop.tools, { graceSeconds, ...options }, AbortSignal.timeout(60_000), shop.log);
const put = (key: string) => shop.storage.put(key, Buffer.from('x'), { bytes: 1, mediaType: 'image/jpeg' });
const keys = async () => (await Array.fromAsync(shop.storage.list(''), ({ key }) => key)).toSorted();
const make = (id: string) => makeGeneration(shop.tools, { generationId: id, dispatch: 0 }, aJob());

const FONT = {
  ...({ originalName: 'a.woff2', mediaType: 'font/woff2', bytes: 1, sha256: '0' } as const),
  facts: { family: 'A', style: 'Regular', weight: { least: 400, most: 400 }, ranges: [] },
};

/** A generation that is done, and an asset that was looked at. */
async function madeOne() {
  const id = await shop.submit({ variants: 1 });
  await make(id);
  const assetId = await shop.upload(Buffer.from('x'));
  const masterKey = objectKeys.master(assetId, newId(), 'image/jpeg');
  const proxyKey = objectKeys.proxy(assetId, newId());
  for (const key of [masterKey, proxyKey]) await put(key);
  await makeReady(shop.db, assetId, { masterKey, proxyKey });
  return { id, assetId, masterKey };
}

test('what rows name stays, and so does what a running attempt has written; all else of ours goes', async () => {
  const { id, assetId } = await madeOne();
  const running = await shop.submit({});
  for (const _ of [1, 2]) await claimGeneration(shop.db, { id: running, leaseSeconds: -1 });
  const waiting = await shop.submit({});
  await claimGeneration(shop.db, { id: waiting, leaseSeconds: 60 });
  await shop.db
    .updateTable('Generation')
    .set({ status: 'PENDING', leaseUntil: null })
    .where('id', '=', waiting)
    .execute();
  const deleted = await shop.upload(Buffer.from('x'));
  await shop.db.deleteFrom('Asset').where('id', '=', deleted).execute();
  const font = newId();
  await put(objectKeys.font(font, 'font/woff2'));
  await createFont(shop.db, { ...FONT, id: font, userId: shop.userId, objectKey: objectKeys.font(font, 'font/woff2') });
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
  while (ids.length < 4) ids.push(await shop.submit({ variants: 2 }));
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
    const outputs = await outputsOfGeneration(shop.db, id);
    expect(outputs).toHaveLength(2);
    for (const { objectKey, bytes } of outputs) expect((await shop.storage.get(objectKey)).length).toBe(bytes);
  }
});

test('a long collection goes on in another job, behind what it has seen', async () => {
  const ids = [newId(), newId()];
  for (const id of ids) await put(objectKeys.original(id, 'image/jpeg'));
  for (const id of ids) await put(objectKeys.output(id, 1, 0, 'image/jpeg'));
  await collect(LONG_AGO, { sliceMs: 0 });
  expect((await keys()).every((key) => key.startsWith('generations/'))).toBe(true);
  const maintenance = shop.queues.bull.find(({ name }) => name === 'maintenance');
  const [next] = (await maintenance?.getJobs(['waiting', 'prioritized'])) ?? [];
  expect(next?.data).toEqual({ task: 'collect', after: objectKeys.original(ids[1] ?? '', 'image/jpeg') });
  await collect(LONG_AGO, { after: next?.data.after });
  expect(await keys()).toEqual([]);
});

test('a row without its object is told, and one whose files were replaced meanwhile is not', async () => {
  const { id, assetId, masterKey } = await madeOne();
  const rows = {
    ownersOf: (asked: Parameters<typeof ownersOf>[1]) => ownersOf(shop.db, asked),
    ownersPage: (page: Omit<Parameters<typeof ownersPage>[1], 'olderThanSeconds'>) =>
      ownersPage(shop.db, { ...page, olderThanSeconds: 0 }),
  };
  const missing = () => Array.fromAsync(findMissing(shop.storage, rows), ({ key }) => key);
  expect(await missing()).toEqual([]);
  const [output] = await outputsOfGeneration(shop.db, id);
  await shop.storage.remove([output?.objectKey ?? '', masterKey]);
  expect(await missing()).toEqual([masterKey, output?.objectKey]);

  const outdated = { ...rows, ownersPage: async (page: object) => ('after' in page ? [] : stale) };
  const stale = [{ id: assetId, keys: [`assets/${assetId}/before/master.jpeg`] }];
  expect(await Array.fromAsync(findMissing(shop.storage, outdated))).toEqual([]);
  const before = new Date(Date.now() + 3600_000);
  expect((await Array.fromAsync(findOrphans(shop.storage, rows, { before }))).flatMap((page) => page.orphans)).toEqual(
    [],
  );
});
