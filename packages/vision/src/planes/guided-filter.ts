import { boxBlur } from './box-blur.ts';
import { floats, withScratch } from './scratch.ts';

/** `radius` and `epsilon` of the paper. */
export interface Guidance {
  /** Half the window, in pixels: how far an edge of the plane may move to meet one of the guide. */
  readonly radius: number;
  /**
   * In squares of the guide's unit. Windows with a variance far above it keep their edge, those far below are smoothed.
   */
  readonly epsilon: number;
}

/**
 * Smooths a plane so that its edges fall on those of the guide: in every window it becomes a linear function of the
 * guide. Both planes hold 0 to 1, one value a pixel; the result may overshoot slightly. The cost is linear in the
 * number of pixels, whatever the radius. K. He, J. Sun, X. Tang: Guided Image Filtering, ECCV 2010.
 */
export function guidedFilter(
  guide: Float32Array,
  plane: Float32Array,
  width: number,
  height: number,
  guidance: Guidance,
): Float32Array {
  const filtered = new Float32Array(plane.length);
  withScratch(() => {
    const { slope, offset } = guidedModel(guide, plane, width, height, guidance);
    for (let at = 0; at < filtered.length; at += 1) {
      filtered[at] = (slope[at] as number) * (guide[at] as number) + (offset[at] as number);
    }
  });
  return filtered;
}

/** The linear functions of the guide, one a pixel. They are smooth, so they also fit the guide of a larger image. */
export function guidedModel(
  guide: Float32Array,
  plane: Float32Array,
  width: number,
  height: number,
  { radius, epsilon }: Guidance,
): { slope: Float32Array; offset: Float32Array } {
  const blur = (values: Float32Array) => boxBlur(values, width, height, radius);
  const guideMean = blur(guide);
  const planeMean = blur(plane);
  const slope = blur(product(guide, guide));
  const offset = blur(product(guide, plane));
  for (let at = 0; at < slope.length; at += 1) {
    const mean = guideMean[at] as number;
    const target = planeMean[at] as number;
    const variance = (slope[at] as number) - mean * mean;
    const covariance = (offset[at] as number) - mean * target;
    const a = covariance / (variance + epsilon);
    slope[at] = a;
    offset[at] = target - a * mean;
  }
  return { slope: blur(slope), offset: blur(offset) };
}

function product(a: Float32Array, b: Float32Array): Float32Array {
  const values = floats(a.length);
  for (let at = 0; at < values.length; at += 1) values[at] = (a[at] as number) * (b[at] as number);
  return values;
}
