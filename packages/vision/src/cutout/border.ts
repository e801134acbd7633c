import type { LabPlanes } from './oklab.ts';

/** Thickness of the frame that is taken for ground, as a share of the shorter side. */
const FRAME = 0.035;
/** Most pixels that are looked at: the rest of a large frame says the same. */
const SAMPLES = 6000;
const BLOCK = 8;
/** What the mean of a block may differ from the surface before it is not ground. */
const BLOCK_TOLERANCE = 0.028;

/** What the frame of an image says about its ground, in OKLab units. */
export interface BorderStatistics {
  /** Deviation from one pixel to the next: noise of the sensor and of JPEG. */
  readonly noise: number;
  /** Share of the frame's blocks that lie on the surface: the rest is subject that runs out of the image, or clutter. */
  readonly onSurface: number;
  /** Median distance of those blocks from the surface: what noise cannot explain is texture. */
  readonly unevenness: number;
}

/** Evenly spread over a frame along all four sides. */
export function framePixels(width: number, height: number): Int32Array {
  const inset = frameThickness(width, height);
  const pixels: number[] = [];
  for (let y = 0; y < height; y += 1) {
    const inner = y >= inset && y < height - inset;
    for (let x = 0; x < width; x += 1) {
      if (inner && x === inset) x = Math.max(x, width - inset);
      if (x < width) pixels.push(y * width + x);
    }
  }
  const step = Math.max(1, Math.ceil(pixels.length / SAMPLES));
  return Int32Array.from({ length: Math.floor(pixels.length / step) }, (_, n) => pixels[n * step] as number);
}

function frameThickness(width: number, height: number): number {
  return Math.max(3, Math.round(Math.min(width, height) * FRAME));
}

/** Of the frame of `lab` against the surface fitted to it. */
export function borderStatistics(lab: LabPlanes, surface: LabPlanes): BorderStatistics {
  const { width, height } = lab;
  const offsets: number[] = [];
  const steps: number[] = [];
  for (const [x, y] of frameBlocks(width, height)) {
    const block = readBlock(lab, surface, x, y);
    offsets.push(block.offset);
    steps.push(block.step);
  }
  const on = offsets.filter((offset) => offset < BLOCK_TOLERANCE);
  return {
    noise: median(steps) / Math.SQRT2,
    onSurface: on.length / offsets.length,
    unevenness: on.length === 0 ? 1 : median(on),
  };
}

function frameBlocks(width: number, height: number): [x: number, y: number][] {
  const blocks: [number, number][] = [];
  const right = Math.max(0, width - BLOCK);
  const lower = Math.max(0, height - BLOCK);
  for (let x = 0; x <= right; x += BLOCK) blocks.push([x, 0], [x, lower]);
  for (let y = BLOCK; y <= lower - BLOCK; y += BLOCK) blocks.push([0, y], [right, y]);
  return blocks;
}

/** How far the mean of a block lies from the surface, and the usual step between neighbours in it. */
function readBlock(lab: LabPlanes, surface: LabPlanes, left: number, top: number) {
  const { width, height } = lab;
  let l = 0;
  let a = 0;
  let b = 0;
  let squares = 0;
  let count = 0;
  for (let y = top; y < Math.min(height, top + BLOCK); y += 1) {
    for (let x = left; x < Math.min(width, left + BLOCK); x += 1) {
      const at = y * width + x;
      const next = x + 1 < width ? at + 1 : at;
      l += difference(lab.l, surface.l, at);
      a += difference(lab.a, surface.a, at);
      b += difference(lab.b, surface.b, at);
      squares += squaredStep(lab.l, at, next) + squaredStep(lab.a, at, next) + squaredStep(lab.b, at, next);
      count += 1;
    }
  }
  return { offset: Math.hypot(l, a, b) / count, step: Math.sqrt(squares / count) };
}

function difference(plane: Float32Array, other: Float32Array, at: number): number {
  return (plane[at] as number) - (other[at] as number);
}

function squaredStep(plane: Float32Array, at: number, next: number): number {
  const step = (plane[next] as number) - (plane[at] as number);
  return step * step;
}

function median(values: number[]): number {
  return Float64Array.from(values).sort()[values.length >> 1] ?? 0;
}
