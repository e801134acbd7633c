/** An 8-bit mask, a byte a pixel, row by row. */
export interface Mask {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Further than any picture is wide or high. */
const FAR = 1e5;
const SOLID = 128;

/**
 * The mask grown by `radius` pixels to all sides, its edge a pixel soft: everything that is nearer than that to a pixel
 * of the mask. Exact Euclidean distances, so the growth is even at every angle; linear in the number of pixels
 * (Felzenszwalb and Huttenlocher, Distance Transforms of Sampled Functions, 2012).
 */
export function grown(mask: Mask, radius: number): Mask {
  const { width, height } = mask;
  const squared = squaredDownColumns(mask);
  const pass = distancePass(width);
  for (let y = 0; y < height; y++) pass(squared, y * width, width);
  const data = new Uint8Array(width * height);
  for (let at = 0; at < data.length; at++) data[at] = coverAt(squared[at] as number, radius);
  return { width, height, data };
}

/** How far each pixel is from the mask in its own column, squared: all columns at once, row by row down and up again. */
function squaredDownColumns({ width, height, data }: Mask): Float64Array {
  const away = new Float64Array(width * height);
  for (let at = 0; at < away.length; at++) {
    away[at] = (data[at] as number) >= SOLID ? 0 : at < width ? FAR : (away[at - width] as number) + 1;
  }
  for (let at = away.length - width - 1; at >= 0; at--) {
    away[at] = Math.min(away[at] as number, (away[at + width] as number) + 1);
  }
  for (let at = 0; at < away.length; at++) away[at] = (away[at] as number) ** 2;
  return away;
}

/** One pixel of the mask grown, 0 to 255, for where few of them are asked for. */
export function grownAt({ width, height, data }: Mask, radius: number, index: number): number {
  const [x, y] = [index % width, Math.floor(index / width)];
  const reach = Math.ceil(radius + 0.5);
  let squared = FAR ** 2;
  for (let row = Math.max(0, y - reach); row <= Math.min(height - 1, y + reach); row++) {
    for (let column = Math.max(0, x - reach); column <= Math.min(width - 1, x + reach); column++) {
      if ((data[row * width + column] as number) < SOLID) continue;
      squared = Math.min(squared, (column - x) ** 2 + (row - y) ** 2);
    }
  }
  return coverAt(squared, radius);
}

function coverAt(squared: number, radius: number): number {
  const cover = radius + 0.5 - Math.sqrt(squared);
  return cover <= 0 ? 0 : cover >= 1 ? 255 : cover * 255;
}

/** One dimension of the squared distance transform, in place: the lower envelope of a parabola a sample. */
function distancePass(longest: number) {
  const values = new Float64Array(longest);
  const roots = new Int32Array(longest);
  const bounds = new Float64Array(longest + 1);
  return (grid: Float64Array, start: number, length: number): void => {
    for (let at = 0; at < length; at++) values[at] = grid[start + at] as number;
    let last = 0;
    roots[0] = 0;
    bounds[0] = Number.NEGATIVE_INFINITY;
    bounds[1] = Number.POSITIVE_INFINITY;
    for (let at = 1; at < length; at++) {
      let meets = meeting(values, roots[last] as number, at);
      while (meets <= (bounds[last] as number)) meets = meeting(values, roots[--last] as number, at);
      roots[++last] = at;
      bounds[last] = meets;
      bounds[last + 1] = Number.POSITIVE_INFINITY;
    }
    let nearest = 0;
    for (let at = 0; at < length; at++) {
      while ((bounds[nearest + 1] as number) < at) nearest++;
      const root = roots[nearest] as number;
      grid[start + at] = (at - root) ** 2 + (values[root] as number);
    }
  };
}

/** Where the parabolas of two samples cross. */
function meeting(values: Float64Array, one: number, other: number): number {
  return ((values[other] as number) + other * other - (values[one] as number) - one * one) / (2 * (other - one));
}
