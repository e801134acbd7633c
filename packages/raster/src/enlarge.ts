interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * A soft picture at a larger size, by cubic interpolation (Catmull-Rom), with so many channels a pixel. An image library
 * takes four times as long for it, because it reckons every pixel's place anew.
 */
export function enlarge(source: Uint8Array, { width, height }: Size, channels: 1 | 3, size: Size): Uint8Array {
  const across = tapsFor(width, size.width);
  const down = tapsFor(height, size.height);
  const line = new Float32Array((width + 2 * EDGE) * channels);
  const data = new Uint8ClampedArray(size.width * size.height * channels);
  for (let y = 0, to = 0; y < size.height; y++) {
    mixRows(source, { width, height }, channels, down, y, line);
    for (let x = 0; x < size.width; x++) {
      const from = (across.first[x] as number) * channels;
      const [a, b] = [across.weights[x * 4] as number, across.weights[x * 4 + 1] as number];
      const [c, d] = [across.weights[x * 4 + 2] as number, across.weights[x * 4 + 3] as number];
      for (let at = from; at < from + channels; at++, to++) {
        data[to] =
          (line[at] as number) * a +
          (line[at + channels] as number) * b +
          (line[at + 2 * channels] as number) * c +
          (line[at + 3 * channels] as number) * d;
      }
    }
  }
  return new Uint8Array(data.buffer);
}

/** Beyond its ends a line goes on with its last pixel. */
const EDGE = 2;

/** For each of `length` pixels the first of the four that it lies between, counted from before the edge, and their weights. */
interface Taps {
  readonly first: Int32Array;
  readonly weights: Float32Array;
}

function tapsFor(count: number, length: number): Taps {
  const first = new Int32Array(length);
  const weights = new Float32Array(length * 4);
  for (let at = 0; at < length; at++) {
    const place = ((at + 0.5) * count) / length - 0.5;
    const t = place - Math.floor(place);
    first[at] = Math.floor(place) - 1 + EDGE;
    weights[at * 4] = (((2 - t) * t - 1) * t) / 2;
    weights[at * 4 + 1] = ((3 * t - 5) * t * t + 2) / 2;
    weights[at * 4 + 2] = (((4 - 3 * t) * t + 1) * t) / 2;
    weights[at * 4 + 3] = ((t - 1) * t * t) / 2;
  }
  return { first, weights };
}

function mixRows(
  source: Uint8Array,
  { width, height }: Size,
  channels: number,
  { first, weights }: Taps,
  y: number,
  line: Float32Array,
): void {
  const stride = width * channels;
  const row = (tap: number) => Math.min(height - 1, Math.max(0, (first[y] as number) - EDGE + tap)) * stride;
  const [top, above, below, bottom] = [row(0), row(1), row(2), row(3)];
  const [a, b] = [weights[y * 4] as number, weights[y * 4 + 1] as number];
  const [c, d] = [weights[y * 4 + 2] as number, weights[y * 4 + 3] as number];
  const start = EDGE * channels;
  for (let at = 0; at < stride; at++) {
    line[start + at] =
      (source[top + at] as number) * a +
      (source[above + at] as number) * b +
      (source[below + at] as number) * c +
      (source[bottom + at] as number) * d;
  }
  for (let at = 0; at < start; at++) {
    line[at] = line[start + (at % channels)] as number;
    line[start + stride + at] = line[stride + start - channels + (at % channels)] as number;
  }
}
