import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatOf } from '@proofsheet/domain';
import { type Metric, metric } from '@proofsheet/metrics';
import { createRenderer, type OrderImage, type Renderer, type RenderOrder } from '@proofsheet/render';
import { openVision } from '@proofsheet/vision';
import sharp from 'sharp';
import { type Costs, compare, cpuRatio, cpuWithChildren } from '../measure.ts';
import { peakMemoryOf } from '../peak-memory.ts';
import { openChromium } from '../peers/chromium.ts';
import { SIZE } from '../peers/overlay.ts';
import { satoriOverlay } from '../peers/satori.ts';
import { takumiOverlay } from '../peers/takumi.ts';
import { photographLikeAPhones } from '../photograph.ts';
import { bareSharp, bareSharpFour, bareSharpSet } from '../render/floors.ts';
import { AD_SET, adSet, thumbnails } from '../render/orders.ts';

const ROUNDS = 15;
const WARM_UP = 5;
const PEER_ROUNDS = 9;
/** The largest photograph that the API accepts, in pixels. */
const LARGEST = { width: 8160, height: 6120 } as const;

/**
 * From a 12-megapixel photograph: one 1280x720 JPEG, four variants of it, and an ad in twelve formats, each compared
 * with the bare pixels of the master (the floor). They are made from the proxy that ingest leaves, as workers do, and
 * from the master as well; planning, layout, inspection and placeholder are counted. Then other engines for the type:
 * the same overlay by Takumi, by Satori and resvg, and by headless Chromium, alone and on the photograph.
 */
export async function measureRendering(): Promise<Metric[]> {
  sharp.concurrency(1);
  sharp.cache(false);
  const photo = await photographLikeAPhones();
  const { master, proxy = master, analysis } = await framed(photo);
  const renderer = await createRenderer();
  const from = (bytes: Buffer) => ordersOf(renderer, [{ role: 'PRODUCT' as const, bytes, analysis }]);
  const [small, large] = [from(proxy), from(master)];
  return [
    ...(await measureOrders(master, analysis, small, large)),
    // Measured separately: what Satori leaves on the heap would slow the others.
    ...(await measureSatori(master, small.one)),
    ...(await measureChromium(master, small.one)),
    await measureMemory(),
  ];
}

type Work = () => Promise<unknown>;
type Orders = Record<'one' | 'four' | 'set', Work>;

function ordersOf(renderer: Renderer, images: OrderImage[]): Orders {
  const render = async (order: RenderOrder) => {
    for await (const output of renderer.render(order)) if (output.bytes.length === 0) throw new Error();
  };
  // Another composition each time, because templates differ in cost.
  let seed = 0;
  return {
    one: () => render(thumbnails(1, seed++, images)),
    four: () => render(thumbnails(4, seed++, images)),
    set: () => render(adSet(seed++, images)),
  };
}

async function measureOrders(master: Buffer, photoSize: Size, small: Orders, large: Orders) {
  const sizes = AD_SET.map((name) => formatOf(name, 'AD'));
  const works = {
    floor: () => bareSharp(master, SIZE),
    one: small.one,
    oneOfMaster: large.one,
    floorOfFour: () => bareSharpFour(master, SIZE),
    four: small.four,
    fourOfMaster: large.four,
    floorOfSet: () => bareSharpSet(master, photoSize, sizes),
    set: small.set,
    setOfMaster: large.set,
  };
  const cost = await compare(works, { rounds: ROUNDS, warmUp: WARM_UP });
  const ratios = (name: string, own: Costs, ofMaster: Costs, floor: Costs, atMost: number) => [
    metric(`${name} / floor, CPU`, cpuRatio(own, floor), 'times', { atMost }),
    metric(`${name}, from the master / floor, CPU`, cpuRatio(ofMaster, floor), 'times', { atMost }),
  ];
  return [
    metric('floor: bare sharp, wall', cost.floor.wallMs, 'ms/output'),
    metric('floor: bare sharp, CPU', cost.floor.cpuMs, 'CPU ms/output'),
    metric('Proofsheet, wall', cost.one.wallMs, 'ms/output'),
    metric('Proofsheet, CPU', cost.one.cpuMs, 'CPU ms/output'),
    metric('Proofsheet, four variants, CPU', cost.four.cpuMs / 4, 'CPU ms/output'),
    metric('Proofsheet, twelve formats, CPU', cost.set.cpuMs / AD_SET.length, 'CPU ms/output'),
    ...ratios('one output', cost.one, cost.oneOfMaster, cost.floor, 1.35),
    ...ratios('four variants', cost.four, cost.fourOfMaster, cost.floorOfFour, 1.45),
    ...ratios('twelve formats', cost.set, cost.setOfMaster, cost.floorOfSet, 1.45),
  ];
}

interface Size {
  readonly width: number;
  readonly height: number;
}

async function measureSatori(master: Buffer, one: Work): Promise<Metric[]> {
  const [takumi, satori] = [await takumiOverlay(), await satoriOverlay()];
  const whole = async () => overSharp(master, await satori());
  const cost = await compare({ takumi, satori, one, whole }, { rounds: PEER_ROUNDS });
  const ratio = cpuRatio(cost.satori, cost.takumi);
  return [
    metric('overlay alone: Takumi, CPU', cost.takumi.cpuMs, 'CPU ms'),
    metric('overlay alone: Satori + resvg, CPU', cost.satori.cpuMs, 'CPU ms'),
    metric('overlay alone: Satori + resvg / Takumi, CPU', ratio, 'times', { atLeast: 8 }),
    metric('whole output: Satori + resvg on bare sharp / Proofsheet, CPU', cpuRatio(cost.whole, cost.one), 'times'),
  ];
}

async function measureChromium(master: Buffer, one: Work): Promise<Metric[]> {
  const browser = await openChromium(master);
  if (!browser) {
    process.stderr.write('No Chromium at /usr/bin/chromium: skipped.\n');
    return [];
  }
  const takumi = await takumiOverlay();
  const { overlay, output } = browser;
  const clocks = { overlay: cpuWithChildren, output: cpuWithChildren };
  try {
    const cost = await compare({ takumi, overlay, one, output }, { rounds: PEER_ROUNDS, clocks });
    const ratio = cpuRatio(cost.overlay, cost.takumi);
    return [
      metric('overlay alone: Chromium, CPU', cost.overlay.cpuMs, 'CPU ms'),
      metric('overlay alone: Chromium / Takumi, CPU', ratio, 'times', { atLeast: 20 }),
      metric('whole output: Chromium / Proofsheet, CPU', cpuRatio(cost.output, cost.one), 'times'),
    ];
  } finally {
    await browser.close();
  }
}

/** As ingest analyses a photograph of which no cut-out can be trusted: pictures show it in a frame. */
async function framed(photo: Buffer) {
  const vision = await openVision({ threads: 1 });
  try {
    const { master, proxy, analysis } = await vision.analyse(photo);
    return { master, ...(proxy ? { proxy } : {}), analysis: { ...analysis, cutout: null } };
  } finally {
    await vision.close();
  }
}

/** One render of the largest photograph, in a separate process. */
async function measureMemory(): Promise<Metric> {
  const folder = await mkdtemp(join(tmpdir(), 'proofsheet-largest-'));
  try {
    const file = join(folder, 'photograph.jpg');
    const large = await sharp(await photographLikeAPhones())
      .resize(LARGEST)
      .jpeg({ quality: 90 })
      .toBuffer();
    await writeFile(file, large);
    await writeFile(`${file}.json`, JSON.stringify({ ...(await framed(large)).analysis, ...LARGEST }));
    const peak = await peakMemoryOf('render', file);
    return metric('a 50-megapixel photograph, peak memory of its process', peak, 'MB', { atMost: 400 });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function overSharp(photo: Buffer, overlay: Buffer): Promise<Buffer> {
  const raw = { ...SIZE, channels: 4 as const };
  return sharp(photo)
    .resize(SIZE)
    .composite([{ input: overlay, raw }])
    .jpeg({ quality: 85 })
    .toBuffer();
}
