import { once } from 'node:events';
import { createPreview, dropPreview, type NewPreview, takePreview } from '@proofsheet/database';
import { generationRequestSchema, specOf } from '@proofsheet/domain';
import { jobIds } from '@proofsheet/queue';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { ingestAsset } from '../src/ingest-asset.ts';
import { openDraftImages } from '../src/previews/draft-images.ts';
import { makePreview, type PreviewTools } from '../src/previews/make-preview.ts';
import { aJob, openTestSystem, type TestSystem } from './harness.ts';
import { startWorker } from './worker-process.ts';

let system: TestSystem;
let tools: PreviewTools;
let assetId: string;
beforeAll(async () => {
  system = await openTestSystem();
  tools = { ...system.tools, draftImages: openDraftImages(system.tools) };
  assetId = await system.upload();
  await ingestAsset(system.tools, assetId, aJob());
});
afterAll(() => system.close());

/** As the API leaves it. */
async function aPreview(request: object = {}, more: Partial<NewPreview> = {}): Promise<string> {
  const parsed = generationRequestSchema.parse({
    kind: 'AD',
    copy: { headline: 'Golden **hour**' },
    variants: 1,
    ...request,
  });
  const { userId } = system;
  const row = { userId, kind: parsed.kind, spec: specOf(parsed), seed: 3, assets: [], ...more };
  return (await system.db.transaction().execute((tx) => createPreview(tx, row))).id;
}
const make = (id: string, signal = new AbortController().signal) => makePreview(tools, id, signal, system.log);

test('a preview is one variant of the template that a generation takes, in all formats, small', async () => {
  const assets = [{ assetId, role: 'PRODUCT' as const }];
  const id = await aPreview({ formats: ['landscape', 'story', 'google-300x250'] }, { assets });
  await make(id);
  const end = (await takePreview(system.db, id)) ?? expect.fail();
  if (!('drawn' in end)) return expect.fail(end.error.message);
  const { outputs } = end.drawn;
  expect(outputs.map(({ format, width, height }) => [format, width, height])).toEqual([
    ['landscape', 664, 347],
    ['story', 360, 640],
    ['google-300x250', 300, 250],
  ]);
  expect(new Set(outputs.map(({ template }) => template)).size).toBe(1);
  for (const { data, width, height, report } of outputs) {
    const { info } = await sharp(Buffer.from(data, 'base64')).raw().toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width, height, channels: 3 });
    expect(report).toMatchObject({ findings: expect.any(Array), recipe: { template: outputs[0]?.template } });
  }
});

test('what cannot be drawn is told with its code and field; one that has begun, or ended, is never begun again', async () => {
  const id = await aPreview({ template: 'versus', kind: 'THUMBNAIL' });
  await make(id);
  await make(id);
  expect(await takePreview(system.db, id)).toMatchObject({
    error: { code: 'no_template_fits', field: expect.any(String) },
  });
  await make(id);
  expect(await takePreview(system.db, id)).toBeUndefined();
  const stopping = await aPreview();
  await make(stopping, AbortSignal.abort());
  expect(await takePreview(system.db, stopping)).toMatchObject({ error: { code: 'preview_not_made' } });
});

test('a preview whose request goes away while it is under way is not drawn to its end', async () => {
  const id = await aPreview();
  let [reason, drawn]: [unknown, number] = [undefined, 0];
  // The client hangs up as it is begun.
  const render = async function* (order, { signal = expect.fail() } = {}) {
    await dropPreview(system.db, id);
    if (!signal.aborted) await once(signal, 'abort');
    reason = signal.reason;
    for await (const entry of tools.renderer.render(order, { signal })) {
      drawn++;
      yield entry;
    }
  } as typeof tools.renderer.render;
  const renderer = { ...tools.renderer, render };
  await makePreview({ ...tools, renderer }, id, new AbortController().signal, system.log);
  expect({ reason, drawn }).toMatchObject({ reason: { message: 'Nobody waits for the preview.' }, drawn: 0 });
  expect(await takePreview(system.db, id)).toBeUndefined();
});

test('a worker that is killed in the middle of a preview loses that one alone: it is not tried again, others go on', async () => {
  const formats = Array.from({ length: 6 }, (_, at) => ({ width: 1600, height: 1200 + at }));
  const lost = await aPreview({ formats, variants: 8 });
  const enqueue = (id: string) => system.queues.enqueue('preview', { previewId: id }, { jobId: jobIds.preview(id) });
  const settings = { WORKER_QUEUES: 'preview', QUEUE_LOCK_SECONDS: '2' };
  const doomed = startWorker(system, settings);
  await doomed.logged('worker ready');
  await enqueue(lost);
  const started = async () =>
    (await system.db.selectFrom('Preview').select('startedAt').where('id', '=', lost).executeTakeFirst())?.startedAt;
  await expect.poll(started, { timeout: 30_000, interval: 5 }).toBeTruthy();
  doomed.child.kill('SIGKILL');
  await doomed.ended;
  const heir = startWorker(system, settings);
  onTestFinished(() => void heir.child.kill('SIGKILL'));
  const next = await aPreview();
  await enqueue(next);
  await expect.poll(() => takePreview(system.db, next), { timeout: 60_000 }).toMatchObject({ drawn: {} });
  await expect.poll(() => system.findJob('preview', lost), { timeout: 60_000 }).toBeUndefined();
  expect(await takePreview(system.db, lost)).toBeUndefined();
  expect(heir.lines.filter(({ msg }) => msg === 'preview ended')).toHaveLength(1);
}, 120_000);
