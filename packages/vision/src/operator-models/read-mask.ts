import type { Tensor } from 'onnxruntime-node';
import type { ModelMask } from './model-errands.ts';

/** What a strict and a lenient reader of the mask take for subject. */
const STRICT = 0.8;
const LENIENT = 0.2;

/** Rounding of a sigmoid inside the model. */
const TOLERANCE = 1e-3;

/**
 * The mask among the outputs of a run. U2-Net and IS-Net give several of one size, the finished one first; BiRefNet may
 * give growing ones, the finished one last: so the largest is taken, and the first of equals. Throws where none is a
 * mask.
 */
export function readMask(outputs: readonly Tensor[]): ModelMask {
  const plane = outputs.flatMap(planeOf).reduce<Plane | undefined>(larger, undefined);
  if (!plane) throw new Error(`no output is a mask of one channel: they are ${outputs.map(shapeOf).join(', ')}`);
  const shares = probabilities(plane.values);
  return { data: bytesOf(stretched(shares)), width: plane.width, height: plane.height, agreement: agreementOf(shares) };
}

interface Plane {
  readonly values: Float32Array;
  readonly width: number;
  readonly height: number;
}

/** [1, 1, h, w], [1, h, w, 1], [1, h, w] and [h, w] are all one plane. */
function planeOf(output: Tensor): Plane[] {
  const [height, width, ...more] = output.dims.filter((side) => side !== 1);
  if (output.type !== 'float32' || height === undefined || width === undefined || more.length > 0) return [];
  return [{ values: output.data as Float32Array, width, height }];
}

function larger(best: Plane | undefined, next: Plane): Plane {
  return best && best.values.length >= next.values.length ? best : next;
}

function shapeOf({ type, dims }: Tensor): string {
  return `${type} [${dims.join(', ')}]`;
}

/** Some exports end before the sigmoid: their values lie outside 0 to 1. */
function probabilities(values: Float32Array): Float32Array {
  let outside = false;
  for (const value of values) {
    if (!Number.isFinite(value)) throw new Error('the mask has values that are no numbers');
    if (value < -TOLERANCE || value > 1 + TOLERANCE) outside = true;
  }
  return outside ? values.map((value) => 1 / (1 + Math.exp(-value))) : values;
}

/** To the full range, as these networks are read; but where nothing stands out, noise stays noise. */
function stretched(shares: Float32Array): Float32Array {
  let low = 1;
  let high = 0;
  for (const share of shares) {
    if (share < low) low = share;
    if (share > high) high = share;
  }
  if (high - low < 0.5) return shares;
  return shares.map((share) => (share - low) / (high - low));
}

function bytesOf(shares: Float32Array): Uint8Array {
  const bytes = new Uint8ClampedArray(shares.length);
  for (let at = 0; at < shares.length; at += 1) bytes[at] = (shares[at] as number) * 255;
  return new Uint8Array(bytes.buffer);
}

/**
 * How far a strict and a lenient reading of what the model gave agree: intersection over union, 0 to 1. A second pass
 * would double the seconds that these models take; a mask that is half subject, half ground over a wide part is told by
 * one. Measured before stretching, which would make a faint mask look sure.
 */
function agreementOf(shares: Float32Array): number {
  let strict = 0;
  let lenient = 0;
  for (const share of shares) {
    if (share < LENIENT) continue;
    lenient += 1;
    if (share >= STRICT) strict += 1;
  }
  return lenient === 0 ? 0 : strict / lenient;
}
