import { type Box, release } from '@proofsheet/raster';
import type { LazyImage } from './lazy-image.ts';
import type { Photograph } from './photographs.ts';
import type { Side } from './sources.ts';

/** A photograph made small: whether its ground is a shade is seen without its grain. */
export interface SmallPhotograph {
  readonly width: number;
  readonly height: number;
  /** RGB, row by row. */
  readonly data: Uint8Array;
  /** Whether it goes on as white paper beyond all of its edges, whatever touches them. */
  readonly isTrimmed?: boolean;
}

/** The longer side of the small photograph, in pixels. */
const SIDE = 192;

const known = new WeakMap<LazyImage, Promise<SmallPhotograph>>();

/** Made once for each photograph, when a layout first reaches beyond it. */
export function smallPhotograph(photo: Photograph): Promise<SmallPhotograph> {
  const made = known.get(photo.image) ?? makeSmall(photo);
  known.set(photo.image, made);
  return made;
}

async function makeSmall({ image, width, height, isTrimmed = false }: Photograph): Promise<SmallPhotograph> {
  const scale = Math.min(1, SIDE / Math.max(width, height));
  const size = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  const data = await image.part({ x: 0, y: 0, width, height }, size);
  const kept = Uint8Array.from(data);
  release(data);
  return { ...size, data: kept, isTrimmed };
}

/** Levels by which an even edge changes from one pixel to the next but one, in the mean: shades do, things do not. */
const EVEN = 3.5;
const APART = 2;

/**
 * Whether the ground of a photograph can be drawn on where a crop reaches beyond it: along each of those sides it is a
 * shade, without a thing that would become a streak. The crop is in the photograph's pixels.
 */
export function groundGoesOn(small: SmallPhotograph, crop: Box, photo: Pick<Photograph, 'width' | 'height'>): boolean {
  return sidesReached(small, crop, photo).every(({ steps }) => steps <= EVEN);
}

/** An edge that changes less than this, in levels, goes on beyond it unseen: blurred lights, water, a wall. */
export const SEEN_BEYOND = 8;

/** An edge that changes by fewer levels is a studio's ground: wherever it is drawn on, nothing is seen to end. */
export const STUDIO = 1.2;

/** The sides of a photograph beyond which its ground goes on unseen, or whose edges change by no more than `most` levels. */
export function calmSides(small: SmallPhotograph, most = SEEN_BEYOND): ReadonlySet<Side> {
  const around = { x: -1, y: -1, width: small.width + 2, height: small.height + 2 };
  const calm = sidesReached(small, around, small).filter(({ steps }) => steps <= most);
  return new Set(calm.map(({ side }) => side));
}

/** A side of its photograph that a crop reaches beyond. */
interface ReachedSide {
  readonly side: Side;
  /** By which share of the crop. */
  readonly beyond: number;
  /** By how many levels its edge changes from one pixel to the next but one, in the mean. */
  readonly steps: number;
}

export function sidesReached(
  small: SmallPhotograph,
  crop: Box,
  { width, height }: Pick<Photograph, 'width' | 'height'>,
): ReachedSide[] {
  const [across, down] = [small.width / width, small.height / height];
  const rows = span(crop.y * down, (crop.y + crop.height) * down, small.height);
  const columns = span(crop.x * across, (crop.x + crop.width) * across, small.width);
  const column = (x: number) => change(rows, (y) => y * small.width + x, small.data);
  const row = (y: number) => change(columns, (x) => y * small.width + x, small.data);
  const sides = {
    left: { over: -crop.x / crop.width, steps: () => column(0) },
    right: { over: (crop.x + crop.width - width) / crop.width, steps: () => column(small.width - 1) },
    top: { over: -crop.y / crop.height, steps: () => row(0) },
    bottom: { over: (crop.y + crop.height - height) / crop.height, steps: () => row(small.height - 1) },
  } as const;
  return (Object.keys(sides) as Side[]).flatMap((side) => {
    const { over, steps } = sides[side];
    return over > 0 ? [{ side, beyond: over, steps: small.isTrimmed ? 0 : steps() }] : [];
  });
}

function span(from: number, to: number, limit: number): { from: number; to: number } {
  return { from: Math.max(0, Math.floor(from)), to: Math.min(limit, Math.ceil(to)) };
}

/** What one step along an edge counts, as of a table before a wall: it ends where its ground is drawn on and blurred. */
const ONE_STEP = 0.4;

function change({ from, to }: { from: number; to: number }, pixel: (at: number) => number, data: Uint8Array): number {
  let [sum, count, most] = [0, 0, 0];
  for (let at = from; at + APART < to; at++) {
    const [here, there] = [pixel(at) * 3, pixel(at + APART) * 3];
    let step = 0;
    for (const channel of [0, 1, 2])
      step += Math.abs((data[here + channel] as number) - (data[there + channel] as number));
    sum += step;
    count += 3;
    most = Math.max(most, step / 3);
  }
  return Math.max(sum / Math.max(1, count), most * ONE_STEP);
}
