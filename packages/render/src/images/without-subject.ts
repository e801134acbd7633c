import type { Box, Canvas } from '@proofsheet/raster';
import type { Photograph } from './photographs.ts';

/** Around each spot of a subject, as a share of the photograph's longer side: spots lie a little less than this apart. */
const AROUND_SPOT = 0.024;

/**
 * A part of a photograph with the ground around its subject in that one's place: smooth, for what is blurred anyway. Where
 * there is nothing but subject the part stays as it is. `region` is where the part lies in the photograph, in its pixels.
 */
export function withoutSubject(part: Canvas, photo: Photograph, region: Box): Canvas {
  const isKnown = groundIn(part, photo, region);
  if (!isKnown.includes(1) || !isKnown.includes(0)) return part;
  return { ...part, data: filled(part, isKnown) };
}

/** 1 where the ground is. */
function groundIn({ width, height }: Canvas, photo: Photograph, region: Box): Uint8Array {
  const isKnown = new Uint8Array(width * height).fill(1);
  const [across, down] = [width / region.width, height / region.height];
  const radius = Math.max(photo.width, photo.height) * AROUND_SPOT;
  for (const { x, y } of [...photo.spots, ...photo.bust]) {
    const [from, to] = [Math.floor((x - radius - region.x) * across), Math.ceil((x + radius - region.x) * across)];
    const [top, bottom] = [Math.floor((y - radius - region.y) * down), Math.ceil((y + radius - region.y) * down)];
    for (let row = Math.max(0, top); row < Math.min(height, bottom); row++)
      if (to > 0 && from < width) isKnown.fill(0, row * width + Math.max(0, from), row * width + Math.min(width, to));
  }
  return isKnown;
}

/** Known pixels are averaged into ever larger cells; unknown ones take the colour of the smallest cell that has one. */
function filled({ width, height, data }: Canvas, isKnown: Uint8Array): Uint8Array {
  const sums = new Float32Array(data.length);
  for (let at = 0; at < sums.length; at++) if (isKnown[Math.floor(at / 3)] === 1) sums[at] = data[at] as number;
  const colours = spread({ width, height, sums, weights: new Float32Array(isKnown) });
  return new Uint8Array(colours.map(Math.round));
}

interface Level {
  readonly width: number;
  readonly height: number;
  readonly sums: Float32Array;
  readonly weights: Float32Array;
}

/** The colours of a level, those without a weight from the next coarser one, between the middles of its cells. */
function spread(level: Level): Float32Array {
  const { width, height, sums, weights } = level;
  const colours = new Float32Array(sums.length);
  for (let at = 0; at < sums.length; at++)
    colours[at] = (sums[at] as number) / Math.max(1e-6, weights[Math.floor(at / 3)] as number);
  if (weights.every((weight) => weight > 0) || (width === 1 && height === 1)) return colours;
  const coarse = halved(level);
  const wider = spread(coarse);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++) {
      if ((weights[at] as number) > 0) continue;
      const [left, right, aside] = between(x, coarse.width);
      const [above, below, lower] = between(y, coarse.height);
      for (const channel of [0, 1, 2]) {
        const of = (column: number, row: number) => wider[(row * coarse.width + column) * 3 + channel] as number;
        const upper = of(left, above) * (1 - aside) + of(right, above) * aside;
        colours[at * 3 + channel] =
          upper * (1 - lower) + (of(left, below) * (1 - aside) + of(right, below) * aside) * lower;
      }
    }
  return colours;
}

/** The two coarser cells whose middles a pixel lies between, and how far it is on the way to the second. */
function between(at: number, length: number): readonly [number, number, number] {
  const place = Math.min(length - 1, Math.max(0, (at + 0.5) / 2 - 0.5));
  const first = Math.floor(place);
  return [first, Math.min(length - 1, first + 1), place - first];
}

function halved({ width, height, sums, weights }: Level): Level {
  const size = { width: Math.ceil(width / 2), height: Math.ceil(height / 2) };
  const half = {
    ...size,
    sums: new Float32Array(size.width * size.height * 3),
    weights: new Float32Array(size.width * size.height),
  };
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++) {
      const to = (y >> 1) * size.width + (x >> 1);
      half.weights[to] = (half.weights[to] as number) + (weights[at] as number);
      for (const channel of [0, 1, 2])
        half.sums[to * 3 + channel] = (half.sums[to * 3 + channel] as number) + (sums[at * 3 + channel] as number);
    }
  return half;
}
