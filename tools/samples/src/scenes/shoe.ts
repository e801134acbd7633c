import { orbit } from '../camera.ts';
import { fractal, hash, noise } from '../noise.ts';
import type { Surface } from '../scene.ts';
import { carve, ellipsoid, meld, rod, roundedBox2 } from '../shapes.ts';
import { blend, colour, mix, normalise, scale, smoothstep, type Vector } from '../vector.ts';
import { matt, placed } from './place.ts';
import type { Stage, Thing } from './stage.ts';

/** A running shoe on a bed of pebbles by the water. The shoe's toe points along x. */
const half = (x: number) => 0.33 + 0.09 * smoothstep(-0.2, 0.7, x) - 0.05 * Math.exp(-((x + 0.1) ** 2) * 6);

function sole(x: number, y: number, z: number): number {
  const outline = meld(
    ellipsoid(x - 0.55, 0, z, 0.62, 1, half(0.6)),
    ellipsoid(x + 0.52, 0, z, 0.55, 1, half(-0.6)),
    0.4,
  );
  const rise = 0.1 * smoothstep(0.65, 1.2, x) + 0.03 * smoothstep(-0.7, -1.1, x);
  const slab = Math.abs(y - 0.12 - rise) - 0.1 - 0.03 * smoothstep(0.4, -0.8, x);
  return (carve(outline, -slab, 0.05) - 0.02) * 0.8;
}

function upper(x: number, y: number, z: number): number {
  const toe = ellipsoid(x - 0.6, y - 0.26, z, 0.53, 0.3, 0.35);
  const middle = ellipsoid(x - 0.05, y - 0.36, z, 0.68, 0.42, 0.33);
  const heel = ellipsoid(x + 0.58, y - 0.45, z, 0.45, 0.5, 0.33);
  const collar = rod(x, y, z, [-0.62, 0.5, 0], [-0.75, 0.95, 0], 0.3, 0.25);
  const body = meld(meld(meld(toe, middle, 0.3), heel, 0.25), collar, 0.2);
  const opening = meld(
    rod(x, y, z, [-0.55, 0.82, 0], [-0.68, 1.25, 0], 0.2, 0.24),
    rod(x, y, z, [-0.5, 0.95, 0], [0.05, 0.95, 0], 0.17),
    0.15,
  );
  return Math.max(carve(body, opening, 0.06), 0.16 - y) * 0.85;
}

const tongue = (x: number, y: number, z: number) =>
  ellipsoid(x + 0.2 + 0.5 * (y - 0.8), y - 0.86, z, 0.09, 0.28, 0.17) * 0.7;

function laces(x: number, y: number, z: number): number {
  let nearest = 1;
  for (let k = 0; k < 5; k++) {
    const [at, up] = [0.3 - k * 0.12, 0.71 + k * 0.05];
    nearest = Math.min(nearest, rod(x, y + 1.1 * z * z, z, [at, up, -0.2], [at + 0.03, up, 0.2], 0.026));
  }
  return nearest * 0.8;
}

const mesh = (x: number, y: number, z: number) => 0.004 * Math.sin(x * 80) * Math.sin(y * 80 + z * 40);
const CORAL = matt(colour('#e8543a'), 0.75, { relief: mesh });
const NAVY = matt(colour('#1d2a4a'), 0.6);
const RUBBER = matt(colour('#f1eee6'), 0.6);

/** Coral cloth, a navy heel, and a light stripe along each side. */
function cloth(x: number, y: number, z: number): Surface {
  const stripe = roundedBox2(x + 0.02 - (y - 0.4) * 0.6, y - 0.42, 0.05, 0.22, 0.02);
  if (Math.abs(z) > 0.2 && Math.min(stripe, roundedBox2(x - 0.2 - (y - 0.4) * 0.6, y - 0.38, 0.05, 0.2, 0.02)) < 0)
    return RUBBER;
  return x < -0.66 - 0.25 * (y - 0.5) ? NAVY : CORAL;
}

const shoe: Thing = {
  parts: [
    { distance: sole, surface: RUBBER },
    { distance: upper, surface: cloth },
    { distance: tongue, surface: NAVY },
    { distance: laces, surface: matt(colour('#f7f4ee'), 0.8) },
  ],
  ...{ centre: [0, 0.6, 0], radius: 1.35, isSubject: true },
};

const CELL = 0.36;

interface Pebble {
  readonly x: number;
  readonly z: number;
  readonly wide: number;
  readonly sine: number;
  readonly cosine: number;
  readonly colour: Vector;
}

/** Each is asked for often. */
const known = new Map<number, Pebble>();

/** The pebble of a cell of the grid: of its own place, size, turn and grey. */
function pebbleOf(i: number, k: number): Pebble {
  const key = i * 4096 + k;
  const before = known.get(key);
  if (before) return before;
  const [turn, tone] = [hash(i, k, 3) * 3, hash(i, k, 4)];
  const warm = blend(colour('#8d8a85'), colour('#a08c74'), hash(i, k, 5));
  const pebble = {
    ...{ x: (i + 0.2 + 0.6 * hash(i, k)) * CELL, z: (k + 0.2 + 0.6 * hash(i, k, 1)) * CELL },
    ...{ wide: CELL * mix(0.42, 0.72, hash(i, k, 2)), sine: Math.sin(turn), cosine: Math.cos(turn) },
    colour: scale(warm, 0.5 + 0.75 * tone),
  };
  known.set(key, pebble);
  return pebble;
}

function toPebble({ x, z, wide, sine, cosine }: Pebble, px: number, py: number, pz: number): number {
  const [dx, dz] = [px - x, pz - z];
  return ellipsoid(dx * cosine - dz * sine, py - 0.02, dx * sine + dz * cosine, wide, wide * 0.42, wide * 0.72) * 0.8;
}

const around = (at: number) => [Math.floor(at / CELL) - 1, Math.floor(at / CELL), Math.floor(at / CELL) + 1];

function pebbles(x: number, y: number, z: number): number {
  if (y > 0.3) return y - 0.14;
  let nearest = y + 0.02;
  for (const i of around(x)) {
    for (const k of around(z)) nearest = Math.min(nearest, toPebble(pebbleOf(i, k), x, y, z));
  }
  return nearest;
}

function pebbleSurface(x: number, y: number, z: number): Surface {
  const near = around(x).flatMap((i) => around(z).map((k) => pebbleOf(i, k)));
  const at = near.reduce((best, one) => (toPebble(one, x, y, z) < toPebble(best, x, y, z) ? one : best));
  return matt(scale(at.colour, 0.85 + 0.3 * fractal(x * 9, y * 9, z * 9, 3)), 0.65);
}

const shore: Thing = {
  parts: [{ distance: pebbles, surface: pebbleSurface }],
  ...{ centre: [0, -4.6, 0], radius: 8 },
};

/** Water and a pale sky, far out of focus. */
function water(_from: Vector, [x, y]: Vector): Vector {
  const sky = blend(colour('#c9d3d8'), colour('#8fa9bd'), smoothstep(0, 0.5, y));
  const sea = scale(colour('#6f8790'), 0.8 + 0.5 * noise(x * 9, y * 60, 2));
  return blend(sea, sky, smoothstep(-0.14, -0.08, y));
}

export const shoeOnStones: Stage = {
  size: [1200, 900],
  camera: orbit([0.05, 0.42, 0], 24, 21, 9, 2.75),
  lighting: {
    softboxes: [
      {
        towards: normalise([-0.55, 0.85, 0.5]),
        halfWidth: 0.25,
        halfHeight: 0.3,
        light: [22, 20.5, 18],
        castsShadow: true,
      },
    ],
    ...{ above: [0.5, 0.58, 0.68], horizon: [0.4, 0.42, 0.44], below: [0.2, 0.19, 0.18] },
  },
  things: [placed(shoe, { at: [0, 0.03, 0], turn: 0.25 }), shore],
  floor: { y: -0.02, surface: pebbleSurface },
  fades: [11, 17],
  backdrop: water,
};
