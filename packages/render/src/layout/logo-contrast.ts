import { FINDINGS } from '@proofsheet/domain';
import { luminance } from '@proofsheet/raster';

interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Straight RGBA. */
  readonly data: Uint8Array;
}

/** What is behind each pixel of a logo: `bytes` are RGB, and `at` says where those of a pixel begin. */
export interface Behind {
  readonly bytes: Uint8Array;
  at(x: number, y: number): number;
}

/** Less alpha than this, of 255, is not seen. */
const SEEN = 24;
/** The highest contrast there is: that of a logo that shows whatever is behind it. */
export const ALWAYS = 21;
/** From this contrast on a logo is read with ease: WCAG asks it of signs. */
export const GOOD_LOGO_CONTRAST = 3;
/** What a screen reflects of the light around it: with the 0.05 that WCAG reckons with, dark ink on a dark ground seems to read. */
const GLARE = 0.1;
/** What WCAG reckons with. */
const FLARE = 0.05;
/** Contrasts are told apart by twentieths, from 1 to 21. */
const STEPS = 20;
/** Ink so near to ink that stands off, in heights of the logo, is its halo or its outline, and may be lost. */
const OUTLINE = 0.03;

/**
 * The contrast of a logo with what is behind it, as the WCAG ratio that stands off as much on white, and as it is drawn: a hairline has that of its faint pixels, but ink that
 * cannot stand off more, not even on white or black, has it in proportion to what it could. What is enclosed by ink that
 * stands off is seen by that, as a white letter is by its outline. 1 to 21, but for a tenth of the ink, and of its parts.
 */
export function contrastAsDrawn(logo: Pixels, behind: Behind): number {
  const own = contrastSteps(logo, behind);
  const steps = enclosedSteps(logo, standsOff(logo, own) ? coloursSeen(logo, behind, own) : own);
  const reach = Math.max(1, Math.round(logo.height * OUTLINE));
  return weakestOf(logo, highestWithin(steps, logo, reach)) / STEPS;
}

function contrastSteps({ width, height, data }: Pixels, { bytes, at }: Behind): Uint16Array {
  const steps = new Uint16Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const own = (y * width + x) * 4;
      const alpha = (data[own + 3] as number) / 255;
      if (alpha * 255 < SEEN) continue;
      const under = at(x, y);
      const [r, g, b] = [bytes[under] as number, bytes[under + 1] as number, bytes[under + 2] as number];
      const drawn = (left: number, top: number, right: number) =>
        luminance(
          Math.round(left + ((data[own] as number) - left) * alpha),
          Math.round(top + ((data[own + 1] as number) - top) * alpha),
          Math.round(right + ((data[own + 2] as number) - right) * alpha),
        );
      const contrast = contrastAsOnWhite(drawn(r, g, b), luminance(r, g, b));
      const most =
        alpha === 1
          ? ALWAYS
          : Math.max(contrastAsOnWhite(drawn(255, 255, 255), 1), contrastAsOnWhite(drawn(0, 0, 0), 0));
      const inProportion = most >= GOOD_LOGO_CONTRAST ? 1 : (GOOD_LOGO_CONTRAST - 1) / Math.max(0.01, most - 1);
      steps[y * width + x] = Math.min(ALWAYS, 1 + (contrast - 1) * inProportion) * STEPS;
    }
  return steps;
}

/** The share of a logo's ink that is read with ease, from which its brighter colours on white are a part of what is read. */
const READ_WITH_EASE = 0.4;

function standsOff({ data }: Pixels, steps: Uint16Array): boolean {
  let [ink, read] = [0, 0];
  for (const [pixel, step] of steps.entries()) {
    const alpha = data[pixel * 4 + 3] as number;
    if (alpha < SEEN) continue;
    ink += alpha;
    if (step >= GOOD_LOGO_CONTRAST * STEPS) read += alpha;
  }
  return read >= ink * READ_WITH_EASE;
}

/** White or nearly: how light it is at least, and how far its channels may be apart. */
const PAPER = { lightest: 225, tint: 24 } as const;
/** How far the channels of a colour are apart that is told from white by its hue, such as a yellow or an orange. */
const STRONG = 110;

/** On white a strong colour is seen as one, however light it is: it does not count as lost beside ink that is read. */
function coloursSeen({ width, height, data }: Pixels, { bytes, at }: Behind, steps: Uint16Array): Uint16Array {
  const spread = (of: Uint8Array, from: number) => {
    const [r, g, b] = [of[from] as number, of[from + 1] as number, of[from + 2] as number];
    return { spread: Math.max(r, g, b) - Math.min(r, g, b), least: Math.min(r, g, b) };
  };
  const seen = Uint16Array.from(steps);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      if ((data[pixel * 4 + 3] as number) < SEEN || spread(data, pixel * 4).spread < STRONG) continue;
      const ground = spread(bytes, at(x, y));
      if (ground.least < PAPER.lightest || ground.spread > PAPER.tint) continue;
      seen[pixel] = Math.max(seen[pixel] as number, Math.round(FINDINGS.faint_logo.limit * STEPS));
    }
  return seen;
}

function contrastAsOnWhite(one: number, other: number): number {
  const ratio = (Math.max(one, other) + GLARE) / (Math.min(one, other) + GLARE);
  const onWhite = Math.max(0, (1 + GLARE) / ratio - GLARE);
  return (1 + FLARE) / (onWhite + FLARE);
}

/** Raises each pixel to the highest step that every way from it to the open ground crosses. */
function enclosedSteps({ width, height, data }: Pixels, own: Uint16Array): Uint16Array {
  const enclosed = new Uint16Array(own.length);
  const reached = new Uint8Array(own.length);
  const waiting: number[][] = Array.from({ length: ALWAYS * STEPS + 1 }, () => []);
  const reach = (pixel: number, step: number) => {
    if (reached[pixel] === 1) return;
    reached[pixel] = 1;
    enclosed[pixel] = Math.max(step, own[pixel] as number);
    (waiting[enclosed[pixel] as number] as number[]).push(pixel);
  };
  for (let pixel = 0; pixel < own.length; pixel++) {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    const isAtEdge = x === 0 || y === 0 || x === width - 1 || y === height - 1;
    if (isAtEdge || (data[pixel * 4 + 3] as number) < SEEN) reach(pixel, 0);
  }
  for (const [step, pixels] of waiting.entries())
    for (let pixel = pixels.pop(); pixel !== undefined; pixel = pixels.pop()) {
      const x = pixel % width;
      if (x > 0) reach(pixel - 1, step);
      if (x < width - 1) reach(pixel + 1, step);
      if (pixel >= width) reach(pixel - width, step);
      if (pixel < own.length - width) reach(pixel + width, step);
    }
  return enclosed;
}

function highestWithin(steps: Uint16Array, { width, height }: Pixels, reach: number): Uint16Array {
  const across = new Uint16Array(steps.length);
  const all = new Uint16Array(steps.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let highest = 0;
      for (let near = Math.max(0, x - reach); near <= Math.min(width - 1, x + reach); near++)
        highest = Math.max(highest, steps[y * width + near] as number);
      across[y * width + x] = highest;
    }
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let highest = 0;
      for (let near = Math.max(0, y - reach); near <= Math.min(height - 1, y + reach); near++)
        highest = Math.max(highest, across[near * width + x] as number);
      all[y * width + x] = highest;
    }
  return all;
}

/** A logo is this many tiles high: one takes in about a letter of a name below a sign. */
const TILES = 6;
/** The share of a tile from which its ink is a part of the logo. */
const INK_OF_TILE = 0.04;
/** The share of a logo's ink, and of the tiles with ink, that may be lost on a ground before the logo is. */
const MAY_BE_LOST = 0.1;
/** A tile is lost with half of its ink. */
const TILE_IS_LOST = 0.5;

/** The lowest step but for what may be lost; tiles count alike, so that a thin name counts by the room it takes. */
function weakestOf({ width, height, data }: Pixels, steps: Uint16Array): number {
  const side = Math.max(1, Math.ceil(height / TILES));
  const columns = Math.ceil(width / side);
  const tiles = new Map<number, Float64Array>();
  const all = new Float64Array(ALWAYS * STEPS + 1);
  for (let pixel = 0; pixel < steps.length; pixel++) {
    const alpha = data[pixel * 4 + 3] as number;
    if (alpha < SEEN) continue;
    const index = Math.floor(pixel / width / side) * columns + Math.floor((pixel % width) / side);
    const tile = tiles.get(index) ?? new Float64Array(all.length);
    tiles.set(index, tile);
    const step = steps[pixel] as number;
    tile[step] = (tile[step] as number) + alpha;
    all[step] = (all[step] as number) + alpha;
  }
  const ofTiles = new Float64Array(all.length);
  for (const tile of tiles.values()) {
    if (sumOf(tile) < side * side * 255 * INK_OF_TILE) continue;
    const step = weakestStep(tile, TILE_IS_LOST);
    ofTiles[step] = (ofTiles[step] as number) + 1;
  }
  return Math.min(weakestStep(all, MAY_BE_LOST), weakestStep(ofTiles, MAY_BE_LOST));
}

/** The lowest step once a share of all that is counted is left out; the highest where nothing is. */
function weakestStep(counts: Float64Array, lost: number): number {
  let left = sumOf(counts) * lost;
  const step = counts.findIndex((count) => {
    left -= count;
    return count > 0 && left < 0;
  });
  return step < 0 ? ALWAYS * STEPS : step;
}

function sumOf(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
