import { type Canvas, type Point, type Rgb, randomFrom } from '@proofsheet/raster';
import { GRAIN_BITS, GRAIN_ONE, grainOf, TILE } from './grain.ts';
import type { GroundSize } from './ground-size.ts';

/** A mesh has no detail: it is mixed at a sixteenth of its size and interpolated. */
const REDUCED = 16;

/** What a mesh is mixed of: mostly its field, darker away from the light, and what glows at the light. */
export interface MeshColours {
  readonly field: Rgb;
  readonly far: Rgb;
  readonly near: Rgb;
  readonly glow: Rgb;
}

interface Blob extends Point {
  readonly colour: Rgb;
  /** In shares of the longer side. */
  readonly reach: number;
  /** How much it counts beside the others. */
  readonly weight: number;
}

type Size = Pick<GroundSize, 'width' | 'height'>;

/** Soft blobs of colour that flow into each other, brightest at the light, with grain in it so that no bands show. */
export function drawMesh({ width, height, light, seed }: GroundSize, colours: MeshColours): Canvas {
  const columns = Math.ceil(width / REDUCED) + 1;
  const rows = Math.ceil(height / REDUCED) + 1;
  const mixed = mixBlobs(blobsOf(light, colours, seed), { columns, rows, width, height });
  return enlarged(mixed, columns, { width, height }, seed);
}

/** The light and its surroundings stand still, the others move with the seed. */
function blobsOf(light: Point, { field, far, near, glow }: MeshColours, seed: number): Blob[] {
  const random = randomFrom(seed);
  const around = (x: number, y: number, by: number): Point => ({
    x: x + (random() - 0.5) * by,
    y: y + (random() - 0.5) * by,
  });
  const away = light.x > 0.5 ? 0.1 : 0.9;
  return [
    { ...around(light.x, light.y, 0.12), colour: glow, reach: 0.17, weight: 1 },
    {
      ...around(light.x > 0.5 ? light.x + 0.22 : light.x - 0.22, light.y + 0.4, 0.2),
      colour: near,
      reach: 0.3,
      weight: 1,
    },
    { ...around(light.x, -0.05, 0.3), colour: near, reach: 0.22, weight: 0.8 },
    { ...around(away, 0.15, 0.2), colour: field, reach: 0.3, weight: 1.2 },
    { ...around(away, 0.95, 0.25), colour: far, reach: 0.26, weight: 1 },
    { ...around(0.5, 0.6, 0.3), colour: field, reach: 0.2, weight: 0.8 },
  ];
}

/** Mixed in linear light, where a glow stays clean: three channels of 0 to 1, row by row. */
function mixBlobs(
  blobs: readonly Blob[],
  { columns, rows, width, height }: Size & { readonly columns: number; readonly rows: number },
): Float32Array {
  const mixed = new Float32Array(columns * rows * 3);
  const longer = Math.max(width, height);
  const linear = blobs.map(({ colour: { r, g, b }, ...blob }) => ({
    ...blob,
    ...{ red: toLinear(r), green: toLinear(g), blue: toLinear(b) },
  }));
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at += 3) {
      let all = 1e-6;
      let [r, g, b] = [0, 0, 0];
      for (const { x, y, reach, weight, red, green, blue } of linear) {
        const across = (column * REDUCED - x * width) / longer;
        const down = (row * REDUCED - y * height) / longer;
        const share = weight * Math.exp(-(across * across + down * down) / (2 * reach * reach)) + 1e-5;
        r += red * share;
        g += green * share;
        b += blue * share;
        all += share;
      }
      mixed[at] = fromLinear(r / all);
      mixed[at + 1] = fromLinear(g / all);
      mixed[at + 2] = fromLinear(b / all);
    }
  }
  return mixed;
}

/** Between two columns a colour changes by the same step from pixel to pixel. */
function enlarged(mixed: Float32Array, columns: number, { width, height }: Size, seed: number): Canvas {
  const data = new Uint8ClampedArray(width * height * 3);
  const grain = grainOf(seed);
  const levels = new Int32Array(columns * 3);
  for (let y = 0, to = 0; y < height; y++) {
    const grainRow = (y % TILE) * TILE;
    const above = Math.floor(y / REDUCED) * columns * 3;
    const down = y / REDUCED - Math.floor(y / REDUCED);
    for (let at = 0; at < levels.length; at++) {
      const level = lerp(mixed[above + at] as number, mixed[above + levels.length + at] as number, down) * 255;
      levels[at] = (level + 0.5) * GRAIN_ONE;
    }
    for (let x = 0, at = 0; x < width; at += 3) {
      let [r, g, b] = [levels[at] as number, levels[at + 1] as number, levels[at + 2] as number];
      const red = Math.trunc(((levels[at + 3] as number) - r) / REDUCED);
      const green = Math.trunc(((levels[at + 4] as number) - g) / REDUCED);
      const blue = Math.trunc(((levels[at + 5] as number) - b) / REDUCED);
      // Blocks fit into tiles: none of them crosses the end of one.
      let grainAt = grainRow + (x % TILE);
      for (const end = Math.min(width, x + REDUCED); x < end; x++, to += 3, grainAt++) {
        const noise = grain[grainAt] as number;
        data[to] = (r + noise) >> GRAIN_BITS;
        data[to + 1] = (g + noise) >> GRAIN_BITS;
        data[to + 2] = (b + noise) >> GRAIN_BITS;
        r += red;
        g += green;
        b += blue;
      }
    }
  }
  return { width, height, data: new Uint8Array(data.buffer) };
}

function lerp(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}

function toLinear(level: number): number {
  const value = level / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function fromLinear(value: number): number {
  return value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
}
