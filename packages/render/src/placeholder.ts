import { rgbaToThumbHash } from 'thumbhash';
import type { Canvas } from './pixels.ts';

/** The longest side of the picture that the hash is made from: a thumbhash keeps no more detail than this. */
const SIDE = 32;

/** A thumbhash, base64. */
export function placeholderOf({ width, height, data }: Canvas): string {
  const scale = SIDE / Math.max(width, height);
  const [columns, rows] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  const small = new Uint8Array(columns * rows * 4);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const mean = meanOf(
        data,
        width,
        (column * width) / columns,
        (row * height) / rows,
        width / columns,
        height / rows,
      );
      small.set([...mean, 255], (row * columns + column) * 4);
    }
  }
  return Buffer.from(rgbaToThumbHash(columns, rows, small)).toString('base64');
}

/** Every fourth pixel each way is enough for a mean. */
function meanOf(data: Uint8Array, stride: number, left: number, top: number, width: number, height: number): number[] {
  const sum = [0, 0, 0];
  let count = 0;
  for (let y = Math.floor(top); y < Math.floor(top + height); y += 4) {
    for (let x = Math.floor(left); x < Math.floor(left + width); x += 4, count++) {
      const at = (y * stride + x) * 3;
      for (const channel of [0, 1, 2]) sum[channel] = (sum[channel] as number) + (data[at + channel] as number);
    }
  }
  return sum.map((total) => total / Math.max(1, count));
}
