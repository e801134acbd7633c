import { type Canvas, type Point, type Rgb, randomFrom } from '@proofsheet/raster';
import { grainOf } from './grain.ts';
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
  const linear = blobs.map(({ colour }) => [colour.r, colour.g, colour.b].map(toLinear));
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at += 3) {
      let all = 1e-6;
      let [r, g, b] = [0, 0, 0];
      for (const [index, { x, y, reach, weight }] of blobs.entries()) {
        const across = (column * REDUCED - x * width) / longer;
        const down = (row * REDUCED - y * height) / longer;
        const share = weight * Math.exp(-(across * across + down * down) / (2 * reach * reach)) + 1e-5;
        const [red = 0, green = 0, blue = 0] = linear[index] ?? [];
        r += red * share;
        g += green * share;
        b += blue * share;
        all += share;
      }
      mixed.set([r / all, g / all, b / all].map(fromLinear), at);
    }
  }
  return mixed;
}

function enlarged(mixed: Float32Array, columns: number, { width, height }: Size, seed: number): Canvas {
  const data = new Uint8Array(width * height * 3);
  const grain = grainOf(seed);
  for (let y = 0, to = 0; y < height; y++) {
    const row = Math.floor(y / REDUCED);
    const down = y / REDUCED - row;
    const above = row * columns * 3;
    const below = above + columns * 3;
    for (let x = 0; x < width; x++) {
      const column = Math.floor(x / REDUCED);
      const across = x / REDUCED - column;
      const noise = grain(x, y) + 0.5;
      for (let channel = 0; channel < 3; channel++, to++) {
        const at = column * 3 + channel;
        const upper = lerp(mixed[above + at] as number, mixed[above + at + 3] as number, across);
        const lower = lerp(mixed[below + at] as number, mixed[below + at + 3] as number, across);
        data[to] = Math.min(255, Math.max(0, lerp(upper, lower, down) * 255 + noise));
      }
    }
  }
  return { width, height, data };
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
