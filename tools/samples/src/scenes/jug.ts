import { orbit } from '../camera.ts';
import { fractal } from '../noise.ts';
import { carve, length2, length3, meld, rod, roundedBox2 } from '../shapes.ts';
import { colour, normalise, scale, smoothstep, type Vector } from '../vector.ts';
import { matt, placed } from './place.ts';
import type { Stage, Thing } from './stage.ts';

/** White porcelain before a white wall: a jug and nothing else. */
function radiusAt(y: number): number {
  const belly = 0.56 * Math.exp(-((y - 0.55) ** 2) * 2.4);
  return 0.12 + belly + 0.16 * smoothstep(1.2, 1.75, y);
}

function jugBody(x: number, y: number, z: number): number {
  const spout = 0.22 * smoothstep(1.25, 1.72, y) * smoothstep(0.1, 0.5, x) * Math.exp(-z * z * 16);
  const around = length2(x, z) - spout;
  const wall = Math.abs(around - radiusAt(y) + 0.03) - 0.03;
  const solid = around - radiusAt(y);
  const shell = y < 0.3 ? solid : wall;
  return Math.max(shell, Math.abs(y - 0.86) - 0.86) * 0.62;
}

function handle(x: number, y: number, z: number): number {
  const [dx, dy] = [x + 0.55, y - 0.98];
  const ring = length2(length2(dx * 1.05, dy * 0.86) - 0.42, z * 0.8) - 0.06;
  return Math.max(ring, x + 0.3) * 0.85;
}

const foot = (x: number, y: number, z: number) => roundedBox2(length2(x, z), y - 0.035, 0.46, 0.035, 0.02);
const PORCELAIN = matt(colour('#f1f0ec'), 0.22);

const jug: Thing = {
  parts: [
    { distance: (x, y, z) => meld(jugBody(x, y, z), handle(x, y, z), 0.06), surface: PORCELAIN },
    { distance: foot, surface: PORCELAIN },
  ],
  ...{ centre: [-0.05, 0.88, 0], radius: 1.25, isSubject: true },
};

function cupBody(x: number, y: number, z: number): number {
  const bowl = length3(x, (y - 0.42) * 0.95, z);
  const shell = carve(bowl - 0.4, bowl - 0.365, 0.02);
  const cup = Math.max(shell, y - 0.46);
  const ear = Math.max(length2(length2(x - 0.42, y - 0.28) - 0.12, z) - 0.032, 0.36 - x);
  return Math.min(meld(cup, ear, 0.03), rod(x, y, z, [0, 0.03, 0], [0, 0.04, 0], 0.2, 0.18));
}

const cup: Thing = {
  parts: [{ distance: cupBody, surface: PORCELAIN }],
  ...{ centre: [0, 0.3, 0], radius: 0.7, isSubject: true },
};

const cloth = (x: number, _y: number, z: number) =>
  matt(scale(colour('#efeeea'), 0.97 + 0.05 * fractal(x * 2, z * 2, 1, 3)), 0.95);

const wall = (_from: Vector, [x, y]: Vector): Vector => scale(colour('#efeeea'), 1.02 - 0.22 * x - 0.1 * y);

export const jugOnWhite: Stage = {
  size: [1200, 900],
  camera: orbit([0.12, 0.82, 0], 10, 12, 10, 2.9),
  lighting: {
    softboxes: [
      {
        towards: normalise([-0.8, 0.75, 0.5]),
        halfWidth: 0.55,
        halfHeight: 0.7,
        light: [2.3, 2.28, 2.22],
        castsShadow: true,
      },
      { towards: normalise([0.9, 0.3, 0.15]), halfWidth: 0.1, halfHeight: 0.8, light: [1.2, 1.2, 1.25] },
    ],
    ...{ above: [0.56, 0.56, 0.57], horizon: [0.5, 0.5, 0.5], below: [0.44, 0.43, 0.42] },
  },
  things: [placed(jug, { at: [-0.28, 0, 0], turn: -0.25 }), placed(cup, { at: [0.78, 0, 0.42], turn: -0.5 })],
  floor: { y: 0, surface: cloth },
  fades: [10, 15],
  backdrop: wall,
};
