import { formatOf } from '@proofsheet/domain';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { openPhotographs } from '../src/images/photographs.ts';
import { photo } from './order-images.ts';

const RIM = { left: 5, top: 4, right: 7, bottom: 6 };

test.each([0.12, 0.37, 0.71, 1, 1.4])(
  'no pixel of a rim is in the photograph, made %s times as large',
  async (scale) => {
    const grey = await photo(0.4, 'PRODUCT', 600, 400);
    const bytes = await sharp(grey.bytes)
      .extend({ ...RIM, background: '#ff0000' })
      .png()
      .toBuffer();
    const [width, height] = [600 + RIM.left + RIM.right, 400 + RIM.top + RIM.bottom];
    // As ingest has it: a little more than the rim.
    const picture = { x: 7 / width, y: 6 / height, width: 596 / width, height: 396 / height };
    const image = { ...grey, bytes, analysis: { ...grey.analysis, width, height, picture } };
    const format = { ...formatOf('square', 'AD'), width: Math.round(596 * scale), height: Math.round(396 * scale) };
    using opened = openPhotographs([image], { formats: [format], once: false });
    const shown = (await opened.show(new Map([['photo', image]]))).get('photo');
    if (!shown) throw new Error('nothing is shown');
    const pixels = await shown.image.pixels();
    expect(pixels.length).toBe(shown.width * shown.height * 3);
    const isRed = (at: number) => (pixels[at] as number) - (pixels[at + 1] as number) > 40;
    expect(Array.from({ length: shown.width * shown.height }, (_, at) => isRed(at * 3))).not.toContain(true);
    expect(shown.width / shown.height).toBeCloseTo(596 / 396, 1);
  },
);
