import { type Canvas, release } from '@proofsheet/raster';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where the photograph lies in a picture, in pixels of that. */
export interface Place extends Size {
  readonly left: number;
  readonly top: number;
}

/** In shares of the picture's longer side: how much, and the distances between which it grows to that. */
export interface Blur {
  readonly sigma: number;
  readonly from: number;
  readonly to: number;
}

/** Gives what lies beyond the photograph over to a softer picture of it, the more the farther it is. */
export function softenBeyond(canvas: Canvas, place: Place, { from, to }: Blur, softer: Uint8Array): void {
  const longer = Math.max(canvas.width, canvas.height);
  giveOver(canvas, place, softer, (distance) => smooth((distance / longer - from) / (to - from)));
  release(softer);
}

/** Takes up to `most` of the light of each pixel, by its distance from the photograph. */
export function darkenBeyond(canvas: Canvas, place: Place, most: number): void {
  const farthest = Math.max(1, ...beyond(canvas, place));
  giveOver(canvas, place, undefined, (distance) => most * smooth(distance / farthest));
}

/** Shares are whole numbers, this many for 1: levels are mixed without leaving anything to collect. */
const BITS = 12;
const ONE = 1 << BITS;

/** Mixes each pixel beyond the photograph with another picture, or with black; `shareAt` is asked for whole pixels. */
function giveOver(
  { width, height, data }: Canvas,
  place: Place,
  other: Uint8Array | undefined,
  shareAt: (distance: number) => number,
): void {
  const [left, top, after, below] = beyond({ width, height }, place);
  const farthest = Math.ceil(Math.hypot(Math.max(left, after), Math.max(top, below)));
  const shares = Int32Array.from({ length: farthest + 1 }, (_, distance) => Math.round(shareAt(distance) * ONE));
  for (let y = 0; y < height; y++) {
    const down = Math.max(0, top - y, y - height + below + 1);
    for (let x = 0; x < width; x++) {
      const across = Math.max(0, left - x, x - width + after + 1);
      if (across === 0 && down === 0) {
        x = width - after - 1;
        continue;
      }
      const far = across === 0 ? down : down === 0 ? across : Math.round(Math.sqrt(across * across + down * down));
      const share = shares[far] as number;
      if (share === 0) continue;
      for (let at = (y * width + x) * 3, end = at + 3; at < end; at++) {
        const level = data[at] as number;
        data[at] = level + ((((other ? (other[at] as number) : 0) - level) * share + ONE / 2) >> BITS);
      }
    }
  }
}

/** How far the picture goes on to the left, above, to the right and below. */
function beyond({ width, height }: Size, place: Place): readonly [number, number, number, number] {
  const { left, top } = place;
  return [left, top, Math.max(0, width - left - place.width), Math.max(0, height - top - place.height)];
}

/** From 0 to 1, a slope without a bend where it begins and ends: a bend is seen as an edge. */
function smooth(way: number): number {
  const share = Math.min(1, Math.max(0, way));
  return share * share * (3 - 2 * share);
}
