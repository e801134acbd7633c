import type { LabPlanes } from '../planes/oklab.ts';

/** Thickness of the frame that is assumed to be ground, as a share of the shorter side. */
const FRAME = 0.035;
/** Most pixels that are sampled; more of a large frame would add nothing. */
const SAMPLES = 3000;
const BLOCK = 8;
/** OKLab distance from the surface up to which the mean of a block is still ground. */
const NEAR_SURFACE = 0.028;
/** Unevenness and texture are this quantile of the blocks: a border of which half is grass is not plain. */
const MOSTLY = 0.85;

/** Of the ground in the frame of an image, in OKLab units. */
export interface BorderStatistics {
  /** Standard deviation from one pixel to the next: noise of the sensor and of JPEG. */
  readonly noise: number;
  /** Share of the frame that is one smooth ground; the rest is a subject that runs out of the image, or clutter. */
  readonly ground: number;
  /** How far the blocks of that ground lie off the surface. */
  readonly unevenness: number;
  /** How far the quarters of a block lie off its mean: noise averages out, texture does not. */
  readonly texture: number;
}

interface Block {
  readonly offSurface: number;
  readonly step: number;
  readonly texture: number;
}

/** Indices of pixels, evenly spread over the frame along all four sides. */
export function framePixels(width: number, height: number): Int32Array {
  const inset = frameThickness(width, height);
  const inner = Math.max(0, height - 2 * inset) * Math.max(0, width - 2 * inset);
  const step = Math.max(1, Math.ceil((width * height - inner) / SAMPLES));
  const pixels: number[] = [];
  let left = 0;
  for (let at = 0; at < width * height; at += 1) {
    const [x, y] = [at % width, Math.floor(at / width)];
    if (x === inset && y >= inset && y < height - inset) at += Math.max(0, width - 2 * inset);
    if (left === 0) pixels.push(at);
    left = (left + 1) % step;
  }
  return Int32Array.from(pixels);
}

function frameThickness(width: number, height: number): number {
  return Math.max(3, Math.round(Math.min(width, height) * FRAME));
}

/** Compares the frame of `lab` with the surface that was fitted to it. */
export function borderStatistics(lab: LabPlanes, surface: LabPlanes): BorderStatistics {
  const blocks = frameBlocks(lab.width, lab.height).map(([x, y]) => readBlock(lab, surface, x, y));
  const ground = blocks.filter(({ offSurface }) => offSurface < NEAR_SURFACE);
  return {
    noise:
      quantile(
        ground.map(({ step }) => step),
        0.5,
      ) / Math.SQRT2,
    ground: ground.length / blocks.length,
    texture: quantile(
      ground.map((block) => block.texture),
      MOSTLY,
    ),
    unevenness:
      ground.length === 0
        ? 1
        : quantile(
            ground.map(({ offSurface }) => offSurface),
            MOSTLY,
          ),
  };
}

/** The upper left corners of the blocks, in order around the image. */
function frameBlocks(width: number, height: number): [x: number, y: number][] {
  const right = Math.max(0, width - BLOCK);
  const lower = Math.max(0, height - BLOCK);
  const across = Array.from({ length: Math.floor(right / BLOCK) + 1 }, (_, n) => n * BLOCK);
  const down = Array.from({ length: Math.max(0, Math.floor(lower / BLOCK) - 1) }, (_, n) => (n + 1) * BLOCK);
  return [
    ...across.map((x): [number, number] => [x, 0]),
    ...down.map((y): [number, number] => [right, y]),
    ...across.toReversed().map((x): [number, number] => [x, lower]),
    ...down.toReversed().map((y): [number, number] => [0, y]),
  ];
}

function readBlock(lab: LabPlanes, surface: LabPlanes, left: number, top: number): Block {
  const { width, height } = lab;
  const off = { l: 0, a: 0, b: 0 };
  let squares = 0;
  let count = 0;
  for (let y = top; y < Math.min(height, top + BLOCK); y += 1) {
    for (let x = left; x < Math.min(width, left + BLOCK); x += 1) {
      const at = y * width + x;
      const next = x + 1 < width ? at + 1 : at;
      count += 1;
      for (const name of ['l', 'a', 'b'] as const) {
        const value = lab[name][at] as number;
        off[name] += value - (surface[name][at] as number);
        squares += ((lab[name][next] as number) - value) ** 2;
      }
    }
  }
  return {
    texture: quarterDeviation(lab.l, width, left, top),
    offSurface: Math.hypot(off.l, off.a, off.b) / count,
    step: Math.sqrt(squares / count),
  };
}

/** Standard deviation of the mean lightness of the four quarters of a block. */
function quarterDeviation(plane: Float32Array, width: number, left: number, top: number): number {
  const half = BLOCK / 2;
  const means = [0, 0, 0, 0];
  for (let y = 0; y < BLOCK; y += 1) {
    for (let x = 0; x < BLOCK; x += 1) {
      const quarter = (y < half ? 0 : 2) + (x < half ? 0 : 1);
      means[quarter] = (means[quarter] as number) + (plane[(top + y) * width + left + x] as number) / (half * half);
    }
  }
  const mean = means.reduce((sum, value) => sum + value, 0) / 4;
  return Math.sqrt(means.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 4);
}

function quantile(values: number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
