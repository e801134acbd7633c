import { boxBlur } from '../planes/box-blur.ts';
import type { LabPlanes } from '../planes/oklab.ts';
import { floats } from '../planes/scratch.ts';

/** Width of the strip that is read on each side, as a share of the width of the image. */
const STRIP = 0.03;
/** OKLab distance up to which the offsets of both sides are the same, and so belong to a horizon. */
const ALIKE = 0.09;
/** Rows, as a share of the height, over which the horizon is smoothed. */
const SMOOTH = 0.008;

/**
 * The surface with the horizon of a sweep added, which no cubic can follow: an offset that both sides of the image show
 * at the same height is taken for the ground all the way across. Clouds and clutter differ from side to side and add
 * nothing.
 */
export function withHorizon(lab: LabPlanes, surface: LabPlanes): LabPlanes {
  const { width, height } = lab;
  const names = ['l', 'a', 'b'] as const;
  const sides = names.map((name) => offsetsOfSides(lab[name], surface[name], width, height));
  const alike = Uint8Array.from({ length: height }, (_, y) => {
    const apart = sides.map(({ left, right }) => (left[y] as number) - (right[y] as number));
    return Math.hypot(...apart) < ALIKE ? 1 : 0;
  });
  const radius = Math.max(1, Math.round(height * SMOOTH));
  const [l, a, b] = names.map((name, n) => {
    const { left, right } = sides[n] as Sides;
    const smooth = (rows: Float32Array) =>
      boxBlur(
        rows.map((row, y) => row * (alike[y] as number)),
        1,
        height,
        radius,
      );
    return between(surface[name], smooth(left), smooth(right), width);
  }) as [Float32Array, Float32Array, Float32Array];
  return { width, height, l, a, b };
}

/** The plane with the offsets of its left and right side added, linear between them along each row. */
function between(plane: Float32Array, left: Float32Array, right: Float32Array, width: number): Float32Array {
  const moved = floats(plane.length);
  for (let y = 0; y < left.length; y += 1) {
    moveRow(plane, moved, y * width, width, left[y] as number, right[y] as number);
  }
  return moved;
}

function moveRow(plane: Float32Array, moved: Float32Array, row: number, width: number, left: number, right: number) {
  const step = (right - left) / width;
  for (let x = 0; x < width; x += 1) moved[row + x] = (plane[row + x] as number) + left + step * x;
}

interface Sides {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

function offsetsOfSides(plane: Float32Array, surface: Float32Array, width: number, height: number): Sides {
  const strip = Math.max(1, Math.round(width * STRIP));
  const left = new Float32Array(height);
  const right = new Float32Array(height);
  for (let y = 0; y < height; y += 1) {
    for (let n = 0; n < strip; n += 1) {
      const first = y * width + n;
      const last = (y + 1) * width - 1 - n;
      left[y] = (left[y] as number) + ((plane[first] as number) - (surface[first] as number)) / strip;
      right[y] = (right[y] as number) + ((plane[last] as number) - (surface[last] as number)) / strip;
    }
  }
  return { left, right };
}
