import type { Point } from '@proofsheet/raster';

/** How large a ground is, in pixels, where it is brightest, in shares of its sides, and the seed that it varies by. */
export interface GroundSize {
  readonly width: number;
  readonly height: number;
  readonly light: Point;
  readonly seed: number;
}
