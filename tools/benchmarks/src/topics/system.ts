import { type Metric, metric } from '@proofsheet/metrics';
import { createRenderer, type RenderOrder } from '@proofsheet/render';
import { openVision } from '@proofsheet/vision';
import sharp from 'sharp';
import { quantile } from '../measure.ts';
import { photographFile, photographLikeAPhones } from '../photograph.ts';
import { clientOf } from '../system/client.ts';
import { type Backend, type BenchedSystem, startBenchedSystem } from '../system/start.ts';

const GENERATIONS = 16;
const VARIANTS = 4;
/** Generations that one worker renders at a time. */
const CONCURRENCY = 2;
const CLAIMS = 60;
const COPY = { headline: 'Hear every **detail**', subline: 'Tested for 100 days' };

/**
 * The time that queue, rows and storage add to rendering, and how soon a worker claims a generation, on both backends.
 */
export async function measureSystem(env: NodeJS.ProcessEnv): Promise<Metric[]> {
  const metrics: Metric[] = [];
  for (const backend of ['redis', 'postgres'] as const) {
    const system = await startBenchedSystem(backend, env);
    if (system === undefined) {
      process.stderr.write('No redis-server on the PATH: the figures on Redis are left out.\n');
      continue;
    }
    try {
      metrics.push(...(await measureBackend(system, backend)));
    } finally {
      await system.stop();
    }
  }
  return metrics;
}

async function measureBackend(system: BenchedSystem, backend: Backend): Promise<Metric[]> {
  const client = clientOf(system);
  const assetId = await client.upload(await photographFile(), 'PRODUCT');
  const order = (variants: number) => ({ kind: 'THUMBNAIL', copy: COPY, variants, assets: [{ assetId }], seed: 7 });
  const warmUp = await client.submit(order(VARIANTS));
  await client.untilCompleted([warmUp.id]);

  const alone: number[] = [];
  const whole: number[] = [];
  for (let round = 0; round < 3; round++) {
    alone.push(await secondsOf(renderAlone));
    whole.push(
      await secondsOf(async () => {
        const submitted = await Promise.all(Array.from({ length: GENERATIONS }, () => client.submit(order(VARIANTS))));
        await client.untilCompleted(submitted.map(({ id }) => id));
      }),
    );
  }
  const rendering = quantile(alone, 0.5);
  const total = quantile(whole, 0.5);
  const delays = await claimDelays(system, () => client.submit(order(1)), client.untilCompleted);
  const on = (name: string) => `${backend}: ${name}`;
  return [
    metric(on('rendering alone'), GENERATIONS / rendering, 'generations/s'),
    metric(on('whole system'), GENERATIONS / total, 'generations/s'),
    metric(on('queue, rows and storage'), (1 - rendering / total) * 100, '% of time', { atMost: 15 }),
    metric(on('202 to claim, p50'), quantile(delays, 0.5), 'ms', backend === 'redis' ? { atMost: 30 } : null),
    metric(on('202 to claim, p99'), quantile(delays, 0.99), 'ms'),
  ];
}

/** Renders the same orders in this process, as many at a time as the worker: nothing but the renderer is measured. */
const renderAlone = async () => {
  sharp.concurrency(1);
  const { master, proxy = master, analysis, cutout } = await seen();
  const renderer = await renderers();
  const order: RenderOrder = {
    kind: 'THUMBNAIL',
    copy: COPY,
    brand: {},
    formats: ['youtube-thumbnail'],
    variants: VARIANTS,
    mediaType: 'image/jpeg',
    seed: 7,
    images: [{ role: 'PRODUCT', bytes: proxy, analysis, cutout: cutout?.bytes }],
  };
  let left = GENERATIONS;
  const takeOrders = async () => {
    while (left-- > 0) for await (const output of renderer.render(order)) void output;
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, takeOrders));
};

/** Opened once for the run, as a worker opens its renderer at its start. */
const renderers = once(createRenderer);
const seen = once(async () => {
  const vision = await openVision({ threads: 1 });
  try {
    return await vision.analyse(await photographLikeAPhones());
  } finally {
    await vision.close();
  }
});

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Milliseconds from the arrival of the 202 to the claim in the row, for one generation at a time on an idle system. */
async function claimDelays(
  { db }: BenchedSystem,
  submit: () => Promise<{ id: string; answeredAt: number }>,
  untilCompleted: (ids: readonly string[]) => Promise<void>,
): Promise<number[]> {
  const delays: number[] = [];
  for (let sample = 0; sample < CLAIMS; sample++) {
    const { id, answeredAt } = await submit();
    await untilCompleted([id]);
    const { startedAt } = await db
      .selectFrom('Generation')
      .select('startedAt')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    delays.push(Math.max(0, (startedAt?.getTime() ?? answeredAt) - answeredAt));
  }
  return delays;
}

async function secondsOf(run: () => Promise<void>): Promise<number> {
  const before = performance.now();
  await run();
  return (performance.now() - before) / 1_000;
}
