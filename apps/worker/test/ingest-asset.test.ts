import {
  type Again,
  beginAnalysis,
  connectDatabase,
  correctAsset,
  findAsset,
  generationAssets,
  keepHandCutout,
} from '@proofsheet/database';
import { ANALYSIS_VERSION, Fault, type FormatChoice, type HandCutout, LIMITS, MAX_ATTEMPTS } from '@proofsheet/domain';
import { connectStorage } from '@proofsheet/storage';
import { aCutout, aPhoto, startProxy } from '@proofsheet/testkit';
import { type AnalysedImage, readHeader } from '@proofsheet/vision';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAssetFiles } from '../src/generation/asset-files.ts';
import { loadImages } from '../src/generation/load-images.ts';
import { ingestAsset } from '../src/ingest-asset.ts';
import { openTestSystem, type TestSystem } from './harness.ts';

let system: TestSystem;
beforeAll(async () => {
  system = await openTestSystem();
});
afterAll(() => system?.close());

type Tools = TestSystem['tools'];
const NEVER = new AbortController().signal;

const ingest = (id: string, { again, tools = system.tools, signal = NEVER }: Options = {}) =>
  ingestAsset(tools, id, { again, signal, log: system.log });
interface Options {
  readonly again?: Again;
  readonly tools?: Tools;
  readonly signal?: AbortSignal;
}

const rowOf = async (id: string) => {
  const row = await findAsset(system.db, { userId: system.userId, id });
  if (!row) throw new Error(`no asset ${id}`);
  return row;
};
const attemptsOf = async (id: string) =>
  (await system.db.selectFrom('Asset').select('attempt').where('id', '=', id).executeTakeFirstOrThrow()).attempt;
const objectsOf = async (id: string) =>
  (await Array.fromAsync(system.storage.list(`assets/${id}/`))).map(({ key }) => key).toSorted();
const eventsOf = async (id: string) =>
  (await system.db.selectFrom('Event').select('type').where('assetId', '=', id).execute()).map(({ type }) => type);
const orderOf = (id: string) =>
  system.db.selectFrom('Generation').select(['id', 'kind', 'spec']).where('id', '=', id).executeTakeFirstOrThrow();
const setAsset = (id: string, change: { analysis?: string; attempt?: number; updatedAt?: Date }) =>
  system.db.updateTable('Asset').set(change).where('id', '=', id).execute();

/** As an earlier version left it. */
async function anOldAsset(bytes?: Buffer): Promise<string> {
  const id = await system.upload(bytes);
  await ingest(id);
  await makeOld(id);
  return id;
}
const makeOld = async (id: string) =>
  setAsset(id, { analysis: JSON.stringify({ ...(await rowOf(id)).analysis, version: 1 }) });

/**
 * The tools of a worker that finds a cut-out of these bytes, or none, in every image; `meanwhile` runs during the
 * analysis.
 */
function finding(cutout: Buffer | undefined, meanwhile: () => unknown = () => {}): Tools {
  const analyse = async (bytes: Buffer, options?: { signal?: AbortSignal }): Promise<AnalysedImage> => {
    const { cutout: _, ...analysed } = await system.tools.vision.analyse(bytes, options);
    await meanwhile();
    if (!cutout) return { ...analysed, analysis: { ...analysed.analysis, cutout: null } };
    const analysis = { ...analysed.analysis, cutout: aCutout() };
    return { ...analysed, analysis, cutout: { bytes: cutout, mediaType: 'image/webp' } };
  };
  return { ...system.tools, vision: { analyse } };
}
const failing = (error: unknown): Tools => ({ ...system.tools, vision: { analyse: () => Promise.reject(error) } });
const unreadable = () => new Fault('upload_not_an_image', 'Not readable any more.');

test('an upload becomes READY with its master, its cut-out and one event, however many analyse it at once', async () => {
  const id = await system.upload();
  const tools = finding(Buffer.from('cut out'));
  await Promise.all([ingest(id, { tools }), ingest(id, { tools }), ingest(id, { tools })]);
  const { status, masterKey, cutoutKey, objectKey, analysis } = await rowOf(id);
  expect({ status, version: analysis?.version }).toEqual({ status: 'READY', version: ANALYSIS_VERSION });
  expect(await objectsOf(id)).toEqual([objectKey, masterKey, cutoutKey].toSorted());
  expect(`${await system.storage.get(cutoutKey ?? '')}`).toBe('cut out');
  expect(await eventsOf(id)).toEqual(['asset.ready']);
  expect(await attemptsOf(id)).toBe(0);
});

test('an asset of an older analysis is analysed again, keeps its corrections, and has no files but its new ones', async () => {
  const id = await anOldAsset();
  await correctAsset(system.db, { userId: system.userId, id, focus: { x: 0.1, y: 0.9 }, cutout: false, role: 'LOGO' });
  const before = await rowOf(id);
  await ingest(id, { again: 'older', tools: finding(Buffer.from('first')) });
  const after = await rowOf(id);
  expect(after).toMatchObject({ status: 'READY', role: 'LOGO', analysis: { version: ANALYSIS_VERSION } });
  expect(after.correction).toEqual({ focus: { x: 0.1, y: 0.9 }, cutout: false });
  expect(after.masterKey).not.toBe(before.masterKey);
  expect(await objectsOf(id)).toEqual([after.objectKey, after.masterKey, after.cutoutKey].toSorted());
  expect(await eventsOf(id)).toEqual(['asset.ready']);

  await ingest(id, { again: 'any', tools: finding(undefined) });
  const last = await rowOf(id);
  expect(last.cutoutKey).toBeNull();
  expect(await objectsOf(id)).toEqual([last.objectKey, last.masterKey].toSorted());
});

test('an asset of the present analysis is left alone, unless any is asked for; without `again`, always', async () => {
  const id = await system.upload();
  await ingest(id);
  const { masterKey } = await rowOf(id);
  await ingest(id);
  await ingest(id, { again: 'older' });
  expect((await rowOf(id)).masterKey).toBe(masterKey);
  await ingest(id, { again: 'any' });
  expect((await rowOf(id)).masterKey).not.toBe(masterKey);
});

test('of several that analyse again at once, one writes, and the others remove their files', async () => {
  const id = await anOldAsset();
  const others = Promise.withResolvers<void>();
  let running = 0;
  const together = () => {
    running += 1;
    if (running === 3) others.resolve();
    return others.promise;
  };
  const analyses = ['a', 'b', 'c'].map((name) =>
    ingest(id, { again: 'older', tools: finding(Buffer.from(name), together) }),
  );
  await Promise.all(analyses);
  const { objectKey, masterKey, cutoutKey } = await rowOf(id);
  expect(await objectsOf(id)).toEqual([objectKey, masterKey, cutoutKey].toSorted());
});

test('while an asset is analysed again it stays READY, and generations use the earlier analysis', async () => {
  const id = await anOldAsset();
  const generation = await system.submit({}, [id]);
  const before = await rowOf(id);
  const meanwhile = async () => {
    expect(await rowOf(id)).toEqual(before);
    const [image] = await loadImages(system.tools, await orderOf(generation), NEVER, system.log);
    expect(image?.analysis.version).toBe(1);
  };
  await ingest(id, { again: 'older', tools: finding(undefined, meanwhile) });
  expect((await rowOf(id)).analysis?.version).toBe(ANALYSIS_VERSION);
});

test('an asset that cannot be read any more stays as it was', async () => {
  const id = await anOldAsset();
  const before = await rowOf(id);
  await ingest(id, { again: 'older', tools: failing(unreadable()) });
  expect(await rowOf(id)).toEqual(before);
  expect(await objectsOf(id)).toEqual([before.objectKey, before.masterKey, before.cutoutKey].toSorted());
  expect(await attemptsOf(id)).toBe(0);
});

test('an outage is thrown and excused: however often it happens, the asset has all its attempts', async () => {
  const id = await system.upload();
  const tools = { ...system.tools, storage: connectStorage({ ...system.s3, endpoint: 'http://127.0.0.1:9' }) };
  for (let outage = 0; outage <= MAX_ATTEMPTS; outage += 1) {
    await expect(ingest(id, { tools })).rejects.toMatchObject({ code: 'dependency_unavailable' });
  }
  const stopped = AbortSignal.abort(new Error('The worker is stopping'));
  await expect(ingest(id, { signal: stopped })).rejects.toThrow('stopping');
  expect(await attemptsOf(id)).toBe(0);
  await ingest(id);
  expect(await rowOf(id)).toMatchObject({ status: 'READY' });
});

test('an upload whose analyses never end is rejected, once the last of them must have ended', async () => {
  const id = await system.upload();
  for (let death = 0; death < MAX_ATTEMPTS; death += 1) expect(await beginAnalysis(system.db, { id })).toBeDefined();
  await expect(ingest(id), 'they may still be running').rejects.toMatchObject({
    code: 'asset_not_ready',
    permanent: false,
  });
  expect(await rowOf(id)).toMatchObject({ status: 'PENDING' });
  await setAsset(id, { updatedAt: new Date(Date.now() - 600_000) });
  await ingest(id);
  expect(await rowOf(id)).toMatchObject({ status: 'REJECTED', error: { code: 'attempts_exhausted' } });
  expect(await eventsOf(id)).toEqual(['asset.rejected']);
});

test('an analysis that fails without a known reason counts, and so does one that takes too long', async () => {
  const id = await system.upload();
  await expect(ingest(id, { tools: failing(new Error('a thread ended')) })).rejects.toThrow('a thread ended');
  expect(await attemptsOf(id)).toBe(1);
  await expect(ingest(id, { signal: AbortSignal.timeout(1) })).rejects.toThrow();
  expect(await attemptsOf(id)).toBe(2);
});

test('a READY asset whose analysis kills its workers is kept, and has all its attempts again', async () => {
  const id = await anOldAsset();
  for (let death = 0; death < MAX_ATTEMPTS; death += 1) await beginAnalysis(system.db, { id, again: 'older' });
  const before = await rowOf(id);
  await ingest(id, { again: 'older' });
  expect(await rowOf(id)).toEqual(before);
  expect(await attemptsOf(id)).toBe(0);
});

test('when the answer to the row that was written is lost, the files that it names stay', async () => {
  const proxy = await startProxy(system.url);
  const db = connectDatabase({ url: proxy.url });
  const id = await anOldAsset();
  await sql`
    create function dawdle() returns trigger language plpgsql as $$ begin perform pg_sleep(1); return null; end $$`.execute(
    system.db,
  );
  await sql`
    create constraint trigger dawdle after update on "Asset" deferrable initially deferred
    for each row when (new."masterKey" <> old."masterKey") execute function dawdle()`.execute(system.db);
  const ingesting = ingest(id, { again: 'older', tools: { ...finding(Buffer.from('kept')), db } }).catch(
    (error) => error,
  );
  const committing = sql<{ count: number }>`
    select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`;
  await expect.poll(async () => (await committing.execute(system.db)).rows[0]?.count, { timeout: 10_000 }).toBe(1);
  await proxy.cut();
  expect(await ingesting).toBeInstanceOf(Error);
  await expect.poll(async () => (await rowOf(id)).analysis?.version, { timeout: 10_000 }).toBe(ANALYSIS_VERSION);
  const { masterKey, cutoutKey } = await rowOf(id);
  expect(await objectsOf(id)).toEqual(expect.arrayContaining([masterKey, cutoutKey]));
  await sql`drop trigger dawdle on "Asset"`.execute(system.db);
  await db.destroy();
  await proxy.close();
});

test('a picture is composed by the corrected analysis, with the cut-out where it is to be used', async () => {
  const id = await system.upload();
  const generation = await system.submit({}, [id]);
  await ingest(id, { tools: finding(await aPhoto({ width: 20, height: 20 })) });
  const correct = (correction: object) => correctAsset(system.db, { userId: system.userId, id, ...correction });
  const load = async () => (await loadImages(system.tools, await orderOf(generation), NEVER, system.log))[0];
  expect((await load())?.cutout).toEqual(await aPhoto({ width: 20, height: 20 }));
  await correct({ cutout: false, focus: { x: 0.25, y: 0.75 } });
  const plain = await load();
  expect(plain?.cutout).toBeUndefined();
  expect(plain?.analysis).toMatchObject({ cutout: null, focus: { x: 0.25, y: 0.75 }, focusBy: 'person' });
  await correct({ cutout: true, focus: null });
  expect(await load()).toMatchObject({ cutout: expect.any(Buffer), analysis: { focusBy: 'subject' } });
});

test('a cut-out that a person has drawn outlives every analysis, and pictures are made of it', async () => {
  const id = await system.upload();
  const generation = await system.submit({}, [id]);
  await ingest(id, { tools: finding(Buffer.from('found')) });
  const drawn = await aPhoto({ width: 20, height: 20 });
  const handCutoutKey = `assets/${id}/drawn/by-hand.png`;
  await system.storage.put(handCutoutKey, drawn, { bytes: drawn.length, mediaType: 'image/png' });
  const box = { x: 0.5, y: 0.5, width: 0.25, height: 0.25 };
  const mask = { width: 1, height: 1, data: 'eJxjAAAAAQAB' };
  const handCutout: HandCutout = {
    cutout: aCutout({ by: 'hand', bounds: box, confidence: 1 }),
    subject: { kind: 'one', box, mask, by: 'hand', confidence: 1, person: false, parts: [box] },
    focus: { x: 0.6, y: 0.6 },
  };
  await keepHandCutout(system.db, { userId: system.userId, id, handCutout, handCutoutKey });
  for (const again of [undefined, 'any', 'any'] as const) {
    if (again) await ingest(id, { again, tools: finding(Buffer.from('found again')) });
    const [image] = await loadImages(system.tools, await orderOf(generation), NEVER, system.log);
    expect(image?.cutout).toEqual(drawn);
    expect(image?.analysis).toMatchObject({ cutout: { by: 'hand', bounds: box }, subject: { by: 'hand', box } });
    expect(await objectsOf(id)).toContain(handCutoutKey);
  }
});

test('a large photograph gets a smaller copy, which is read where it is large enough for all of the order', async () => {
  const id = await system.upload(await aPhoto({ width: 4000, height: 3000 }));
  await ingest(id);
  const { objectKey, masterKey, cutoutKey } = await rowOf(id);
  const proxyKey = masterKey?.replace('master', 'proxy') as string;
  const named = [objectKey, masterKey, proxyKey, cutoutKey].filter((key) => key !== null);
  expect(await objectsOf(id)).toEqual(named.toSorted());
  const widthFor = async (formats: FormatChoice[]) => {
    const order = await orderOf(await system.submit({ formats }, [id]));
    const [image] = await loadImages(system.tools, order, NEVER, system.log);
    return (await readHeader(image?.bytes ?? Buffer.alloc(0))).width;
  };
  expect(await widthFor(['youtube-thumbnail'])).toBe(LIMITS.proxySide);
  expect(await widthFor(['youtube-thumbnail-4k'])).toBe(4000);
  expect(await widthFor(['youtube-thumbnail', 'youtube-thumbnail-4k'])).toBe(4000);

  await ingest(id, { again: 'any' });
  const after = await objectsOf(id);
  expect(after).toHaveLength(named.length);
  expect(after).not.toContain(proxyKey);
});

test('files that are replaced between the row and the reading are found under their new names', async () => {
  const id = await anOldAsset();
  const generation = await system.submit({}, [id]);
  let reads = 0;
  const storage: Tools['storage'] = {
    ...system.storage,
    async get(key) {
      reads += 1;
      if (reads === 1) await ingest(id, { again: 'any' });
      return system.storage.get(key);
    },
  };
  const [image] = await loadImages(
    { ...system.tools, assetFiles: openAssetFiles(storage) },
    await orderOf(generation),
    NEVER,
    system.log,
  );
  expect(image?.analysis.version).toBe(ANALYSIS_VERSION);
  expect((await generationAssets(system.db, generation))[0]?.masterKey).toBe((await rowOf(id)).masterKey);
});
