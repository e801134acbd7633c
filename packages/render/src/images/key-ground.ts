import type { Box, Rgb } from '@proofsheet/raster';
import { enclosedByTwoColours } from './enclosed-ground.ts';

/** Straight RGBA, row by row. */
export interface LogoPixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Values, of 255, by which a pixel of an even ground differs at most from its colour: the noise of JPEG. */
const EVEN = 24;
/** The share of the border that has to be ground, and where all corners are: a name may run to the edges of its file. */
const LEAST_EVEN = { anywhere: 0.96, betweenCorners: 0.75 } as const;
/** How far a corner reaches along each side, as a share of it, and the share of it that has to be ground. */
const CORNER = { reach: 0.02, even: 0.7 } as const;
/** Below this difference a pixel is ground and nothing else. */
const NOISE = 14;
/** JPEG rings around ink: this far, in pixels, and by less than this share of the ink's difference from the ground. */
const RINGING = { reach: 8, share: 0.2 };
/** An edge between ink and ground is at most so many pixels wide on each side. */
const EDGE = 2;
/** The share of the difference of the ink beside it from which a pixel is ink and nothing else. */
const FULL = 0.92;
/** The share of its bounds from which what is left fills them: a box of its own. */
export const SOLID_BOX = 0.9;
/** Less ink than this share of the image is no logo, and more is no ground. */
const INK = { least: 0.002, most: 0.985 };

/** A logo without its ground, and the colour of that. */
export interface Keyed {
  readonly pixels: LogoPixels;
  readonly ground: Rgb;
  /** Whether pieces of the ground were left in it and others were not: it is right on this ground alone. */
  readonly isMixed: boolean;
}

/**
 * A logo without the even ground that it was uploaded on, counters of letters included; its soft edges lose the
 * colour of the ground. Where what stands on the ground fills a box of its own, the ground's colour within the box is
 * part of the logo and stays, as does what the logo encloses in more than one colour. Undefined where the border is not
 * even, or nothing is left.
 */
export function keyGround(logo: LogoPixels): Keyed | undefined {
  const { width, height, data } = logo;
  const ground = evenGround(logo);
  if (!ground) return undefined;
  const off = differences(data, ground);
  const outside = reachedFromBorder(off, width, height);
  const inside = boxOfInk(logo, (pixel) => outside[pixel] === 0);
  const filled = outside.reduce((count, is) => count + (is ? 0 : 1), 0);
  const share = filled / (width * height);
  if (share < INK.least || share > INK.most) return undefined;
  const nearby = spread(off, RINGING.reach, width, height);
  const isGround = off.map((own, pixel) => (own <= Math.max(NOISE, (nearby[pixel] as number) * RINGING.share) ? 1 : 0));
  const isBox = filled >= inside.width * inside.height * SOLID_BOX;
  const enclosed = isBox
    ? { stays: outside.map((is) => 1 - is), isMixed: false }
    : enclosedByTwoColours(isGround, logo);
  const [r, g, b] = ground as [number, number, number];
  const pixels = withoutGround(logo, { ground, off, isGround, stays: enclosed.stays });
  return { pixels, ground: { r, g, b }, isMixed: enclosed.isMixed };
}

interface Parts {
  readonly ground: readonly number[];
  /** By how much each pixel differs from the ground. */
  readonly off: Uint8Array;
  /** 1 for each pixel of the ground's colour. */
  readonly isGround: Uint8Array;
  /** 1 for each of those that is part of the logo. */
  readonly stays: Uint8Array;
}

function withoutGround({ width, height, data }: LogoPixels, { ground, off, isGround, stays }: Parts): LogoPixels {
  const beside = spread(off, EDGE, width, height);
  const clear = isGround.map((is, pixel) => (is === 1 && stays[pixel] !== 1 ? 1 : 0));
  const keyed = new Uint8Array(data);
  for (let pixel = 0; pixel < off.length; pixel++) {
    const at = pixel * 4;
    const isSolid = clear[pixel] !== 1 && !touches(clear, pixel, width, height);
    const share = Math.min(1, (off[pixel] as number) / ((beside[pixel] as number) * FULL));
    const alpha = clear[pixel] === 1 ? 0 : isSolid ? 1 : share;
    keyed[at + 3] = Math.round(alpha * 255);
    if (alpha === 0) keyed.fill(0, at, at + 3);
    else if (alpha < 1)
      for (let channel = 0; channel < 3; channel++) {
        const under = ground[channel] as number;
        const pure = under + ((data[at + channel] as number) - under) / alpha;
        keyed[at + channel] = Math.max(0, Math.min(255, Math.round(pure)));
      }
  }
  return { width, height, data: keyed };
}

/** At most this many times as long as short: an app's icon, a badge. */
const NEARLY_SQUARE = 1.2;
/** From this difference between its strongest and weakest channel, of 255, a ground is a colour and no paper. */
const COLOURED = 60;

/** Whether the even ground belongs to a logo: that of an icon, square and of a colour, is what it is known by. */
export function isBadge(logo: LogoPixels): boolean {
  const sides = [logo.width, logo.height];
  if (Math.max(...sides) > Math.min(...sides) * NEARLY_SQUARE) return false;
  const ground = evenGround(logo);
  return ground !== undefined && Math.max(...ground) - Math.min(...ground) >= COLOURED;
}

/** The colour of the border, where nearly all of it is of one. */
function evenGround({ width, height, data }: LogoPixels): readonly number[] | undefined {
  const border: number[] = [];
  for (let x = 0; x < width; x++) border.push(x, (height - 1) * width + x);
  for (let y = 1; y < height - 1; y++) border.push(y * width, y * width + width - 1);
  const ground = [0, 1, 2].map((channel) => median(border.map((pixel) => data[pixel * 4 + channel] as number)));
  const isEven = (pixel: number) =>
    ground.every((value, channel) => Math.abs((data[pixel * 4 + channel] as number) - value) <= EVEN);
  const reach = { x: width * CORNER.reach, y: height * CORNER.reach };
  const hasCorners = [0, width - 1].every((left) =>
    [0, height - 1].every((top) => {
      const corner = border.filter(
        (pixel) => Math.abs((pixel % width) - left) <= reach.x && Math.abs(Math.floor(pixel / width) - top) <= reach.y,
      );
      return corner.filter(isEven).length >= corner.length * CORNER.even;
    }),
  );
  const least = hasCorners ? LEAST_EVEN.betweenCorners : LEAST_EVEN.anywhere;
  return border.filter(isEven).length >= border.length * least ? ground : undefined;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0;
}

/** By how much each pixel differs from the ground, in the channel that differs most. */
function differences(data: Uint8Array, ground: readonly number[]): Uint8Array {
  const off = new Uint8Array(data.length / 4);
  for (let pixel = 0; pixel < off.length; pixel++)
    for (let channel = 0; channel < 3; channel++)
      off[pixel] = Math.max(
        off[pixel] as number,
        Math.abs((data[pixel * 4 + channel] as number) - (ground[channel] as number)),
      );
  return off;
}

/** 1 for each pixel of the ground that hangs together with the border. */
function reachedFromBorder(off: Uint8Array, width: number, height: number): Uint8Array {
  const reached = new Uint8Array(off.length);
  const waiting: number[] = [];
  const reach = (pixel: number) => {
    if (reached[pixel] === 1 || (off[pixel] as number) > NOISE) return;
    reached[pixel] = 1;
    waiting.push(pixel);
  };
  for (let x = 0; x < width; x++) for (const y of [0, height - 1]) reach(y * width + x);
  for (let y = 0; y < height; y++) for (const x of [0, width - 1]) reach(y * width + x);
  for (let pixel = waiting.pop(); pixel !== undefined; pixel = waiting.pop()) {
    const x = pixel % width;
    if (x > 0) reach(pixel - 1);
    if (x < width - 1) reach(pixel + 1);
    if (pixel >= width) reach(pixel - width);
    if (pixel < off.length - width) reach(pixel + width);
  }
  return reached;
}

/** The largest difference within a distance of each pixel: that of the ink beside it. */
function spread(off: Uint8Array, reach: number, width: number, height: number): Uint8Array {
  const across = new Uint8Array(off.length);
  const all = new Uint8Array(off.length);
  for (let pixel = 0; pixel < off.length; pixel++) {
    const x = pixel % width;
    for (let step = Math.max(-reach, -x); step <= Math.min(reach, width - 1 - x); step++)
      across[pixel] = Math.max(across[pixel] as number, off[pixel + step] as number);
  }
  for (let pixel = 0; pixel < off.length; pixel++) {
    const y = Math.floor(pixel / width);
    for (let step = Math.max(-reach, -y); step <= Math.min(reach, height - 1 - y); step++)
      all[pixel] = Math.max(all[pixel] as number, across[pixel + step * width] as number);
  }
  return all;
}

function touches(clear: Uint8Array, pixel: number, width: number, height: number): boolean {
  const [x, y] = [pixel % width, Math.floor(pixel / width)];
  for (let row = Math.max(0, y - EDGE); row <= Math.min(height - 1, y + EDGE); row++)
    for (let column = Math.max(0, x - EDGE); column <= Math.min(width - 1, x + EDGE); column++)
      if (clear[row * width + column] === 1) return true;
  return false;
}

/** The box around all pixels that are ink. */
export function boxOfInk(
  { width, height }: Pick<LogoPixels, 'width' | 'height'>,
  isInk: (pixel: number) => boolean,
): Box {
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let pixel = 0; pixel < width * height; pixel++) {
    if (!isInk(pixel)) continue;
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    left = Math.min(left, x);
    right = Math.max(right, x + 1);
    top = Math.min(top, y);
    bottom = y + 1;
  }
  return { x: left, y: top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) };
}
