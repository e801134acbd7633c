import type { Face } from '@proofsheet/domain';
import { sampleImages } from '@proofsheet/samples';
import sharp, { type Sharp } from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { faceFreePicture } from '../../test/face-free.ts';
import type { Pixels } from '../planes/pixels.ts';
import { findFaces } from './find-faces.ts';

const mara = sampleImages.find(({ name }) => name === 'mara')?.path ?? '';
const portrait = (side: number) => sharp(mara).flatten({ background: '#d8d8d8' }).resize(side, side, { fit: 'inside' });

async function pixelsOf(image: Sharp): Promise<Pixels> {
  const { data, info } = await image.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels as 3 | 4 };
}

describe('a drawn woman who looks to the right', () => {
  let faces: Face[];
  beforeAll(async () => {
    faces = await findFaces(await pixelsOf(portrait(800)));
  });

  test('has one face, with eyes over nose over mouth inside', () => {
    expect(faces).toHaveLength(1);
    const [{ x, y, width, height, eyes, nose, mouth, score }] = faces as [Face];
    expect(score).toBeGreaterThan(0.75);
    // Where they were drawn, as shares of the picture.
    for (const [found, drawn] of [
      [eyes.left, { x: 0.485, y: 0.415 }],
      [eyes.right, { x: 0.67, y: 0.425 }],
      [nose, { x: 0.585, y: 0.51 }],
      [mouth, { x: 0.57, y: 0.58 }],
    ] as const) {
      expect(Math.hypot(found.x - drawn.x, found.y - drawn.y)).toBeLessThan(0.03);
      expect(found.x > x && found.x < x + width && found.y > y && found.y < y + height).toBe(true);
    }
  });

  test('looks to the right, and mirrored to the left', async () => {
    const [face] = faces as [Face];
    const [mirrored] = (await findFaces(await pixelsOf(portrait(800).flop()))) as [Face];
    expect(face.gaze).toBeGreaterThan(0.15);
    expect(Math.abs(mirrored.gaze + face.gaze)).toBeLessThan(0.1);
    for (const [found, expected] of [
      [mirrored.x, 1 - face.x - face.width],
      [mirrored.y, face.y],
      [mirrored.eyes.left.x, 1 - face.eyes.right.x],
      [mirrored.mouth.x, 1 - face.mouth.x],
    ] as const) {
      expect(Math.abs(found - expected)).toBeLessThan(0.02);
    }
  });

  test('is found small, tilted, dark, grey, and as one of a group', async () => {
    for (const seen of [
      portrait(160),
      portrait(500).rotate(20, { background: '#d8d8d8' }),
      portrait(500).linear(0.35, 0),
      portrait(500).greyscale().toColourspace('srgb'),
    ]) {
      expect(await findFaces(await pixelsOf(seen))).toHaveLength(1);
    }
    const [small, smaller] = await Promise.all([portrait(260).png().toBuffer(), portrait(150).png().toBuffer()]);
    const group = sharp({ create: { width: 1280, height: 720, channels: 3, background: '#9aa5b0' } }).composite([
      ...[30, 320, 610, 900].map((left) => ({ input: small, left, top: 420 })),
      ...[180, 480, 780].map((left) => ({ input: smaller, left, top: 230 })),
    ]);
    const found = await findFaces(await pixelsOf(group));
    expect(found).toHaveLength(7);
    const areas = found.map(({ width, height }) => width * height);
    expect(areas).toEqual(areas.toSorted((a, b) => b - a));
  });

  test('upside down is not composed around', async () => {
    expect(await findFaces(await pixelsOf(portrait(500).rotate(180)))).toEqual([]);
  });
});

test('no face is found in 500 pictures without one', { timeout: 120_000 }, async () => {
  const taken: number[] = [];
  for (let seed = 0; seed < 500; seed += 1) {
    const picture = await faceFreePicture(seed, seed % 10 === 0 ? 640 : 256);
    if ((await findFaces(picture)).length > 0) taken.push(seed);
  }
  expect(taken).toEqual([]);
});

test('no face is found in pictures of things, in one pixel and in a thread of pixels', async () => {
  for (const { path, role } of sampleImages) {
    if (role === 'PERSON') continue;
    const image = sharp(path).flatten({ background: '#ffffff' }).resize(1280, 1280, { fit: 'inside' });
    expect(await findFaces(await pixelsOf(image)), path).toEqual([]);
  }
  expect(await findFaces({ data: Buffer.alloc(3), width: 1, height: 1, channels: 3 })).toEqual([]);
  expect(await findFaces({ data: Buffer.alloc(3 * 1280), width: 1280, height: 1, channels: 3 })).toEqual([]);
});
