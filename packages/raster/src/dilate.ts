/** How much of each pixel belongs to a shape, from 0 (outside) to 255 (inside): one byte a pixel, row by row. */
export interface Mask {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

const SOLID = 128;

/**
 * The mask grown by `radius` pixels to all sides, its edge a pixel soft: everything that is nearer than that to a pixel
 * of the mask. Exact Euclidean distances, so the growth is even at every angle; linear in the number of pixels
 * (Felzenszwalb and Huttenlocher, Distance Transforms of Sampled Functions, 2012), of which those out of reach and those
 * within the mask are left out.
 */
export function dilate(mask: Mask, radius: number): Mask {
  const { width, height } = mask;
  const reach = Math.ceil(radius + 0.5);
  const away = awayInColumns(mask, reach);
  const data = new Uint8Array(width * height);
  const growRow = rowDilater(width, radius);
  for (let y = 0; y < height; y++) growRow(away, data, y * width);
  return { width, height, data };
}

/** How far each pixel is from the mask in its own column; more than `reach` is one more. All columns at once, row by row. */
function awayInColumns({ width, height, data }: Mask, reach: number): Uint16Array {
  const away = new Uint16Array(width * height);
  const far = reach + 1;
  for (let at = 0; at < away.length; at++) {
    const above = at < width ? far : (away[at - width] as number) + 1;
    away[at] = (data[at] as number) >= SOLID ? 0 : above < far ? above : far;
  }
  for (let at = away.length - width - 1; at >= 0; at--) {
    const below = (away[at + width] as number) + 1;
    if (below < (away[at] as number)) away[at] = below;
  }
  return away;
}

/** One pixel of the mask grown, 0 to 255, for where few of them are asked for. */
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

/** How much of a pixel is covered whose distance from the mask is the root of `squared`, 0 to 255. */
function coverAt(squared: number, radius: number): number {
  if (squared >= (radius + 0.5) ** 2) return 0;
  const cover = radius + 0.5 - Math.sqrt(squared);
  return cover >= 1 ? 255 : cover * 255;
}

/** Grows one row by the distances in its columns: the lower envelope of a parabola for each of them that is within reach. */
function rowDilater(width: number, radius: number) {
  const reach = Math.ceil(radius + 0.5);
  const roots = new Int32Array(width);
  const bounds = new Float64Array(width + 1);
  return (away: Uint16Array, grown: Uint8Array, start: number): void => {
    let last = -1;
    for (let x = 0; x < width; x++) {
      const here = away[start + x] as number;
      if (here > reach) continue;
      // Nothing is nearest to a pixel between two of the mask.
      if (here === 0 && x > 0 && x < width - 1 && away[start + x - 1] === 0 && away[start + x + 1] === 0) continue;
      let from = Number.NEGATIVE_INFINITY;
      for (; last >= 0; last--) {
        const root = roots[last] as number;
        from = meeting(root, away[start + root] as number, x, here);
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
      if (away[start + x] === 0) {
        grown[start + x] = 255;
        continue;
      }
      while ((bounds[nearest + 1] as number) < x) nearest++;
      const root = roots[nearest] as number;
      const [across, down] = [x - root, away[start + root] as number];
      if (across <= reach && -across <= reach) grown[start + x] = coverAt(across * across + down * down, radius);
    }
  };
}

/** Where the parabolas of two columns cross, each with its distance there. */
function meeting(one: number, oneAway: number, other: number, otherAway: number): number {
  return (otherAway * otherAway + other * other - oneAway * oneAway - one * one) / (2 * (other - one));
}
