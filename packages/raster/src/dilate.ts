/** How much of each pixel belongs to a shape, from 0 (outside) to 255 (inside): one byte a pixel, row by row. */
export interface Mask {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

const SOLID = 128;

/**
 * Grows the mask by `radius` pixels on all sides, its new edge one pixel soft. Distances are exact and Euclidean, so it
 * grows evenly at every angle. The time is linear in the number of pixels (Felzenszwalb and Huttenlocher, Distance
 * Transforms of Sampled Functions, 2012); pixels within the mask and pixels out of its reach are skipped.
 */
export function dilate(mask: Mask, radius: number): Mask {
  const { width, height } = mask;
  const reach = Math.ceil(radius + 0.5);
  const distances = columnDistances(mask, reach);
  const data = new Uint8Array(width * height);
  const dilateRow = rowDilater(width, radius);
  for (let y = 0; y < height; y++) dilateRow(distances, data, y * width);
  return { width, height, data };
}

/** The distance of each pixel from the mask within its column, at most `reach + 1`. All columns at once, row by row. */
function columnDistances({ width, height, data }: Mask, reach: number): Uint16Array {
  const distances = new Uint16Array(width * height);
  const far = reach + 1;
  for (let at = 0; at < distances.length; at++) {
    const above = at < width ? far : (distances[at - width] as number) + 1;
    distances[at] = (data[at] as number) >= SOLID ? 0 : above < far ? above : far;
  }
  for (let at = distances.length - width - 1; at >= 0; at--) {
    const below = (distances[at + width] as number) + 1;
    if (below < (distances[at] as number)) distances[at] = below;
  }
  return distances;
}

/** One pixel of the dilated mask, 0 to 255, for callers that need only a few of them. */
export function dilatedAt({ width, height, data }: Mask, radius: number, index: number): number {
  const [x, y] = [index % width, Math.floor(index / width)];
  const reach = Math.ceil(radius + 0.5);
  let squared = Number.POSITIVE_INFINITY;
  for (let row = Math.max(0, y - reach); row <= Math.min(height - 1, y + reach); row++) {
    for (let column = Math.max(0, x - reach); column <= Math.min(width - 1, x + reach); column++) {
      if ((data[row * width + column] as number) < SOLID) continue;
      squared = Math.min(squared, (column - x) ** 2 + (row - y) ** 2);
    }
  }
  return coverAt(squared, radius);
}

/** How much of a pixel is covered, 0 to 255, by its squared distance from the mask. */
function coverAt(squared: number, radius: number): number {
  if (squared >= (radius + 0.5) ** 2) return 0;
  const cover = radius + 0.5 - Math.sqrt(squared);
  return cover >= 1 ? 255 : cover * 255;
}

/** Dilates a row from the distances in its columns: the lower envelope of a parabola for each column within reach. */
function rowDilater(width: number, radius: number) {
  const reach = Math.ceil(radius + 0.5);
  const roots = new Int32Array(width);
  const bounds = new Float64Array(width + 1);
  return (distances: Uint16Array, target: Uint8Array, start: number): void => {
    let last = -1;
    for (let x = 0; x < width; x++) {
      const here = distances[start + x] as number;
      if (here > reach) continue;
      // A pixel of the mask between two others is the nearest to none outside.
      const isInner = here === 0 && x > 0 && x < width - 1;
      if (isInner && distances[start + x - 1] === 0 && distances[start + x + 1] === 0) continue;
      let from = Number.NEGATIVE_INFINITY;
      for (; last >= 0; last--) {
        const root = roots[last] as number;
        from = crossing(root, distances[start + root] as number, x, here);
        if (from > (bounds[last] as number)) break;
        from = Number.NEGATIVE_INFINITY;
      }
      last++;
      roots[last] = x;
      bounds[last] = from;
    }
    if (last < 0) return;
    bounds[last + 1] = Number.POSITIVE_INFINITY;
    for (let x = 0, nearest = 0; x < width; x++) {
      if (distances[start + x] === 0) {
        target[start + x] = 255;
        continue;
      }
      while ((bounds[nearest + 1] as number) < x) nearest++;
      const root = roots[nearest] as number;
      const [across, down] = [x - root, distances[start + root] as number];
      if (across <= reach && -across <= reach) target[start + x] = coverAt(across * across + down * down, radius);
    }
  };
}

/** Where the parabolas of two columns cross, from each column and the distance in it. */
function crossing(one: number, oneDistance: number, other: number, otherDistance: number): number {
  return (otherDistance * otherDistance + other * other - oneDistance * oneDistance - one * one) / (2 * (other - one));
}
