import { orbit } from '../camera.ts';
import { fractal, hash, noise } from '../noise.ts';
import type { Surface } from '../scene.ts';
import { meld, rod, roundedBox } from '../shapes.ts';
import { blend, colour, normalise, scale, smoothstep, type Vector } from '../vector.ts';
import { matt, placed } from './place.ts';
import type { Stage, Thing } from './stage.ts';

/** A pink armchair on thin legs in a living room, taken upright. */
const VELVET = matt(colour('#d77a8c'), 0.85, {
  sheen: [0.35, 0.2, 0.22],
  relief: (x, y, z) => 0.01 * fractal(x * 3, y * 3, z * 3, 3) + 0.001 * noise(x * 90, y * 90, z * 90),
});
const LEG = matt(colour('#6b4428'), 0.52);

function cushions(x: number, y: number, z: number): number {
  const seat = roundedBox(x, y - 0.78, z, 0.72, 0.17, 0.68, 0.13);
  const lean = y - 0.7;
  const back = roundedBox(x, y - 1.38, z + 0.6 + 0.22 * lean, 0.74 - 0.1 * lean ** 2, 0.68, 0.13, 0.12) * 0.92;
  const arm = roundedBox(Math.abs(x) - 0.78, y - 0.98, z + 0.06, 0.1, 0.22, 0.66, 0.09);
  return Math.min(seat, meld(back, arm, 0.1));
}
const button = (x: number, y: number, z: number) =>
  rod(Math.abs(x), y, z, [0.26, 1.5, -0.65], [0.26, 1.5, -0.6], 0.028);
const legs = (x: number, y: number, z: number) =>
  rod(Math.abs(x), y, Math.abs(z), [0.55, 0.62, 0.5], [0.68, 0.02, 0.62], 0.045, 0.024);

const chair: Thing = {
  parts: [
    { distance: cushions, surface: VELVET },
    { distance: button, surface: VELVET },
    { distance: legs, surface: LEG },
  ],
  ...{ centre: [0, 1.02, 0], radius: 1.55, isSubject: true },
};

/** Oak boards that run to the wall. */
function boards(x: number, _y: number, z: number): Surface {
  const row = Math.floor(x / 0.42);
  const along = z + hash(row, 3) * 4;
  const board = hash(row, Math.floor(along / 2.6));
  const grain = fractal(x * 14, along * 1.1, row, 4);
  const joint = smoothstep(0.012, 0.004, Math.abs(x / 0.42 - row - 0.5) > 0.49 ? 0 : 1);
  const oak = scale(colour('#b98a5a'), 0.78 + 0.22 * board + 0.3 * (grain - 0.5));
  return matt(scale(oak, 1 - 0.5 * joint), 0.52);
}

const WALL_Z = -2.1;
const FRAME = { x: 0.95, y: 2.75, width: 0.5, height: 0.62 } as const;

/** A sage wall with a skirting board and a framed print; window light falls off to the right. */
function wall(from: Vector, direction: Vector): Vector {
  const travelled = (WALL_Z - from[2]) / direction[2];
  const [x, y] = [from[0] + direction[0] * travelled, from[1] + direction[1] * travelled];
  const light = 0.95 - 0.1 * x - 0.06 * (y - 1.5) + 0.03 * fractal(x * 3, y * 3, 1, 3);
  let paint = scale(colour('#a9b8a4'), light);
  const [across, down] = [Math.abs(x - FRAME.x) - FRAME.width, Math.abs(y - FRAME.y) - FRAME.height];
  const inFrame = Math.max(across, down);
  paint = blend(paint, scale(paint, 0.7), smoothstep(0.14, 0, inFrame));
  paint = blend(paint, scale(colour('#3a2c22'), light), smoothstep(0.012, 0, inFrame));
  paint = blend(paint, scale(colour('#efe9dc'), light), smoothstep(-0.045, -0.055, inFrame));
  const sun = Math.hypot(x - FRAME.x - 0.05, y - FRAME.y - 0.1) - 0.2;
  paint = blend(paint, scale(colour('#d08a4a'), light), smoothstep(0.01, -0.01, sun));
  paint = blend(paint, scale(colour('#f4f1ea'), light), smoothstep(0.3, 0.29, y));
  return blend(paint, scale(paint, 0.55), 0.7 * smoothstep(0.16, 0, y));
}

const lamp: Thing = {
  parts: [
    { distance: (x, y, z) => rod(x, y, z, [0, 0, 0], [0, 2.3, 0], 0.022), surface: matt(colour('#2a2723'), 0.5) },
    {
      distance: (x, y, z) => Math.max(Math.hypot(x, z) - 0.4 + 0.28 * (y - 2.3), Math.abs(y - 2.45) - 0.28) * 0.9,
      surface: matt(scale(colour('#f3e2c2'), 1.5), 0.9),
    },
    {
      distance: (x, y, z) => roundedBox(x, y - 0.02, z, 0.24, 0.02, 0.24, 0.01),
      surface: matt(colour('#2a2723'), 0.5),
    },
  ],
  ...{ centre: [0, 1.35, 0], radius: 1.45 },
};

export const chairInRoom: Stage = {
  size: [900, 1200],
  camera: orbit([0.1, 1.22, 0], 8, 9, 11, 4.1),
  lighting: {
    softboxes: [
      {
        towards: normalise([-0.8, 0.7, 0.55]),
        halfWidth: 0.5,
        halfHeight: 0.7,
        light: [4.2, 4.1, 3.9],
        castsShadow: true,
      },
      { towards: normalise([0.9, 0.4, 0.3]), halfWidth: 0.4, halfHeight: 0.4, light: [0.9, 0.85, 0.8] },
    ],
    ...{ above: [0.5, 0.5, 0.48], horizon: [0.42, 0.4, 0.37], below: [0.26, 0.2, 0.15] },
  },
  things: [placed(chair, { at: [-0.1, 0, 0], turn: 0.55 }), placed(lamp, { at: [-1.3, 0, -1.5] })],
  floor: { y: 0, surface: boards, until: WALL_Z },
  fades: [1e3, 1e4],
  backdrop: wall,
};
