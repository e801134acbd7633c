import type { Face } from '@proofsheet/domain';
import type { Mask } from '@proofsheet/raster';
import { sampleImages } from '@proofsheet/samples';
import sharp, { type Sharp } from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { faceFreePicture } from '../../test/face-free.ts';
import type { Pixels } from '../planes/pixels.ts';
import { findFaces } from './find-faces.ts';
import { personMask } from './person-mask.ts';

const mara = sampleImages.find(({ name }) => name === 'mara')?.path ?? '';
const SIDE = 600;
const cutOut = () => sharp(mara).resize(SIDE, SIDE, { fit: 'inside' });

async function pixelsOf(image: Sharp): Promise<Pixels> {
  const { data, info } = await image.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels as 3 | 4 };
}

/** Of a mask with the alpha that the woman was drawn with. */
function overlapWith(alpha: Uint8Array, { data }: Mask): number {
  let both = 0;
  let either = 0;
  for (let at = 0; at < data.length; at += 1) {
    both += Math.min(alpha[at] as number, data[at] as number);
    either += Math.max(alpha[at] as number, data[at] as number);
  }
  return both / either;
}

describe('the mask of a drawn woman', () => {
  let alpha: Buffer;
  beforeAll(async () => {
    alpha = await cutOut().extractChannel('alpha').raw().toBuffer();
  });

  test.each(['#d8d8d8', '#3a5f7d', '#f4efe6'])('before %s is what was drawn', async (background) => {
    const image = await pixelsOf(cutOut().flatten({ background }));
    const faces = await findFaces(image);
    const found = await personMask(image, faces);
    expect(found?.mask).toMatchObject({ width: image.width, height: image.height });
    expect(found?.agreement).toBeGreaterThan(0.9);
    expect(overlapWith(alpha, found?.mask as Mask)).toBeGreaterThan(0.96);
    const drawn = { data: alpha, width: image.width, height: image.height };
    const [face] = faces as [Face];
    expect(shareInside(found?.mask as Mask, face)).toBeGreaterThan(shareInside(drawn, face) - 0.005);
  });

  test('leaves out a woman without a face that was found', async () => {
    const woman = await cutOut().resize(360).png().toBuffer();
    const couple = sharp({ create: { width: 900, height: 520, channels: 3, background: '#d8d8d8' } }).composite([
      { input: woman, left: 40, top: 115 },
      { input: woman, left: 500, top: 115 },
    ]);
    const image = await pixelsOf(couple);
    const faces = await findFaces(image);
    expect(faces).toHaveLength(2);
    const found = await personMask(
      image,
      faces.filter((face) => face.x < 0.5),
    );
    const clear = { r: 0, g: 0, b: 0, alpha: 0 };
    const alone = await sharp({ create: { width: 900, height: 520, channels: 4, background: clear } })
      .composite([{ input: woman, left: 40, top: 115 }])
      .extractChannel('alpha')
      .raw()
      .toBuffer();
    expect(overlapWith(alone, found?.mask as Mask)).toBeGreaterThan(0.95);
  });
});

test('there is no mask that would leave out the face, and none where nobody is', async () => {
  const image = await pixelsOf(cutOut().flatten({ background: '#d8d8d8' }));
  const [face] = (await findFaces(image)) as [Face];
  expect(await personMask(image, [{ ...face, x: 0, y: 0, width: 0.1, height: 0.1 }])).toBeUndefined();
  expect(await personMask(await faceFreePicture(7, 256), [face])).toBeUndefined();
});

/** Of the pixels of a box in shares, how much is person. */
function shareInside(mask: Mask, box: Pick<Face, 'x' | 'y' | 'width' | 'height'>): number {
  let sum = 0;
  let count = 0;
  for (let y = Math.floor(box.y * mask.height); y < (box.y + box.height) * mask.height - 1; y += 1) {
    for (let x = Math.floor(box.x * mask.width); x < (box.x + box.width) * mask.width - 1; x += 1) {
      sum += (mask.data[y * mask.width + x] as number) / 255;
      count += 1;
    }
  }
  return sum / count;
}
