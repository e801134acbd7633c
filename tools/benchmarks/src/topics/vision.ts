import { readFile } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Metric, metric } from '@proofsheet/metrics';
import { release } from '@proofsheet/raster';
import { sampleImages } from '@proofsheet/samples';
import { openVision, type Vision } from '@proofsheet/vision';
import { cleanEdges, decode, findFaces, personMask, plainGroundMask, workCopy } from '@proofsheet/vision/steps';
import sharp from 'sharp';
import { compare, quantile } from '../measure.ts';
import { peakMemoryOf } from '../peak-memory.ts';
import { photographFile } from '../photograph.ts';

const ROUNDS = 9;
/** Images analysed before measuring: until then V8 still optimises the code of the thread. */
const WARM_UP = 20;
/** Images analysed in each round of the comparison of one thread with two. */
const BATCH = 6;
const PAIRS = 9;
/** Longest side of the copy in which plain grounds are flooded. */
const CUTOUT_SIDE = 1024;

/**
 * The cost of an analysis: of a 12-megapixel photograph from upload to master, of its single steps, its memory above
 * that of a bare decode, two at a time against one, and the longest time for which the event loop of the process was
 * blocked.
 */
export async function measureVision(): Promise<Metric[]> {
  sharp.concurrency(1);
  sharp.cache(false);
  const file = await photographFile();
  const photo = await readFile(file);
  const one = await openVision({ threads: 1 });
  const two = await openVision({ threads: 2 });
  try {
    return [
      ...(await measureParts(one, photo)),
      ...(await measureMemory(file)),
      ...(await measureSideBySide(one, two, photo)),
      metric('event loop held up while two ingest, longest', await longestDelay(two, photo), 'ms', { atMost: 20 }),
    ];
  } finally {
    await Promise.all([one.close(), two.close()]);
  }
}

async function measureParts(vision: Vision, photo: Buffer): Promise<Metric[]> {
  const product = await workCopy((await decode(photo)).pixels, CUTOUT_SIDE);
  const portrait = await aPortrait();
  const scene = await aScene();
  const person = await workCopy((await decode(portrait)).pixels, CUTOUT_SIDE);
  const faces = await findFaces(person);
  const cost = await compare(
    {
      bare: async () => release(await sharp(photo).raw().toBuffer()),
      ingest: () => vision.analyse(photo),
      ingestPortrait: () => vision.analyse(portrait),
      bareScene: async () => release(await sharp(scene).raw().toBuffer()),
      ingestScene: () => vision.analyse(scene),
      faces: () => findFaces(product),
      person: () => personMask(person, faces),
      plainGround: async () => {
        const found = plainGroundMask(product);
        if ('mask' in found) cleanEdges(product, found.mask);
      },
    },
    { rounds: ROUNDS, warmUp: WARM_UP },
  );
  return [
    metric('bare decode of 12 megapixels, CPU', cost.bare.cpuMs, 'CPU ms'),
    metric('ingest of 12 megapixels, CPU', cost.ingest.cpuMs, 'CPU ms', { atMost: 700 }),
    metric('ingest of 12 megapixels, wall', cost.ingest.wallMs, 'ms'),
    metric('ingest of 12 megapixels / bare decode, no model asked', cost.ingest.cpuMs / cost.bare.cpuMs, 'times', {
      atMost: 8,
    }),
    metric('the same of a thing before hills, by the model', cost.ingestScene.cpuMs / cost.bareScene.cpuMs, 'times', {
      atMost: 14,
    }),
    metric('ingest of a portrait of 12 megapixels, CPU', cost.ingestPortrait.cpuMs, 'CPU ms', { atMost: 700 }),
    metric('faces, CPU', cost.faces.cpuMs, 'CPU ms', { atMost: 150 }),
    metric(`person mask at ${CUTOUT_SIDE}, CPU`, cost.person.cpuMs, 'CPU ms', { atMost: 250 }),
    metric(`plain-ground cut-out at ${CUTOUT_SIDE}, clean edges included, CPU`, cost.plainGround.cpuMs, 'CPU ms', {
      atMost: 200,
    }),
  ];
}

/** The drawn headphones in front of the drawn hills: no plain ground, no face. */
async function aScene(): Promise<Buffer> {
  const [headphones, hills] = ['headphones', 'dusk-hills'].map(
    (name) => sampleImages.find((sample) => sample.name === name)?.path,
  );
  const thing = await sharp(headphones).resize({ height: 1800 }).png().toBuffer();
  return sharp(hills)
    .resize(4000, 3000, { fit: 'cover' })
    .composite([{ input: thing, left: 1400, top: 900 }])
    .jpeg({ quality: 92 })
    .toBuffer();
}

/** The drawn woman in front of the drawn hills, as a phone would upload it. */
async function aPortrait(): Promise<Buffer> {
  const [mara, hills] = ['mara', 'dusk-hills'].map((name) => sampleImages.find((sample) => sample.name === name)?.path);
  const woman = await sharp(mara).resize({ height: 2700 }).png().toBuffer();
  return sharp(hills)
    .resize(4000, 3000, { fit: 'cover' })
    .composite([{ input: woman, left: 800, top: 300 }])
    .jpeg({ quality: 92 })
    .toBuffer();
}

async function measureMemory(file: string): Promise<Metric[]> {
  const decoded = await peakMemoryOf('decode', file);
  const analysed = await peakMemoryOf('analyse', file);
  return [
    metric('bare decode, peak memory of its process', decoded, 'MB'),
    metric('ingest, peak memory above that', analysed - decoded, 'MB', { atMost: 200 }),
  ];
}

/** One thread and two take turns, so that a machine whose speed drifts slows both alike. */
async function measureSideBySide(one: Vision, two: Vision, photo: Buffer): Promise<Metric[]> {
  const secondsOf = async (vision: Vision) => {
    const started = performance.now();
    await Promise.all(Array.from({ length: BATCH }, () => vision.analyse(photo)));
    return (performance.now() - started) / 1000;
  };
  await Promise.all(Array.from({ length: WARM_UP * 2 }, () => two.analyse(photo)));
  const ratios: number[] = [];
  for (let pair = 0; pair < PAIRS; pair += 1) ratios.push((await secondsOf(one)) / (await secondsOf(two)));
  return [metric('two ingests at a time / one, images per second', quantile(ratios, 0.5), 'times', { atLeast: 1.8 })];
}

/** In this process, while both threads are busy: milliseconds above the resolution of the timer. */
async function longestDelay(vision: Vision, photo: Buffer): Promise<number> {
  const resolution = 1;
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  await Promise.all(Array.from({ length: BATCH }, () => vision.analyse(photo)));
  delay.disable();
  return delay.max / 1e6 - resolution;
}
