import { createHash } from 'node:crypto';
import {
  announcedOutput,
  beginAnalysis,
  claimGeneration,
  connectDatabase,
  type EventRow,
  excuseAnalysis,
  findAsset,
  findGeneration,
  outputsOfGeneration,
  outputsSoFar,
  readEvents,
  START,
} from '@proofsheet/database';
import { MAX_ATTEMPTS } from '@proofsheet/domain';
import { type JobContext, jobIds } from '@proofsheet/queue';
import type { RenderOrder } from '@proofsheet/render';
import { connectStorage } from '@proofsheet/storage';
import { aPhoto, startProxy } from '@proofsheet/testkit';
import { readHeader } from '@proofsheet/vision';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeGeneration } from '../src/generation/make-generation.ts';
import { aJob, openTestSystem, type TestSystem } from './harness.ts';

let system: TestSystem;
beforeAll(async () => {
  system = await openTestSystem();
});
afterAll(() => system?.close());

const payload = (generationId: string) => ({ generationId, dispatch: 0 });
const rowOf = (id: string) => findGeneration(system.db, { userId: system.userId, id });
const make = (id: string, job: Partial<JobContext> = {}, tools = system.tools) =>
  makeGeneration(tools, payload(id), aJob(job));
const setGeneration = (id: string, change: { leaseUntil: Date }) =>
  system.db.updateTable('Generation').set(change).where('id', '=', id).execute();
/** What another worker does once the lease has run out. */
const takeOver = async (id: string) => {
  await setGeneration(id, { leaseUntil: new Date(0) });
  return claimGeneration(system.db, { id, leaseSeconds: 60 });
};

/** The end of a lease, and the time, both by the database's clock. */
const leaseOf = (id: string) =>
  system.db
    .selectFrom('Generation')
    .select([sql<Date>`"leaseUntil"`.as('until'), sql<Date>`now()`.as('now')])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();

/** Gives the first picture, and takes until `release` for the rest, whatever its signal says: a step in native code. */
function heldRenderer() {
  const begun = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  let signal: AbortSignal | undefined;
  async function* render(order: RenderOrder, options: { signal?: AbortSignal }) {
    signal = options.signal;
    const outputs = system.renderer.render(order);
    const first = await outputs.next();
    if (!first.done) yield first.value;
    begun.resolve();
    await released.promise;
    yield* outputs;
  }
  const renderer = { ...system.renderer, render: render as never };
  return { renderer, begun: begun.promise, release: released.resolve, signal: () => signal };
}

test('a generation ends with rows and files that agree, its assets ingested on the way', async () => {
  const assetId = await system.upload();
  const id = await system.submit({ variants: 2 }, [assetId]);
  const shown: number[] = [];
  await make(id, { progress: (percent) => shown.push(percent) });

  expect(await rowOf(id)).toMatchObject({ status: 'COMPLETED', attempt: 1, progress: 2, error: null });
  expect(await findAsset(system.db, { userId: system.userId, id: assetId })).toMatchObject({ status: 'READY' });
  expect(shown).toEqual([50, 100]);
  const outputs = await outputsOfGeneration(system.db, id);
  expect(outputs.map(({ index }) => index)).toEqual([0, 1]);
  for (const output of outputs) {
    const file = await system.storage.get(output.objectKey);
    expect(file.length).toBe(output.bytes);
    expect(createHash('sha256').update(file).digest('hex')).toBe(output.sha256);
    expect(await readHeader(file)).toEqual({ mediaType: output.mediaType, width: output.width, height: output.height });
  }
  expect(await system.objectsOf(id)).toHaveLength(2);
});

test('each output is told of as it is stored, as the row that it becomes but for its rank', async () => {
  const id = await system.submit({ variants: 3 }, [await system.upload()]);
  const shown: string[] = [];
  const render = async function* (order: RenderOrder, options: { signal?: AbortSignal }) {
    for await (const entry of system.renderer.render(order, options)) {
      const generation = await rowOf(id);
      if (generation) shown.push(...(await outputsSoFar(system.db, generation)).map((output) => output.id));
      yield entry;
    }
  };
  await make(id, {}, { ...system.tools, renderer: { ...system.renderer, render: render as never } });
  const events = await readEvents(system.db, { userId: system.userId, generationId: id, after: START, limit: 100 });
  const told = events.filter(({ type }) => type === 'output.created');
  expect(told.map(({ data }) => [data.attempt, data.ordinal])).toEqual([1, 2, 3].map((ordinal) => [1, ordinal]));
  const rows = await outputsOfGeneration(system.db, id);
  for (const event of told) {
    const { index, createdAt, ...announced } = announcedOutput(event);
    expect(rows.find((row) => row.id === announced.id)).toMatchObject(announced);
  }
  expect(events.at(-1)).toMatchObject({ type: 'generation.completed', data: { outputs: rows.map((row) => row.id) } });
  // While the third was made, the first could be had already.
  expect(shown[0]).toBe(announcedOutput(told[0] as EventRow).id);
});

test('a generation is made once, however many jobs name it', async () => {
  const id = await system.submit({ variants: 1 }, [await system.upload()]);
  await Promise.all([make(id), make(id), make(id)]);
  await make(id);
  expect(await rowOf(id)).toMatchObject({ status: 'COMPLETED', attempt: 1 });
  expect(await system.objectsOf(id)).toHaveLength(1);
});

test('an error that no retry mends fails the generation at once, and leaves no file', async () => {
  const id = await system.submit({ template: 'no-such-template' }, [await system.upload()]);
  await expect(make(id)).rejects.toMatchObject({ code: 'unknown_template' });
  expect(await rowOf(id)).toMatchObject({
    status: 'FAILED',
    attempt: 1,
    error: { code: 'unknown_template', field: 'template' },
  });
  expect(await system.objectsOf(id)).toEqual([]);
});

test('a damaged upload is rejected, and fails the generation that uses it', async () => {
  const photo = await aPhoto();
  const assetId = await system.upload(photo.subarray(0, photo.length / 2));
  const id = await system.submit({}, [await system.upload(), assetId]);
  await expect(make(id)).rejects.toMatchObject({ code: 'asset_rejected' });
  expect(await findAsset(system.db, { userId: system.userId, id: assetId })).toMatchObject({
    status: 'REJECTED',
    masterKey: null,
    error: { code: 'upload_not_an_image' },
  });
  expect(await rowOf(id)).toMatchObject({
    status: 'FAILED',
    error: { code: 'asset_rejected', field: 'assets/1/assetId' },
  });
});

test('while the storage is down a generation is given back, later each time, and no attempt is counted', async () => {
  const id = await system.submit({ variants: 1 }, [await system.upload()]);
  const tools = { ...system.tools, storage: connectStorage({ ...system.s3, endpoint: 'http://127.0.0.1:9' }) };
  for (let attempt = 1; attempt <= 7; attempt++) {
    await expect(make(id, {}, tools)).rejects.toMatchObject({ code: 'dependency_unavailable' });
    expect(await rowOf(id)).toMatchObject({ status: 'PENDING', attempt, excused: attempt, dispatch: attempt });
    const delay = (await system.findJob('thumbnail', jobIds.generation(id, attempt)))?.delay ?? 0;
    const most = Math.min(1000 * 2 ** attempt, 60_000);
    expect(delay).toBeGreaterThanOrEqual(most / 2);
    expect(delay).toBeLessThanOrEqual(most);
  }
  await make(id);
  expect(await rowOf(id)).toMatchObject({ status: 'COMPLETED', attempt: 8, excused: 7, error: null });
});

test('a generation whose image others are analysing as often as it may be waits for them, and no attempt is counted', async () => {
  const assetId = await system.upload();
  const id = await system.submit({ variants: 1 }, [assetId]);
  const begun = await Array.fromAsync({ length: MAX_ATTEMPTS }, () => beginAnalysis(system.db, { id: assetId }));
  for (let attempt = 1; attempt <= MAX_ATTEMPTS + 1; attempt += 1) {
    await expect(make(id)).rejects.toMatchObject({ code: 'asset_not_ready' });
    expect(await rowOf(id)).toMatchObject({ status: 'PENDING', attempt, excused: attempt });
  }
  // One of them is cut short by the end of its worker.
  await excuseAnalysis(system.db, begun[0] ?? expect.fail());
  await make(id);
  expect(await rowOf(id)).toMatchObject({ status: 'COMPLETED', error: null });
});

test('a render that keeps breaking ends as FAILED after its attempts', async () => {
  const id = await system.submit({});
  async function* render() {
    yield* [];
    throw new Error('broken');
  }
  const broken = { ...system.renderer, render: render as never };
  const tools = { ...system.tools, renderer: broken };
  for (let attempt = 1; attempt < 5; attempt++) {
    await expect(make(id, {}, tools)).rejects.toMatchObject({ code: 'internal' });
    expect(await rowOf(id)).toMatchObject({ status: 'PENDING', attempt, excused: 0 });
  }
  await expect(make(id, {}, tools)).rejects.toMatchObject({ code: 'internal' });
  expect(await rowOf(id)).toMatchObject({ status: 'FAILED', attempt: 5, error: { code: 'attempts_exhausted' } });
});

test('a worker that was overtaken commits nothing and removes its own files, and no other', async () => {
  const id = await system.submit({ variants: 3 }, [await system.upload()]);
  let taken: ReturnType<typeof takeOver> | undefined;
  await make(id, {
    progress: () => {
      taken ??= takeOver(id);
    },
  });
  expect(await taken).toMatchObject({ attempt: 2 });
  expect(await rowOf(id)).toMatchObject({ status: 'PROCESSING', attempt: 2 });
  expect(await outputsOfGeneration(system.db, id)).toEqual([]);
  expect(await system.objectsOf(id)).toEqual([]);

  await setGeneration(id, { leaseUntil: new Date(0) });
  await make(id);
  expect(await rowOf(id)).toMatchObject({ status: 'COMPLETED', attempt: 3 });
  const keys = (await outputsOfGeneration(system.db, id)).map(({ objectKey }) => objectKey);
  expect(await system.objectsOf(id)).toEqual(keys);
});

test('a worker whose lease is gone stops rendering, without waiting for its end', async () => {
  const id = await system.submit({ variants: 2 }, [await system.upload()]);
  const held = heldRenderer();
  const making = make(id, {}, { ...system.tools, renderer: held.renderer });
  await held.begun;
  await expect.poll(() => system.objectsOf(id)).toHaveLength(1);
  expect(await takeOver(id)).toMatchObject({ attempt: 2 });
  await making;
  expect(held.signal()?.reason).toMatchObject({ code: 'lease_lost' });
  expect(await system.objectsOf(id)).toEqual([]);
});

test('a lease is renewed for as long as the work takes, so no other worker gets in', async () => {
  const id = await system.submit({ variants: 2 }, [await system.upload()]);
  const held = heldRenderer();
  const making = make(id, {}, { ...system.tools, renderer: held.renderer, leaseSeconds: 2 });
  await held.begun;
  const first = await leaseOf(id);
  await expect.poll(async () => (await leaseOf(id)).now > first.until, { timeout: 10_000 }).toBe(true);
  expect(await claimGeneration(system.db, { id, leaseSeconds: 60 })).toBeUndefined();
  held.release();
  await making;
  expect(await rowOf(id)).toMatchObject({ status: 'COMPLETED', attempt: 1 });
});

test('a render that takes longer than its job may is tried again later', async () => {
  const id = await system.submit({ variants: 2 }, [await system.upload()]);
  const tools = { ...system.tools, renderer: heldRenderer().renderer };
  await expect(make(id, { signal: AbortSignal.timeout(200) }, tools)).rejects.toMatchObject({ code: 'internal' });
  expect(await rowOf(id)).toMatchObject({ status: 'PENDING', attempt: 1 });
  expect((await system.findJob('thumbnail', jobIds.generation(id, 1)))?.delay).toBeGreaterThanOrEqual(1000);
});

test('a worker that is stopped in mid-render gives the generation back at once', async () => {
  const id = await system.submit({ variants: 4 }, [await system.upload()]);
  const stopping = new AbortController();
  const progress = () => stopping.abort(new Error('The worker is stopping'));
  await make(id, { progress, signal: stopping.signal });
  expect(await rowOf(id)).toMatchObject({ status: 'PENDING', attempt: 1, excused: 1, dispatch: 1 });
  expect(await system.objectsOf(id)).toEqual([]);
  await make(id);
  expect(await rowOf(id)).toMatchObject({ status: 'COMPLETED', attempt: 2 });
});

test('a worker that is stopped in a step that takes long gives the generation back without waiting for it', async () => {
  const id = await system.submit({ variants: 2 });
  const stopping = new AbortController();
  const held = heldRenderer();
  const making = make(id, { signal: stopping.signal }, { ...system.tools, renderer: held.renderer });
  await held.begun;
  stopping.abort(new Error('The worker is stopping'));
  // The step is never released: this would wait for ever.
  await making;
  expect(await rowOf(id)).toMatchObject({ status: 'PENDING', excused: 1 });
});

test('when the database refuses to complete, nothing of the attempt stays', async () => {
  const other = await openTestSystem();
  await sql`create function refuse() returns trigger language plpgsql as $$ begin raise 'refused'; end $$`.execute(
    other.db,
  );
  await sql`create trigger refuse before insert on "Output" for each row execute function refuse()`.execute(other.db);
  const id = await other.submit({ variants: 1 }, [await other.upload()]);
  await expect(makeGeneration(other.tools, payload(id), aJob())).rejects.toMatchObject({ code: 'internal' });
  expect(await findGeneration(other.db, { userId: other.userId, id })).toMatchObject({ status: 'PENDING', attempt: 1 });
  expect(await other.objectsOf(id)).toEqual([]);
  await other.close();
});

test('when the answer to the commit is lost, the files that it named stay', async () => {
  const other = await openTestSystem();
  const proxy = await startProxy(other.url);
  const db = connectDatabase({ url: proxy.url });
  await sql`create function dawdle() returns trigger language plpgsql as $$ begin perform pg_sleep(1); return null; end $$`.execute(
    other.db,
  );
  await sql`create constraint trigger dawdle after insert on "Output" deferrable initially deferred for each row execute function dawdle()`.execute(
    other.db,
  );
  const id = await other.submit({ variants: 1 }, [await other.upload()]);

  const made = makeGeneration({ ...other.tools, db }, payload(id), aJob()).catch((error: unknown) => error);
  const committing = sql<{ count: number }>`
    select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`;
  await expect.poll(async () => (await committing.execute(other.db)).rows[0]?.count, { timeout: 30_000 }).toBe(1);
  await proxy.cut();
  await proxy.restore();

  // It sees that the generation has ended, which is no failure of the job, or still cannot ask the database.
  const fault = await made;
  if (fault !== undefined) expect(fault).toMatchObject({ code: 'dependency_unavailable', dependency: 'database' });
  const stored = () => findGeneration(other.db, { userId: other.userId, id });
  await expect.poll(stored, { timeout: 10_000 }).toMatchObject({ status: 'COMPLETED' });
  const [output] = await outputsOfGeneration(other.db, id);
  expect(await other.objectsOf(id)).toEqual([output?.objectKey]);
  await db.destroy();
  await proxy.close();
  await other.close();
});
