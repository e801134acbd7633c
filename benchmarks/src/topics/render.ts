import { createRenderer, type RenderOrder } from '@proofsheet/render';
import { developImage } from '@proofsheet/vision';
import sharp from 'sharp';
import { compare } from '../measure.ts';
import { satoriOverlay } from '../peers/satori.ts';
import { photographLikeAPhones } from '../photograph.ts';
import { type Metric, metric } from '../report.ts';

const SIZE = { width: 1280, height: 720 };
const ROUNDS = 15;

/**
 * One 1280x720 JPEG from a 12-megapixel photograph, three ways: the bare pixels (the floor), Proofsheet, and the same
 * photograph with an overlay drawn by Satori and resvg. Then four variants of it from one decode.
 */
export async function measureRendering(): Promise<Metric[]> {
  sharp.concurrency(1);
  sharp.cache(false);
  const photo = await photographLikeAPhones();
  const { master, analysis } = await developImage(photo);
  const renderer = await createRenderer();
  let seed = 0;
  const order = (variants: number): RenderOrder => ({
    kind: 'THUMBNAIL',
    copy: { headline: 'Hear every **detail**', subline: 'Tested for 100 days' },
    brand: {},
    formats: ['youtube-thumbnail'],
    variants,
    mediaType: 'image/jpeg',
    // Another composition each time: templates differ in what they cost.
    seed: seed++,
    images: [{ role: 'PRODUCT', bytes: master, analysis }],
  });
  const renderAll = async (variants: number) => {
    for await (const output of renderer.render(order(variants))) if (output.bytes.length === 0) throw new Error();
  };
  const floor = () => bareSharp(master);

  const own = await compare(
    { floor, one: () => renderAll(1), floorOfFour: () => bareSharpFour(master), four: () => renderAll(4) },
    ROUNDS,
  );
  // Apart from the others: what Satori leaves on the heap would slow everything that shares it.
  const overlay = await satoriOverlay(SIZE);
  const peer = await compare({ floor, satori: async () => overSharp(master, await overlay()) }, ROUNDS);

  const ofFloor = own.one.cpuMs / own.floor.cpuMs;
  const peerOfFloor = peer.satori.cpuMs / peer.floor.cpuMs;
  return [
    metric('floor: bare sharp, wall', own.floor.wallMs, 'ms/output'),
    metric('floor: bare sharp, CPU', own.floor.cpuMs, 'CPU ms/output'),
    metric('Proofsheet, wall', own.one.wallMs, 'ms/output'),
    metric('Proofsheet, CPU', own.one.cpuMs, 'CPU ms/output'),
    metric('Satori + resvg on the floor, wall', peer.satori.wallMs, 'ms/output'),
    metric('Satori + resvg on the floor, CPU', peer.satori.cpuMs, 'CPU ms/output'),
    metric('Proofsheet / floor, CPU', ofFloor, 'times', { atMost: 1.5 }),
    metric('Satori + resvg / floor, CPU', peerOfFloor, 'times'),
    metric('four variants / floor of four (one decode), CPU', own.four.cpuMs / own.floorOfFour.cpuMs, 'times'),
  ];
}

function bareSharp(photo: Buffer): Promise<Buffer> {
  return sharp(photo).resize(SIZE).jpeg({ quality: 85 }).toBuffer();
}

async function overSharp(photo: Buffer, overlay: Buffer): Promise<Buffer> {
  return sharp(photo)
    .resize(SIZE)
    .composite([{ input: overlay }])
    .jpeg({ quality: 85 })
    .toBuffer();
}

/** What four pictures of one photograph cost at the least: one decode, four crops and encodes. */
async function bareSharpFour(photo: Buffer): Promise<void> {
  const { data, info } = await sharp(photo).resize(1600, 1200).raw().toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  for (const left of [0, 100, 200, 300]) {
    await sharp(data, { raw })
      .extract({ left, top: 200, ...SIZE })
      .jpeg({ quality: 85 })
      .toBuffer();
  }
}
