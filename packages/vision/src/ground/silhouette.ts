import type { Mask } from '@proofsheet/raster';
import { above, components, type Flags } from '../planes/flood.ts';
import { lumaBytes } from '../planes/luma.ts';
import { dilate } from '../planes/morphology.ts';
import type { Pixels } from '../planes/pixels.ts';
import { bytes, withScratch } from '../planes/scratch.ts';

/** Longest side of the copy that is looked at: a hairline of a photograph of 4,096 pixels is lost in it. */
export const SILHOUETTE_SIDE = 256;

/** The rim of the image that is ground, as a share of its longer side, and how much of it may be anything else. */
const RIM = 0.05;
const MOST_IN_RIM = 0.05;
/** Steps between neighbours, of 255, of the ground of such a photograph at most, and of an outline at least. */
const MOST_NOISE = 5;
const LEAST_STEP = 5;
const OVER_NOISE = 2;
/** Lines this near to each other are of one thing. */
const APART = 3;
/** A component of this share of the image's area, with what it encloses, is a thing, and not a fleck. */
const LEAST_THING = 0.004;
/** The edge of a table runs across all of the image and is hardly any high. */
const TABLE = { across: 0.9, high: 0.08 };
/** What is found is this share of the image. */
const AREA = { least: 0.03, most: 0.75 };

/**
 * Where a thing is that hardly differs from its plain ground, such as a white device before a white wall: all that lies
 * between its outermost lines, across and down. It says where the thing is, not where it ends: nothing is cut out by it.
 * The image is RGB, its longest side at most `SILHOUETTE_SIDE`. Undefined where the ground is not plain, or nothing is
 * before it.
 */
export function silhouette(image: Pixels): Mask | undefined {
  const { width, height } = image;
  return withScratch(() => {
    const steps = stepsIn(lumaBytes(image), width, height);
    const noise = noiseIn(steps, width, height);
    if (noise > MOST_NOISE) return undefined;
    const limit = Math.max(LEAST_STEP, noise * OVER_NOISE);
    const lines = above(steps, limit);
    if (shareInRim(lines, width, height) > MOST_IN_RIM) return undefined;
    const data = between(things(withoutRunsFromSides(lines, width), width, height), width, height);
    const area = data.reduce((sum, value) => sum + value, 0) / 255 / data.length;
    return area >= AREA.least && area <= AREA.most ? { data, width, height } : undefined;
  });
}

/** How far the neighbours of each pixel are apart, across or down; the outermost pixels lack some, and have no step. */
function stepsIn(luma: Uint8Array, width: number, height: number): Uint8Array {
  const steps = bytes(luma.length).fill(0);
  for (let y = 1; y < height - 1; y += 1)
    for (let x = 1, at = y * width + 1; x < width - 1; x += 1, at += 1) {
      const across = Math.abs((luma[at + 1] as number) - (luma[at - 1] as number));
      const down = Math.abs((luma[at + width] as number) - (luma[at - width] as number));
      steps[at] = Math.max(across, down);
    }
  return steps;
}

/** Of nine tenths of the rim no step is larger. */
function noiseIn(steps: Uint8Array, width: number, height: number): number {
  const inRim: number[] = [];
  eachInRim(width, height, (at) => inRim.push(steps[at] as number));
  return inRim.toSorted((a, b) => a - b)[Math.floor(inRim.length * 0.9)] ?? 0;
}

function shareInRim(lines: Flags, width: number, height: number): number {
  let [found, all] = [0, 0];
  eachInRim(width, height, (at) => {
    found += lines[at] as number;
    all += 1;
  });
  return found / Math.max(1, all);
}

function eachInRim(width: number, height: number, look: (at: number) => void): void {
  const rim = Math.max(2, Math.round(Math.max(width, height) * RIM));
  for (let y = 1; y < height - 1; y += 1)
    for (let x = 1; x < width - 1; x += 1)
      if (x < rim || y < rim || x >= width - rim || y >= height - rim) look(y * width + x);
}

/**
 * In place: without what comes in along a row from the left or the right, as the edge of a table does on both sides of a
 * thing.
 */
function withoutRunsFromSides(lines: Flags, width: number): Flags {
  // The outermost pixels have no steps.
  for (let from = 1; from < lines.length; from += width) {
    for (let at = from; lines[at] === 1; at += 1) lines[at] = 0;
    for (let at = from + width - 3; lines[at] === 1; at -= 1) lines[at] = 0;
  }
  return lines;
}

/** The lines without flecks, and without the edge of what the thing stands on. */
function things(lines: Flags, width: number, height: number): Flags {
  const { labels, found } = components(dilate(lines, width, height, APART), width);
  const boxes = new Map(found.map(({ label }) => [label, { left: width, right: -1, top: height, bottom: -1 }]));
  for (let at = 0; at < lines.length; at += 1) {
    const box = lines[at] === 1 ? boxes.get(labels[at] as number) : undefined;
    if (!box) continue;
    const [x, y] = [at % width, Math.floor(at / width)];
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  const isThing = new Set<number>();
  for (const [label, { left, right, top, bottom }] of boxes) {
    const [across, high] = [(right - left + 1) / width, (bottom - top + 1) / height];
    if (across * high >= LEAST_THING && !(across >= TABLE.across && high <= TABLE.high)) isThing.add(label);
  }
  return lines.map((line, at) => (line === 1 && isThing.has(labels[at] as number) ? 1 : 0));
}

/** 255 for what has lines on both sides in its row and in its column. */
function between(lines: Flags, width: number, height: number): Uint8Array {
  const [first, last] = [new Int32Array(width).fill(height), new Int32Array(width).fill(-1)];
  for (let at = 0; at < lines.length; at += 1) {
    if (lines[at] === 0) continue;
    const [x, y] = [at % width, Math.floor(at / width)];
    first[x] = Math.min(first[x] as number, y);
    last[x] = Math.max(last[x] as number, y);
  }
  const data = new Uint8Array(lines.length);
  for (let y = 0; y < height; y += 1) {
    const row = lines.subarray(y * width, (y + 1) * width);
    const [left, right] = [row.indexOf(1), row.lastIndexOf(1)];
    for (let x = Math.max(0, left); x <= right; x += 1)
      if (y >= (first[x] as number) && y <= (last[x] as number)) data[y * width + x] = 255;
  }
  return data;
}
