import { formatOf } from '@proofsheet/domain';
import { expect, test } from 'vitest';
import { openPhotographs } from '../src/images/photographs.ts';
import { sideWanted } from '../src/images/resolution.ts';
import { photo } from './order-images.ts';

const landscape = { ...(await photo(0.5)).analysis, width: 4000, height: 3000 };
const thumbnail = { kind: 'THUMBNAIL', formats: ['youtube-thumbnail'] } as const;

test('an image is wanted as large as it covers the largest format', () => {
  expect(sideWanted(landscape, thumbnail)).toBe(1280);
  expect(sideWanted(landscape, { ...thumbnail, formats: ['youtube-thumbnail', 'youtube-thumbnail-hd'] })).toBe(1920);
  expect(sideWanted(landscape, { kind: 'AD', formats: ['meta-story'] })).toBe(2560);
});

test('a small face, or variations of a picture, want it larger, but never larger than it is', () => {
  const face = { x: 0.4, y: 0.3, width: 0.05, height: 0.08 };
  const eyes = { left: { x: 0.41, y: 0.33 }, right: { x: 0.44, y: 0.33 } };
  const small = { ...landscape, faces: [{ ...face, eyes }] } as typeof landscape;
  expect(sideWanted(small, thumbnail)).toBe(2048);
  const like = { template: 'fade', scheme: 'deep', flip: false, swap: false, crop: 'usual' } as const;
  expect(sideWanted(landscape, { ...thumbnail, like })).toBe(1536);
  expect(sideWanted(landscape, { ...thumbnail, formats: [{ width: 8000, height: 4000 }] })).toBe(4000);
});

test('the scale of a photograph is that of the file which is decoded', async () => {
  const formats = [formatOf('youtube-thumbnail', 'THUMBNAIL')];
  const scaleOf = async (image: Parameters<typeof openPhotographs>[0][0]) => {
    using opened = openPhotographs([image], { formats, once: true });
    return (await opened.show(new Map([['photo', image]]))).get('photo')?.scale ?? 0;
  };
  const image = {
    role: 'PRODUCT',
    bytes: Buffer.alloc(0),
    analysis: { ...landscape, width: 5120, height: 3840 },
  } as const;
  expect(await scaleOf(image)).toBeCloseTo(0.25, 3);
  expect(await scaleOf({ ...image, isProxy: true })).toBeCloseTo(0.5, 3);
});
