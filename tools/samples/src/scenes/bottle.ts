import { orbit } from '../camera.ts';
import { fractal, noise } from '../noise.ts';
import type { Surface } from '../scene.ts';
import { length2, meld, roundedBox2 } from '../shapes.ts';
import { blend, colour, normalise, scale, smoothstep, type Vector } from '../vector.ts';
import { matt } from './place.ts';
import type { Stage, Thing } from './stage.ts';

/** A bottle of green glass on a window sill, the light behind it. */
function body(x: number, y: number, z: number): number {
  const around = length2(x, z);
  const belly = roundedBox2(around, y - 0.62, 0.42, 0.62, 0.12);
  const shoulder = roundedBox2(around - 0.28 * smoothstep(1.62, 1.12, y), y - 1.35, 0.13, 0.42, 0.06);
  return meld(belly, shoulder, 0.22) * 0.9;
}

const cap = (x: number, y: number, z: number) => roundedBox2(length2(x, z), y - 1.92, 0.15, 0.17, 0.04);
const label = (x: number, y: number, z: number) =>
  Math.max(Math.abs(length2(x, z) - 0.425) - 0.006, Math.abs(y - 0.57) - 0.25);

/** Cream paper with a band and a round mark. */
function paper(x: number, y: number, z: number): Surface {
  const around = Math.atan2(x, z) * 0.42;
  const mark = Math.abs(length2(around + 0.06, y - 0.63) - 0.1) - 0.018;
  const ink = Math.min(
    mark,
    Math.abs(Math.abs(y - 0.57) - 0.21) - 0.008,
    roundedBox2(around + 0.06, y - 0.44, 0.17, 0.018, 0),
  );
  return matt(blend(colour('#efe5cf'), colour('#2c3a2c'), smoothstep(0.004, -0.004, ink)), 0.85);
}

const bottle: Thing = {
  parts: [
    { distance: cap, surface: { colour: colour('#c9a24e'), roughness: 0.3, metal: 1 } },
    { distance: label, surface: paper },
  ],
  ...{ centre: [0, 1.1, 0], radius: 1.2, isSubject: true },
};

const WINDOW_Z = -1.5;

/** A sash window, a garden out of focus behind it, and the wall beside it. */
function window(from: Vector, direction: Vector): Vector {
  const travelled = (WINDOW_Z - from[2]) / direction[2];
  const [x, y] = [from[0] + direction[0] * travelled, from[1] + direction[1] * travelled];
  const leaves = fractal(x * 1.1 + 3, y * 1.1, 4, 3);
  const sky = scale(colour('#dbe8ee'), 1.5);
  const trees = blend(scale(colour('#7f9a62'), 0.9), scale(colour('#4e6b45'), 0.8), noise(x * 1.5, y * 1.5, 7));
  const garden = blend(trees, sky, smoothstep(0.42, 0.62, leaves + 0.16 * (y - 1.3)));
  const bar = Math.min(Math.abs(x + 0.55) - 0.055, Math.abs(y - 1.55) - 0.045, Math.abs(x - 1.5) - 0.05);
  const frame = blend(garden, scale(colour('#e9e6de'), 0.5), smoothstep(0.03, -0.01, bar));
  return blend(scale(colour('#cfc7b8'), 0.42), frame, smoothstep(-0.02, 0.03, x + 1.9));
}

const sill = (x: number, _y: number, z: number) =>
  matt(scale(colour('#e6e1d6'), 0.9 + 0.16 * (fractal(x * 3, z * 9, 2, 3) - 0.5)), 0.5);

export const bottleAtWindow: Stage = {
  size: [900, 1200],
  camera: orbit([0.12, 1.08, 0], 6, 6, 10, 3.1),
  lighting: {
    softboxes: [
      {
        towards: normalise([-0.9, 0.6, 0.35]),
        halfWidth: 0.25,
        halfHeight: 0.8,
        light: [2.6, 2.6, 2.6],
        castsShadow: true,
      },
      { towards: normalise([0.35, 0.75, -0.7]), halfWidth: 0.5, halfHeight: 0.5, light: [3.4, 3.5, 3.6] },
      { towards: normalise([0.85, 0.25, 0.5]), halfWidth: 0.12, halfHeight: 0.9, light: [2.2, 2.1, 2] },
    ],
    ...{ above: [0.5, 0.52, 0.54], horizon: [0.42, 0.43, 0.42], below: [0.3, 0.29, 0.27] },
  },
  things: [bottle],
  glass: {
    distance: (x, y, z) => body(x, y, z),
    bounds: { centre: [0, 1, 0], radius: 1.15 },
    ...{ tint: [0.3, 0.62, 0.36], bending: 1.22 },
  },
  floor: { y: 0, surface: sill, until: WINDOW_Z + 0.25 },
  fades: [1e3, 1e4],
  backdrop: window,
};
