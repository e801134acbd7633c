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
  const { data } = canvas;
  const longer = Math.max(canvas.width, canvas.height);
  forEachBeyond(canvas, place, (at, distance) => {
    const share = smooth(Math.min(1, Math.max(0, (distance / longer - from) / (to - from))));
    if (share === 0) return;
    for (const channel of [at, at + 1, at + 2])
      data[channel] = (data[channel] as number) * (1 - share) + (softer[channel] as number) * share;
  });
  release(softer);
}

/** Takes up to `most` of the light of each pixel, by its distance from the photograph. */
export function darkenBeyond(canvas: Canvas, place: Place, most: number): void {
  const { width, height, data } = canvas;
  const farthest = Math.max(
    1,
    place.left,
    place.top,
    width - place.left - place.width,
    height - place.top - place.height,
  );
  forEachBeyond(canvas, place, (at, distance) => {
    const light = 1 - most * smooth(Math.min(1, distance / farthest));
    for (const channel of [at, at + 1, at + 2]) data[channel] = (data[channel] as number) * light;
  });
}

/** Every pixel that lies beyond the photograph, by the place of its first channel, and how far beyond, in pixels. */
function forEachBeyond({ width, height }: Size, place: Place, visit: (at: number, distance: number) => void): void {
  const [right, bottom] = [place.left + place.width, place.top + place.height];
  for (let y = 0; y < height; y++) {
    const down = Math.max(0, place.top - y, y - bottom + 1);
    for (let x = 0; x < width; x++) {
      const across = Math.max(0, place.left - x, x - right + 1);
      if (across > 0 || down > 0) visit((y * width + x) * 3, Math.hypot(across, down));
      else x = right - 1;
    }
  }
}

/** A slope without a bend where it begins and ends: a bend is seen as an edge. */
function smooth(share: number): number {
  return share * share * (3 - 2 * share);
}
