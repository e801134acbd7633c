import { type Canvas, type Rgb, randomFrom } from '@proofsheet/raster';
import type { GroundSize } from './ground-size.ts';

/** Between the middles of two dots, as a share of the shorter side. */
const PITCH = 0.042;
/** Dots are at most so large, in pitches: the field stays more than they are. */
const LARGEST = 0.36;
/** Around the light there are none, and from there they grow, in shares of the longer side. */
const CLEAR = 0.16;
const GROWN = 0.72;

/** A halftone as in print: rows of dots at an angle, none at the light, larger the farther they are from it. */
export function drawDots({ width, height, light, seed }: GroundSize, field: Rgb, dot: Rgb): Canvas {
  const angle = Math.PI / 4 + (randomFrom(seed)() - 0.5) * 0.5;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const pitch = Math.max(3, PITCH * Math.min(width, height));
  const longer = Math.max(width, height);
  const radiusOf = (column: number, row: number) => {
    const middleX = (column * cos - row * sin) * pitch;
    const middleY = (column * sin + row * cos) * pitch;
    const distance = Math.hypot(middleX - light.x * width, middleY - light.y * height) / longer;
    return LARGEST * Math.min(1, Math.max(0, (distance - CLEAR) / (GROWN - CLEAR)));
  };
  const data = new Uint8Array(width * height * 3);
  for (let y = 0, to = 0; y < height; y++) {
    // Along a line the nearest dot stays the same for many pixels.
    let [nearColumn, nearRow, radius] = [Number.NaN, Number.NaN, 0];
    for (let x = 0; x < width; x++, to += 3) {
      const u = (x * cos + y * sin) / pitch;
      const v = (y * cos - x * sin) / pitch;
      const [column, row] = [Math.round(u), Math.round(v)];
      if (column !== nearColumn || row !== nearRow)
        [nearColumn, nearRow, radius] = [column, row, radiusOf(column, row)];
      const [across, down] = [u - column, v - row];
      const away = Math.sqrt(across * across + down * down);
      const share = Math.min(1, Math.max(0, (radius - away) * pitch + 0.5));
      data[to] = field.r + (dot.r - field.r) * share + 0.5;
      data[to + 1] = field.g + (dot.g - field.g) * share + 0.5;
      data[to + 2] = field.b + (dot.b - field.b) * share + 0.5;
    }
  }
  return { width, height, data };
}
