import type { Pixels } from './pixels.ts';
import { bytes } from './scratch.ts';

/**
 * The image at half its size, each pixel the mean of four. An odd last column or row is dropped. The pixels lie in
 * scratch memory.
 */
export function halfSize({ data, width, height, channels }: Pixels): Pixels {
  const columns = width >> 1;
  const rows = height >> 1;
  const half = bytes(columns * rows * 3);
  for (let row = 0; row < rows; row += 1) {
    const upper = 2 * row * width * channels;
    meansOfRow(data, upper, upper + width * channels, channels, half, row * columns * 3, columns);
  }
  return { data: Buffer.from(half.buffer, half.byteOffset, half.length), width: columns, height: rows, channels: 3 };
}

function meansOfRow(
  data: Uint8Array,
  upper: number,
  lower: number,
  channels: number,
  half: Uint8Array,
  start: number,
  columns: number,
): void {
  for (
    let x = 0, to = start, a = upper, b = lower;
    x < columns;
    x += 1, to += 3, a += 2 * channels, b += 2 * channels
  ) {
    half[to] = mean(data, a, b, channels);
    half[to + 1] = mean(data, a + 1, b + 1, channels);
    half[to + 2] = mean(data, a + 2, b + 2, channels);
  }
}

function mean(data: Uint8Array, a: number, b: number, next: number): number {
  const sum = (data[a] as number) + (data[a + next] as number) + (data[b] as number) + (data[b + next] as number);
  return (sum + 2) >> 2;
}
