import type { Mask } from '@proofsheet/raster';
import { components } from '../planes/flood.ts';
import type { Pixels } from '../planes/pixels.ts';
import { type Region, regionAbove } from '../planes/region.ts';
import { bytes, withScratch } from '../planes/scratch.ts';
import { fromWholeCells, reachOf, writeForeground } from './foreground.ts';

/**
 * Shares of alpha at and below which a pixel is clear, and from which it is opaque: noise leaves haze, and thins the
 * subject.
 */
const CLEAR = 0.08;
const OPAQUE = 0.94;
/** Share of alpha from which a pixel is solid. Solid components below this share of the largest are islands. */
const SOLID = 0.2;
const LEAST_COMPONENT = 0.02;
/** Pixels around a solid component within which its soft fringe lies. */
const FRINGE = 3;

const LEVELS = Uint8Array.from({ length: 256 }, (_, alpha) => {
  const share = (alpha / 255 - CLEAR) / (OPAQUE - CLEAR);
  return Math.round(255 * Math.min(1, Math.max(0, share)));
});

/**
 * The subject alone: RGBA, not premultiplied. `image` (RGB) and `mask` have the same size, which is that of the result.
 * Without haze or islands, and with the subject's own colours at its edge, so that no halo shows on any ground.
 */
export function cleanEdges(image: Pixels, mask: Mask): Pixels {
  const { width, height } = image;
  const data = Buffer.alloc(width * height * 4);
  const region = regionAbove(LEVELS.lastIndexOf(0), mask.data, width, height, reachOf(image));
  if (region) {
    const whole = fromWholeCells(region);
    withScratch(() => writeForeground(image, whole, withoutIslands(mask, whole), data));
  }
  return { data, width, height, channels: 4 };
}

/**
 * The alpha of a region, with levels. Drops islands, their fringe, and haze; the fringe of a component that stays,
 * stays.
 */
function withoutIslands({ data, width }: Mask, region: Region): Uint8Array {
  const alpha = bytes(region.width * region.height);
  const solid = bytes(alpha.length);
  for (let row = 0; row < region.height; row += 1) {
    levelRow(data, (region.top + row) * width + region.left, alpha, solid, row * region.width, region.width);
  }
  const { labels, found } = components(solid, region.width);
  const largest = found.reduce((most, { area }) => Math.max(most, area), 0);
  const kept = Uint8Array.from(found, ({ area }) => (area >= LEAST_COMPONENT * largest ? 1 : 0));
  for (let at = 0; at < alpha.length; at += 1) {
    if (alpha[at] === 0) continue;
    const label = labels[at] as number;
    if (label > 0 ? kept[label - 1] === 0 : !isFringe(labels, kept, region.width, at)) alpha[at] = 0;
  }
  return alpha;
}

function levelRow(mask: Uint8Array, from: number, alpha: Uint8Array, solid: Uint8Array, to: number, width: number) {
  for (let x = 0; x < width; x += 1) {
    const level = LEVELS[mask[from + x] as number] as number;
    alpha[to + x] = level;
    solid[to + x] = level >= 255 * SOLID ? 1 : 0;
  }
}

function isFringe(labels: Int32Array, kept: Uint8Array, width: number, at: number): boolean {
  const x = at % width;
  for (let down = -FRINGE; down <= FRINGE; down += 1) {
    for (let across = Math.max(-FRINGE, -x); across <= Math.min(FRINGE, width - 1 - x); across += 1) {
      const label = labels[at + down * width + across] ?? 0;
      if (label > 0 && kept[label - 1] === 1) return true;
    }
  }
  return false;
}
