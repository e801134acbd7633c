import type { Box } from './geometry.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Weights are whole numbers, this many for 1: both passes together fit into 31 bits, and nothing is left to collect. */
const BITS = 10;
const ONE = 1 << BITS;
const HALF = 1 << (2 * BITS - 1);

/**
 * A soft picture at a larger size, by cubic interpolation (Catmull-Rom), with so many channels a pixel. An image library
 * takes four times as long for it, because it reckons every pixel's place anew. What lies in `except` is left empty: the
 * caller has something else there.
 */
export function enlarge(
  source: Uint8Array,
  { width, height }: Size,
  channels: 1 | 3,
  size: Size,
  except: Box = { x: 0, y: 0, width: 0, height: 0 },
): Uint8Array {
  const across = tapsFor(width, size.width);
  const down = tapsFor(height, size.height);
  const line = new Int32Array((width + 2 * EDGE) * channels);
  const data = new Uint8ClampedArray(size.width * size.height * channels);
  for (let y = 0; y < size.height; y++) {
    const isCut = y >= except.y && y < except.y + except.height;
    const [end, start] = isCut ? [except.x, except.x + except.width] : [size.width, size.width];
    if (end <= 0 && start >= size.width) continue;
    mixRows(source, { width, height }, channels, down, y, line);
    const row = data.subarray(y * size.width * channels, (y + 1) * size.width * channels);
    mixColumns(line, channels, across, row, 0, end);
    mixColumns(line, channels, across, row, start, size.width);
  }
  return new Uint8Array(data.buffer);
}

/** Beyond its ends a line goes on with its last pixel. */
const EDGE = 2;

/** For each of `length` pixels the first of the four that it lies between, counted from before the edge, and their weights. */
interface Taps {
  readonly first: Int32Array;
  readonly weights: Int32Array;
}

function tapsFor(count: number, length: number): Taps {
  const first = new Int32Array(length);
  const weights = new Int32Array(length * 4);
  for (let at = 0; at < length; at++) {
    const place = ((at + 0.5) * count) / length - 0.5;
    const t = place - Math.floor(place);
    first[at] = Math.floor(place) - 1 + EDGE;
    const [before, after] = [Math.round((((2 - t) * t - 1) * t * ONE) / 2), Math.round(((t - 1) * t * t * ONE) / 2)];
    const second = Math.round((((4 - 3 * t) * t + 1) * t * ONE) / 2);
    // Together they are 1: a flat picture stays flat.
    weights.set([before, ONE - before - second - after, second, after], at * 4);
  }
  return { first, weights };
}

/** One row between four of the source, in `ONE`ths of a level. */
function mixRows(
  source: Uint8Array,
  { width, height }: Size,
  channels: number,
  { first, weights }: Taps,
  y: number,
  line: Int32Array,
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

function mixColumns(
  line: Int32Array,
  channels: number,
  { first, weights }: Taps,
  row: Uint8ClampedArray,
  start: number,
  end: number,
): void {
  for (let x = start, to = start * channels; x < end; x++) {
    const from = (first[x] as number) * channels;
    const [a, b] = [weights[x * 4] as number, weights[x * 4 + 1] as number];
    const [c, d] = [weights[x * 4 + 2] as number, weights[x * 4 + 3] as number];
    for (let at = from; at < from + channels; at++, to++) {
      row[to] =
        ((line[at] as number) * a +
          (line[at + channels] as number) * b +
          (line[at + 2 * channels] as number) * c +
          (line[at + 3 * channels] as number) * d +
          HALF) >>
        (2 * BITS);
    }
  }
}
