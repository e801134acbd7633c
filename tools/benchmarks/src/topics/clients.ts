import { Proofsheet } from '@proofsheet/client';
import { newUserKey } from '@proofsheet/local-system';
import { type Metric, metric } from '@proofsheet/metrics';
import { quantile } from '../measure.ts';
import { photographFile } from '../photograph.ts';
import { clientOf } from '../system/client.ts';
import { memoryOfChild } from '../system/open-streams.ts';
import { type BenchedSystem, startBenchedSystem } from '../system/start.ts';

const SINGLE = 200;
const BATCH = 1_000;
const PREVIEWS = 60;
const COPY = { headline: 'Hear every **detail**', subline: 'Tested for 100 days' };

/** What clients wait for: a batch against single requests, a preview against a generation, an archive's memory. */
export async function measureClients(env: NodeJS.ProcessEnv): Promise<Metric[]> {
  const limits = { REQUESTS_PER_MINUTE: '1000000', PREVIEWS_PER_MINUTE: '1000000' };
  const system = await startBenchedSystem('postgres', { ...env, ...limits });
  if (system === undefined) return [];
  try {
    return [...(await measurePreviews(system)), ...(await measureArchive(system)), ...(await measureBatch(system))];
  } finally {
    await system.stop();
  }
}

async function measurePreviews(system: BenchedSystem): Promise<Metric[]> {
  const client = new Proofsheet({ baseUrl: system.api, apiKey: system.key, retries: 0 });
  const rows = clientOf(system);
  const assetId = await rows.upload(await photographFile(), 'PRODUCT');
  const order = { kind: 'THUMBNAIL' as const, assets: [{ assetId }], variants: 1 };
  const [previews, generations]: [number[], number[]] = [[], []];
  for (let nth = 0; nth < PREVIEWS; nth++) {
    // As somebody types: other words each time.
    const asked = { ...order, seed: 7, copy: { ...COPY, headline: `Hear **${nth}** details` } };
    previews.push(await millisecondsOf(() => client.previews.create(asked)));
    if (nth % 4 > 0) continue;
    const submit = async () => rows.untilCompleted([(await rows.submit(asked)).id]);
    generations.push(await millisecondsOf(submit));
  }
  const [first = 0, ...others] = previews;
  const of = (name: string) => `preview of 12 megapixels: ${name}`;
  return [
    metric(of('p50'), quantile(others, 0.5), 'ms'),
    metric(of('p95'), quantile(others, 0.95), 'ms', { atMost: 300 }),
    metric(of('the first'), first, 'ms'),
    metric(
      of('a generation of one variant against it, p50'),
      quantile(generations, 0.5) / quantile(others, 0.5),
      'times',
    ),
  ];
}

async function measureArchive(system: BenchedSystem): Promise<Metric[]> {
  const rows = clientOf(system);
  const assetId = await rows.upload(await photographFile(), 'PRODUCT');
  const formats = [1280, 1360, 1440, 1520, 1600].map((width) => ({ width, height: (width * 9) / 16 }));
  const order = { kind: 'THUMBNAIL', copy: COPY, assets: [{ assetId }], formats, variants: 4, mediaType: 'image/png' };
  const { id } = await rows.submit(order);
  await rows.untilCompleted([id]);
  const archive = async () => {
    const answer = await fetch(`${system.api}/v1/generations/${id}/archive`, {
      headers: { authorization: `Bearer ${system.key}` },
    });
    let bytes = 0;
    for await (const chunk of answer.body ?? []) bytes += chunk.length;
    return bytes;
  };
  const bytes = await archive();
  const before = memoryOfChild('apps/api/src/main.ts');
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, memoryOfChild('apps/api/src/main.ts'))), 20);
  for (let round = 0; round < 3; round++) await archive();
  clearInterval(watch);
  return [
    metric('archive of 20 pictures', bytes / 1e6, 'MB'),
    metric('archive: memory of the API above rest while it is sent', (peak - before) / 1e6, 'MB', { atMost: 64 }),
  ];
}

/** Last: what it submits keeps the worker busy. */
async function measureBatch({ api, db }: BenchedSystem): Promise<Metric[]> {
  const client = new Proofsheet({ baseUrl: api, apiKey: await newUserKey(db, 'batch'), retries: 0 });
  const order = (nth: number) => ({ kind: 'THUMBNAIL' as const, copy: { headline: `Number ${nth}` }, variants: 1 });
  const post = (path: string, json: unknown) => client.call({ method: 'POST', path, json });
  await post('/v1/generations', order(0));
  const single = await millisecondsOf(async () => {
    for (let nth = 0; nth < SINGLE; nth++) await post('/v1/generations', order(nth));
  });
  const rows = Array.from({ length: BATCH }, (_, nth) => order(nth));
  const bulk = await millisecondsOf(() => post('/v1/generations/batch', rows));
  const [alone, together] = [(SINGLE * 1000) / single, (BATCH * 1000) / bulk];
  return [
    metric('submitted one after the other', alone, 'generations/s'),
    metric(`a batch of ${BATCH}`, together, 'generations/s'),
    metric('batch against single requests', together / alone, 'times', { atLeast: 20 }),
  ];
}

async function millisecondsOf(run: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await run();
  return performance.now() - before;
}
