import type { Mask } from '@proofsheet/raster';
import { components, flagsOf } from '../planes/flood.ts';
import { dilate, erode } from '../planes/morphology.ts';
import type { Pixels } from '../planes/pixels.ts';
import { regionAbove } from '../planes/region.ts';
import { bytes, clearBytes, withScratch } from '../planes/scratch.ts';

/** Alpha, of 255, from which a pixel is subject. */
const SUBJECT = 128;
/** Nearer to the subject than this, in pixels, its ground is not read: there is the soft edge of both. */
const OFF_EDGE = 7;
/** Around the box of the subject its ground is read so far, as a share of the longer side of the box: what was left behind may be as large as a foot. */
const BESIDE = 0.35;
/** Over how many levels a calm ground spreads, but for a tenth at either end. */
const MOST_SPREAD = 13;
/** The ground's own colour, in levels of each channel: a sheet of paper or a sky has no more noise. */
const SAME = 4;

/** What of a subject before a calm ground was cut wrongly, in shares of the subject. */
export interface GroundFaults {
  /** The largest flat part within it that has the ground's very colour: the gap between arm and body, an eyelet. */
  readonly remains: number;
  /** The largest thing that was left beside it: the foot of a white loudspeaker. */
  readonly leftBehind: number;
  /** The largest hole that is not the ground's colour: white leather. */
  readonly hole: number;
}

type Colour = readonly [red: number, green: number, blue: number];

/**
 * What is wrong with a mask of `image` (RGB, of its size), told by its ground; undefined where that is not one calm
 * colour, and where none is seen around the subject.
 */
export function groundFaults(mask: Mask, image: Pixels): GroundFaults | undefined {
  return withScratch(() => {
    const subject = solidOf(mask);
    const around = groundAround(subject, image);
    const ground = calmColour(image, around);
    if (!ground) return undefined;
    const area = Math.max(1, countOf(subject));
    return {
      remains: remainsOf(image, subject, ground) / area,
      leftBehind: leftBehindOf(image, around) / area,
      hole: holeOf(image, subject, ground, area) / area,
    };
  });
}

/** The pixels around a subject that are clear of it. */
export function groundAround(subject: Uint8Array, { width, height }: Pixels): Uint8Array {
  const around = clearBytes(subject.length);
  const own = regionAbove(0, subject, width, height, 0);
  if (!own) return around;
  const box = regionAbove(0, subject, width, height, Math.round(BESIDE * Math.max(own.width, own.height))) ?? own;
  const near = dilate(subject, width, height, OFF_EDGE);
  for (let y = box.top; y < box.top + box.height; y += 1)
    for (let at = y * width + box.left; at < y * width + box.left + box.width; at += 1)
      around[at] = 1 - (near[at] as number);
  return around;
}

/** The colour of the ground, where it is one. */
export function calmColour({ data, channels }: Pixels, ground: Uint8Array): Colour | undefined {
  const histograms = [new Uint32Array(256), new Uint32Array(256), new Uint32Array(256)] as const;
  const [reds, greens, blues] = histograms;
  let count = 0;
  for (let pixel = 0, at = 0; pixel < ground.length; pixel += 1, at += channels) {
    if (ground[pixel] === 0) continue;
    count += 1;
    const red = data[at] as number;
    const green = data[at + 1] as number;
    const blue = data[at + 2] as number;
    reds[red] = (reds[red] as number) + 1;
    greens[green] = (greens[green] as number) + 1;
    blues[blue] = (blues[blue] as number) + 1;
  }
  if (count === 0) return undefined;
  const isCalm = histograms.every((of) => levelAt(of, count * 0.9) - levelAt(of, count * 0.1) <= MOST_SPREAD);
  if (!isCalm) return undefined;
  const [red, green, blue] = histograms.map((of) => levelAt(of, count / 2));
  return [red ?? 0, green ?? 0, blue ?? 0];
}

function levelAt(histogram: Uint32Array, rank: number): number {
  let below = 0;
  for (let level = 0; level < histogram.length; level += 1) {
    below += histogram[level] as number;
    if (below >= rank) return level;
  }
  return histogram.length - 1;
}

/** This far inside the outline the ground no longer mixes with the subject. */
const CLEAR_OF_EDGE = 3;

function remainsOf(image: Pixels, subject: Uint8Array, ground: Colour): number {
  const { width, height } = image;
  const inner = erode(subject, width, height, CLEAR_OF_EDGE);
  const same = bytes(inner.length);
  for (let at = 0; at < same.length; at += 1) same[at] = inner[at] === 1 && isSame(image, at, ground) ? 1 : 0;
  return largest(erode(same, width, height, 1), width);
}

/** Which changes of lightness, in levels, make an edge: soft shadows have none. */
const STEP = { bent: 9, steep: 20 };
/** Edges this near to each other belong to one thing; where edges are more of the ground than this, it is no calm one. */
const TOGETHER = 3;
const MOST_EDGES = 0.06;

function leftBehindOf(image: Pixels, ground: Uint8Array): number {
  const edges = edgesOn(image, ground);
  return edges ? largest(edges, image.width) : 0;
}

/** The edges on a ground, those near to each other joined; undefined where it is full of them. */
function edgesOn(image: Pixels, ground: Uint8Array): Uint8Array | undefined {
  const { width, height } = image;
  const edges = clearBytes(ground.length);
  let [found, all] = [0, 0];
  for (let at = 2 * width; at < ground.length - 2 * width; at += 1) {
    if (ground[at] === 0) continue;
    all += 1;
    if (!isEdge(image, at)) continue;
    edges[at] = 1;
    found += 1;
  }
  return found > all * MOST_EDGES ? undefined : dilate(edges, width, height, TOGETHER);
}

function isEdge({ data, width, channels }: Pixels, at: number): boolean {
  // Green is nearly the lightness.
  const level = (pixel: number) => data[pixel * channels + 1] as number;
  const here = 2 * level(at);
  const [left, right, above, below] = [level(at - 2), level(at + 2), level(at - 2 * width), level(at + 2 * width)];
  const bent = Math.max(Math.abs(left + right - here), Math.abs(above + below - here));
  return bent > STEP.bent || Math.hypot(right - left, below - above) > STEP.steep;
}

/** A part that was left behind is this share of the subject at least: a reflection has as many edges. */
const LEAST_LEFT = 0.03;

/** A mask with what was left of the subject beside it, before a calm ground: where it is, though not where it ends. */
export function withLeftBehind(mask: Mask, image: Pixels): Mask {
  const { width, height } = mask;
  return withScratch(() => {
    const subject = solidOf(mask);
    const around = groundAround(subject, image);
    if (!calmColour(image, around)) return mask;
    const edges = edgesOn(image, around);
    if (!edges) return mask;
    const things = components(edges, width);
    const least = countOf(subject) * LEAST_LEFT;
    if (things.found.every(({ area }) => area < least)) return mask;
    const left = flagsOf(things, ({ area }) => area >= least);
    const data = new Uint8Array(mask.data);
    for (let at = 0; at < data.length; at += 1) if (left[at] === 1) data[at] = 255;
    return { data, width, height };
  });
}

/** Holes below this share of the subject are details; one above the last is the ground within a ring. */
const HOLE = { least: 0.004, most: 0.3 };
/** So far inside a hole its colour is its own; from this share of it on that is not the ground's. */
const INTO_HOLE = 4;
const MOST_OF_HOLE = 0.5;

function holeOf(image: Pixels, subject: Uint8Array, ground: Colour, area: number): number {
  const { holes } = holesIn(image, subject, ground, INTO_HOLE);
  const isFault = (hole: Hole) =>
    hole.area >= area * HOLE.least && hole.area <= area * HOLE.most && hole.other > MOST_OF_HOLE;
  return Math.max(0, ...holes.filter(isFault).map((hole) => hole.area));
}

/** A part of the ground that the subject encloses. */
interface Hole {
  readonly label: number;
  readonly area: number;
  /** The share of it, off its edge, that has not the ground's colour. */
  readonly other: number;
}

function holesIn(image: Pixels, subject: Uint8Array, ground: Colour, into: number) {
  const { width, height } = image;
  const free = bytes(subject.length);
  for (let at = 0; at < free.length; at += 1) free[at] = 1 - (subject[at] as number);
  const outside = components(free, width);
  const { labels, found } = outside;
  const inner = erode(free, width, height, into);
  const counts = found.map(() => ({ all: 0, other: 0 }));
  for (let at = 0; at < labels.length; at += 1) {
    const count = inner[at] === 1 ? counts[(labels[at] as number) - 1] : undefined;
    if (!count) continue;
    count.all += 1;
    if (!isSame(image, at, ground)) count.other += 1;
  }
  const open = openLabels(labels, width, height);
  const holes = found.flatMap(({ label, area }, n): Hole[] => {
    const { all, other } = counts[n] ?? { all: 0, other: 0 };
    return open.has(label) || all === 0 ? [] : [{ label, area, other: other / all }];
  });
  return { outside, holes };
}

/** Off its edge by so many pixels, at least this share of a gap is the ground's colour. */
const INTO_GAP = 2;
const LEAST_OF_GAP = 0.8;

/** The gaps that a subject encloses and through which a calm ground is seen, with their edges; none before another ground. */
export function gapsIn(mask: Mask, image: Pixels): Uint8Array {
  const gaps = new Uint8Array(mask.data.length);
  withScratch(() => {
    const subject = solidOf(mask);
    const ground = calmColour(image, groundAround(subject, image));
    if (!ground) return;
    const { outside, holes } = holesIn(image, subject, ground, INTO_GAP);
    const seen = new Set(holes.filter(({ other }) => other <= 1 - LEAST_OF_GAP).map(({ label }) => label));
    const flags = flagsOf(outside, ({ label }) => seen.has(label));
    gaps.set(dilate(flags, mask.width, mask.height, INTO_GAP));
  });
  return gaps;
}

/** The labels that reach a side of the image. */
function openLabels(labels: Int32Array, width: number, height: number): ReadonlySet<number> {
  const open = new Set<number>();
  for (let x = 0; x < width; x += 1) open.add(labels[x] as number).add(labels[(height - 1) * width + x] as number);
  for (let y = 0; y < height; y += 1) open.add(labels[y * width] as number).add(labels[(y + 1) * width - 1] as number);
  return open;
}

export function solidOf({ data }: Mask): Uint8Array {
  const solid = bytes(data.length);
  for (let at = 0; at < data.length; at += 1) solid[at] = (data[at] as number) >= SUBJECT ? 1 : 0;
  return solid;
}

function isSame({ data, channels }: Pixels, at: number, ground: Colour): boolean {
  for (let channel = 0; channel < 3; channel += 1)
    if (Math.abs((data[at * channels + channel] as number) - (ground[channel] as number)) > SAME) return false;
  return true;
}

function largest(flags: Uint8Array, width: number): number {
  return Math.max(0, ...components(flags, width).found.map(({ area }) => area));
}

function countOf(flags: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < flags.length; at += 1) count += flags[at] as number;
  return count;
}
