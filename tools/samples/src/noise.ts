import { mix } from './vector.ts';

/** A number in 0..1 that looks random and is the same for the same lattice point on every machine. */
export function hash(x: number, y: number, z = 0): number {
  let h = Math.imul(x | 0, 0x27d4eb2d) ^ Math.imul(y | 0, 0x165667b1) ^ Math.imul(z | 0, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 0x1_0000_0000;
}

const fade = (t: number) => t * t * t * (t * (t * 6 - 15) + 10);

/** Smooth noise in 0..1 whose features are about one unit wide. */
export function noise(x: number, y: number, z = 0): number {
  const [ix, iy, iz] = [Math.floor(x), Math.floor(y), Math.floor(z)];
  const [u, v, w] = [fade(x - ix), fade(y - iy), fade(z - iz)];
  const edge = (dy: number, dz: number) => mix(hash(ix, iy + dy, iz + dz), hash(ix + 1, iy + dy, iz + dz), u);
  const face = (dz: number) => mix(edge(0, dz), edge(1, dz), v);
  return mix(face(0), face(1), w);
}

/** Sum of octaves of noise, each twice as fine and half as strong: the roughness of ridges and clouds. In 0..1. */
export function fractal(x: number, y: number, z = 0, octaves = 5): number {
  let [sum, weight, total] = [0, 1, 0];
  for (let octave = 0; octave < octaves; octave++) {
    const f = 2 ** octave;
    sum += weight * noise(x * f + octave * 17.3, y * f - octave * 9.1, z * f);
    total += weight;
    weight *= 0.5;
  }
  return sum / total;
}
