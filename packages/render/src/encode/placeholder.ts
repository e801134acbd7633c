import type { Box, Canvas } from '@proofsheet/raster';
import { rgbaToThumbHash } from 'thumbhash';

/** The longer side of the small picture that is hashed: a thumbhash keeps no more detail than this. */
const SIDE = 32;

/** A thumbhash, base64. */
export function placeholderOf({ width, height, data }: Canvas): string {
  const scale = SIDE / Math.max(width, height);
  const [columns, rows] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  const small = new Uint8Array(columns * rows * 4);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const cell = {
        x: (column * width) / columns,
        y: (row * height) / rows,
        width: width / columns,
        height: height / rows,
      };
      meanOf(data, width, cell, small, (row * columns + column) * 4);
    }
  }
  return Buffer.from(rgbaToThumbHash(columns, rows, small)).toString('base64');
}

/** Writes the mean of a cell. Every fourth pixel in both directions is enough for it. */
function meanOf(data: Uint8Array, stride: number, { x, y, width, height }: Box, into: Uint8Array, to: number): void {
  let [red, green, blue, count] = [0, 0, 0, 0];
  const [left, right] = [Math.floor(x), Math.floor(x + width)];
  const bottom = Math.floor(y + height);
  for (let row = Math.floor(y); row < bottom; row += 4) {
    for (let column = left; column < right; column += 4, count++) {
      const at = (row * stride + column) * 3;
      red += data[at] as number;
      green += data[at + 1] as number;
      blue += data[at + 2] as number;
    }
  }
  const share = 1 / Math.max(1, count);
  into[to] = red * share;
  into[to + 1] = green * share;
  into[to + 2] = blue * share;
  into[to + 3] = 255;
}
