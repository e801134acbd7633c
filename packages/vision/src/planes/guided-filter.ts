import { boxBlur } from './box-blur.ts';
import { floats, withPlanes } from './scratch.ts';

/** How a plane is filtered; `radius` and `epsilon` as in the paper. */
export interface Guidance {
  /** Of the window in pixels: how far the mask may move to meet an edge of the guide. */
  readonly radius: number;
  /** In squares of the guide's unit: an edge whose variance is far above it is kept, one far below is smoothed over. */
  readonly epsilon: number;
}

/**
 * The plane smoothed so that its edges fall where the guide's edges are: in every window it becomes a linear function
 * of the guide. Both planes hold 0 to 1, one value a pixel; the result may overshoot that slightly.
 * Linear in the number of pixels, whatever the radius. K. He, J. Sun, X. Tang: Guided Image Filtering, ECCV 2010.
 */
export function guidedFilter(
  guide: Float32Array,
  plane: Float32Array,
  width: number,
  height: number,
  guidance: Guidance,
): Float32Array {
  const filtered = new Float32Array(plane.length);
  withPlanes(() => {
    const { slope, offset } = guidedModel(guide, plane, width, height, guidance);
    for (let at = 0; at < filtered.length; at += 1) {
      filtered[at] = (slope[at] as number) * (guide[at] as number) + (offset[at] as number);
    }
  });
  return filtered;
}

/** The linear functions of the guide, one a pixel: smooth, so they also serve the guide of a larger image. */
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

/** Lightness 0 to 1 as it is stored (Rec. 709 weights on the encoded values): the guide of an image. */
export function greyOf({ data, channels }: { data: Uint8Array; channels: 3 | 4 }): Float32Array {
  const grey = new Float32Array(data.length / channels);
  for (let at = 0, from = 0; at < grey.length; at += 1, from += channels) {
    const red = data[from] as number;
    const green = data[from + 1] as number;
    const blue = data[from + 2] as number;
    grey[at] = (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
  }
  return grey;
}
