import quantize, { type Rgb } from '@lokesh.dhakar/quantize';
import type { Analysis } from '@proofsheet/domain';

const MOST_COLOURS = 6;
const VISIBLE_ALPHA = 128;

/**
 * Up to six colours, the most frequent first. Median cut finds the groups; each colour is then the mean of its own
 * pixels, because the cut itself works in steps of eight and would turn white into #fcfcfc.
 */
export function paletteOf(rgba: Buffer): Analysis['palette'] {
  const pixels = visiblePixels(rgba);
  const cut = quantize(pixels, MOST_COLOURS);
  const groups = groupByNearest(pixels, cut ? cut.palette() : []);
  return groups
    .sort((a, b) => b.length - a.length)
    .map((group) => ({ hex: hexOf(meanOf(group)), share: group.length / pixels.length }));
}

/** Where every pixel is nearly transparent, all of them count: a palette is never empty. */
function visiblePixels(rgba: Buffer): Rgb[] {
  const all: Rgb[] = [];
  const visible: Rgb[] = [];
  for (let at = 0; at < rgba.length; at += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = rgba.subarray(at, at + 4);
    all.push([red, green, blue]);
    if (alpha >= VISIBLE_ALPHA) visible.push([red, green, blue]);
  }
  return visible.length > 0 ? visible : all;
}

function groupByNearest(pixels: Rgb[], colours: Rgb[]): Rgb[][] {
  const groups: Rgb[][] = colours.map(() => []);
  for (const pixel of pixels) {
    const distances = colours.map((colour) => squaredDistance(pixel, colour));
    groups[distances.indexOf(Math.min(...distances))]?.push(pixel);
  }
  return groups.filter((group) => group.length > 0);
}

function squaredDistance(a: Rgb, b: Rgb): number {
  return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
}

function meanOf(group: Rgb[]): Rgb {
  const sum: Rgb = [0, 0, 0];
  for (const [red, green, blue] of group) {
    sum[0] += red;
    sum[1] += green;
    sum[2] += blue;
  }
  return [sum[0] / group.length, sum[1] / group.length, sum[2] / group.length];
}

function hexOf(colour: Rgb): string {
  return `#${colour.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;
}
