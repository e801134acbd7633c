import type { Mask } from '@proofsheet/raster';
import { describe, expect, test } from 'vitest';
import { judgeCutout } from '../src/cutout/judge.ts';
import { agreed } from '../src/cutout/votes.ts';
import { cleanEdges } from '../src/matte/clean-edges.ts';
import type { Pixels } from '../src/planes/pixels.ts';
import { upsampleMask } from '../src/planes/upsample-mask.ts';
import { edgesSeen } from '../src/salient/edges-seen.ts';
import { SALIENT_SIDE } from '../src/salient/u2net.ts';

const SUBJECT = [200, 40, 30] as const;
const GROUND = [240, 250, 245] as const;

/** A red disc, its edge `softness` pixels wide, before a pale ground. */
function disc(side: number, softness: number, radius = side * 0.3): { image: Pixels; mask: Mask } {
  const mask = new Uint8Array(side * side);
  const data = Buffer.alloc(side * side * 3);
  for (let at = 0; at < mask.length; at += 1) {
    const away = Math.hypot((at % side) - side / 2, Math.floor(at / side) - side / 2);
    const share = Math.min(1, Math.max(0, (radius - away) / softness + 0.5));
    mask[at] = Math.round(255 * share);
    for (let channel = 0; channel < 3; channel += 1) {
      const [subject, ground] = [SUBJECT[channel] as number, GROUND[channel] as number];
      data[3 * at + channel] = Math.round(share * subject + (1 - share) * ground);
    }
  }
  return { image: { data, width: side, height: side, channels: 3 }, mask: { data: mask, width: side, height: side } };
}

describe('the cleaned cut-out', () => {
  test('has the colour of the subject in its soft edge, not that of the ground', () => {
    const { image, mask } = disc(128, 5);
    const { data, channels } = cleanEdges(image, mask);
    expect(channels).toBe(4);
    let edge = 0;
    for (let at = 0; at < mask.data.length; at += 1) {
      if ((data[4 * at + 3] as number) < 40) continue;
      edge += (data[4 * at + 3] as number) < 255 ? 1 : 0;
      for (let channel = 0; channel < 3; channel += 1) {
        expect(Math.abs((data[4 * at + channel] as number) - (SUBJECT[channel] as number))).toBeLessThan(30);
      }
    }
    expect(edge).toBeGreaterThan(200);
  });

  test('has no islands under 2 % of its largest part, and no haze', () => {
    const { image, mask } = disc(128, 2);
    for (let at = 0; at < 4; at += 1) mask.data[130 + at] = 255;
    mask.data[500] = 15;
    const { data } = cleanEdges(image, mask);
    for (const at of [130, 131, 132, 133, 500]) expect(data[4 * at + 3]).toBe(0);
    expect(data[4 * (64 * 128 + 64) + 3]).toBe(255);
  });
});

describe('the quality gate', () => {
  test('lets a sharp cut-out pass and says where it lies', () => {
    const { image, mask } = disc(500, 2);
    const cutout = judgeCutout(mask, image, 'plain-ground', 0.95);
    expect(cutout).toMatchObject({ confidence: 0.95, usable: true, touches: { left: 0, top: 0, right: 0, bottom: 0 } });
    expect(cutout.bounds.x).toBeCloseTo(0.2, 1);
    expect(cutout.bounds.width).toBeCloseTo(0.6, 1);
  });

  test('stops one with so few pixels that it has to be enlarged wherever it is shown', () => {
    const { image, mask } = disc(200, 2);
    expect(judgeCutout(mask, image, 'plain-ground', 0.95).usable).toBe(false);
  });

  test('stops an edge that was guessed, passes that disagree, and a speck', () => {
    const soft = disc(500, 40);
    expect(judgeCutout(soft.mask, soft.image, 'person', 1).usable).toBe(false);
    const sharp = disc(500, 2);
    expect(judgeCutout(sharp.mask, sharp.image, 'person', 0.3).usable).toBe(false);
    const speck = disc(500, 1, 3);
    expect(judgeCutout(speck.mask, speck.image, 'person', 1).parts.area).toBeLessThan(0.2);
  });

  test('stops a mask whose outline the image does not show', () => {
    const { mask, image } = disc(500, 2);
    const flat: Pixels = { ...image, data: Buffer.alloc(image.data.length, 128) };
    expect(judgeCutout(mask, flat, 'model', 1)).toMatchObject({ parts: { edge: 0 }, usable: false });
  });

  test('stops glass: within its rim it has the colour of the ground', () => {
    const { image, mask } = disc(500, 2);
    const glass = disc(500, 2);
    for (let at = 0; at < mask.data.length; at += 1) {
      const away = Math.hypot((at % 500) - 250, Math.floor(at / 500) - 250);
      if (away < 120) glass.image.data.set(GROUND, 3 * at);
    }
    expect(judgeCutout(mask, image, 'model', 1).usable).toBe(true);
    expect(judgeCutout(glass.mask, glass.image, 'model', 1).usable).toBe(false);
  });

  test('stops a person who is cut out of a coat of the same colour: half of the outline is no edge', () => {
    const { image, mask } = disc(500, 2);
    const lost = { ...image, data: Buffer.from(image.data) };
    for (let at = 0; at < mask.data.length; at += 1) {
      if (at % 500 > 320 && Math.floor(at / 500) > 200) lost.data.set(SUBJECT, 3 * at);
    }
    expect(judgeCutout(mask, image, 'person', 1).usable).toBe(true);
    expect(judgeCutout(mask, lost, 'person', 1).usable).toBe(false);
  });

  test('tells the sides that the subject runs out of', () => {
    const { mask, image } = disc(100, 1);
    mask.data.fill(255, 99 * 100 + 20, 99 * 100 + 70);
    expect(judgeCutout(mask, image, 'plain-ground', 1).touches).toEqual({ left: 0, top: 0, right: 0, bottom: 0.5 });
  });
});

test('a mask made larger follows the edge of the larger image', () => {
  const small = disc(100, 1.5);
  const large = disc(200, 1.5);
  const { data, width } = upsampleMask(small.mask, large.image);
  expect(width).toBe(200);
  let off = 0;
  for (let at = 0; at < data.length; at += 1) {
    off += Math.abs((data[at] as number) - (large.mask.data[at] as number)) > 100 ? 1 : 0;
  }
  expect(off).toBeLessThan(8);
});

describe('several methods', () => {
  const seen = ({ image, mask }: ReturnType<typeof disc>, by: 'person' | 'model', agreement: number) => ({
    mask,
    cutout: judgeCutout(mask, image, by, agreement),
  });
  /** The disc, and a hand that reaches out of it. */
  const withHand = () => {
    const scene = disc(500, 2);
    for (let y = 230; y < 270; y += 1) {
      scene.mask.data.fill(255, y * 500 + 390, y * 500 + 490);
      for (let x = 390; x < 490; x += 1) scene.image.data.set(SUBJECT, 3 * (y * 500 + x));
    }
    return scene;
  };

  test('doubt a hand that one of them has lost, even where the other is not sure of the whole', () => {
    const [whole, lost] = [withHand(), disc(500, 2)];
    expect(agreed([seen(lost, 'person', 0.9)])?.cutout.usable).toBe(true);
    expect(agreed([seen(lost, 'person', 0.9), seen(whole, 'model', 0.4)])?.cutout.usable).toBe(false);
    expect(agreed([seen(whole, 'person', 0.9), seen(whole, 'model', 0.4)])?.cutout.usable).toBe(true);
  });
});

test('a thing whose edge was guessed beside one that was seen is told from two that were', () => {
  const spots = (left: number, right: number) =>
    Float32Array.from({ length: SALIENT_SIDE ** 2 }, (_, at) => {
      const [x, y] = [at % SALIENT_SIDE, Math.floor(at / SALIENT_SIDE)];
      const share = (cx: number, soft: number) => 0.5 + (50 - Math.hypot(x - cx, y - 160)) / soft;
      return Math.min(1, Math.max(0, share(85, left), share(235, right)));
    });
  expect(edgesSeen(spots(2, 2))).toBe(1);
  expect(edgesSeen(spots(2, 8))).toBeLessThan(0.2);
});
