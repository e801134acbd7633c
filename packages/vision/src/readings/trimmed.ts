import type { Box } from '@proofsheet/domain';
import type { Pixels } from '../planes/pixels.ts';
import type { Region } from '../planes/region.ts';

/** Levels of a channel that paper is off white: what JPEG does to it, and no more. */
const OFF_WHITE = 8;
/** The share of all four edges that is paper. */
const LEAST_PAPER = 0.25;
/** Less of a line along a side is paper where a thing comes as near as that: two such sides, and it was trimmed to the thing. */
const MOST_OF_LINE = 0.96;
/** The lines along a side that are read: how far from the edge they are, as shares of the shorter side. */
const DEPTHS = [0, 0.015, 0.03, 0.045] as const;
const CORNERS = 3;
/** The side of a corner, as a share of the shorter side. */
const CORNER = 0.015;
/** What is laid around it, as a share of the longer side. */
const MARGIN = 0.08;

/** Of each side so much is paper where it looks as if it were a rim: bars have a photograph between them. */
const BESIDE_RIMS = 0.6;

/**
 * Whether a photograph shows something on white paper and was trimmed to it, as those of catalogues are: corners are
 * white, and the thing comes to two sides or more. What comes to one side only may be cut off there. Paper that is left
 * at some sides may look like the `rims` of a file; a photograph with rims all around is none that was trimmed.
 */
export function isTrimmed(image: Pixels, rims?: Region): boolean {
  const sides = DEPTHS.map((depth) => linesAt(image, depth).map((line) => paperOn(line, image)));
  const [outermost] = sides as [number[]];
  const reached = outermost.filter((_, side) => sides.some((line) => (line[side] as number) < MOST_OF_LINE)).length;
  if (rims && (isFramed(rims, image) || outermost.some((share) => share < BESIDE_RIMS))) return false;
  const paper = outermost.reduce((sum, share) => sum + share, 0) / outermost.length;
  return reached >= 2 && paper >= LEAST_PAPER && cornersOf(image).filter(Boolean).length >= CORNERS;
}

function isFramed({ left, top, width, height }: Region, image: Pixels): boolean {
  return left > 0 && top > 0 && left + width < image.width && top + height < image.height;
}

function paperOn(line: readonly number[], image: Pixels): number {
  return line.filter((at) => isPaper(image, at)).length / line.length;
}

/** The photograph with paper around it, and where it lies there, in shares of that. */
export function onPaper({ data, width, height }: Pixels): { readonly pixels: Pixels; readonly picture: Box } {
  const margin = Math.ceil(Math.max(width, height) * MARGIN);
  const [wide, high] = [width + margin * 2, height + margin * 2];
  const around = Buffer.alloc(wide * high * 3, 255);
  for (let y = 0; y < height; y += 1)
    data.copy(around, ((y + margin) * wide + margin) * 3, y * width * 3, (y + 1) * width * 3);
  return {
    pixels: { data: around, width: wide, height: high, channels: 3 },
    picture: { x: margin / wide, y: margin / high, width: width / wide, height: height / high },
  };
}

/** Where all of `picture`'s paper lies, in shares of the picture alone. */
export function beyond({ x, y, width, height }: Box): Box {
  return { x: -x / width, y: -y / height, width: 1 / width, height: 1 / height };
}

/** The pixels of a line along each side, so deep within it. */
function linesAt({ width, height }: Pixels, depth: number): number[][] {
  const off = Math.floor(Math.min(width, height) * depth);
  const across = Array.from({ length: width }, (_, x) => x + off * width);
  const down = Array.from({ length: height }, (_, y) => y * width + off);
  const [lower, after] = [(height - 1 - off * 2) * width, width - 1 - off * 2];
  return [across, across.map((at) => at + lower), down, down.map((at) => at + after)];
}

function cornersOf(image: Pixels): boolean[] {
  const { width, height } = image;
  const side = Math.max(2, Math.round(Math.min(width, height) * CORNER));
  const isWhite = (left: number, top: number) => {
    for (let y = top; y < top + side; y += 1)
      for (let x = left; x < left + side; x += 1) if (!isPaper(image, y * width + x)) return false;
    return true;
  };
  return [isWhite(0, 0), isWhite(width - side, 0), isWhite(0, height - side), isWhite(width - side, height - side)];
}

function isPaper({ data }: Pixels, pixel: number): boolean {
  return [0, 1, 2].every((channel) => (data[pixel * 3 + channel] as number) >= 255 - OFF_WHITE);
}
