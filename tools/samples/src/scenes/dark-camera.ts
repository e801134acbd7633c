import { orbit } from '../camera.ts';
import { noise } from '../noise.ts';
import type { Surface } from '../scene.ts';
import { carve, length2, roundedBox, roundedBox2 } from '../shapes.ts';
import { colour, normalise, scale, smoothstep, type Vector } from '../vector.ts';
import { matt, placed } from './place.ts';
import type { Stage, Thing } from './stage.ts';

/** A black camera on black slate, lit from behind: its edges are all that tells it from the dark. */
const body = (x: number, y: number, z: number) => roundedBox(x, y - 0.55, z, 1.05, 0.55, 0.3, 0.1);
const hump = (x: number, y: number, z: number) =>
  roundedBox(x + 0.02, y - 1.2, z, 0.36 - 0.35 * (y - 1.2), 0.17, 0.26, 0.05) * 0.85;
const grip = (x: number, y: number, z: number) => roundedBox(x + 0.86, y - 0.52, z - 0.22, 0.2, 0.48, 0.28, 0.14);
const barrel = (x: number, y: number, z: number) => {
  const around = length2(x - 0.12, y - 0.56);
  const ribs =
    0.012 * Math.max(0, Math.sin(Math.atan2(y - 0.56, x - 0.12) * 40)) * smoothstep(0.03, 0, Math.abs(z - 0.62) - 0.14);
  const tube = Math.min(roundedBox2(around, z - 0.5, 0.47, 0.35, 0.04), roundedBox2(around, z - 0.9, 0.42, 0.16, 0.03));
  return carve(tube - ribs, roundedBox2(around, z - 1.1, 0.34, 0.2, 0.01), 0.01) * 0.9;
};
const dial = (x: number, y: number, z: number) =>
  Math.min(
    roundedBox2(length2(x - 0.68, z), y - 1.16, 0.2, 0.1, 0.03),
    roundedBox2(length2(x + 0.78, z - 0.12), y - 1.14, 0.13, 0.08, 0.03),
  );
const mark = (x: number, y: number, z: number) =>
  Math.max(Math.abs(length2(x - 0.12, y - 0.56) - 0.455) - 0.012, Math.abs(z - 0.86) - 0.012);

const leather = (x: number, y: number, z: number) => 0.006 * noise(x * 45, y * 45, z * 45);
const BLACK = matt(colour('#1b1b1d'), 0.5);
const RUBBERY = matt(colour('#141415'), 0.6, { relief: leather });

/** A coated front lens deep in its barrel. */
function lensSurface(x: number, y: number): Surface {
  const around = length2(x - 0.12, y - 0.56);
  const tint = scale(colour('#2a3a66'), 0.5 + 2 * around);
  return { colour: tint, roughness: 0.04, metal: 0.6 };
}
const lens = (x: number, y: number, z: number) =>
  Math.max(length2(length2(x - 0.12, y - 0.56), z - 0.25) - 0.72, length2(x - 0.12, y - 0.56) - 0.34);

const camera: Thing = {
  parts: [
    { distance: body, surface: (x, y) => (y > 0.88 || y < 0.16 || Math.abs(x) > 2 ? BLACK : RUBBERY) },
    { distance: hump, surface: BLACK },
    { distance: grip, surface: RUBBERY },
    { distance: barrel, surface: BLACK },
    { distance: dial, surface: { colour: colour('#2b2b2e'), roughness: 0.35, metal: 1 } },
    { distance: mark, surface: matt(colour('#b02a22'), 0.4) },
    { distance: lens, surface: (x, y) => lensSurface(x, y) },
  ],
  ...{ centre: [0, 0.65, 0.25], radius: 1.55, isSubject: true },
};

const slate = (x: number, _y: number, z: number) =>
  matt(scale(colour('#1c1d20'), 0.75 + 0.5 * noise(x * 3, z * 3, 3)), 0.55);

const gloom = (_from: Vector, [x, y]: Vector): Vector =>
  scale(colour('#23262c'), 0.16 + 0.5 * Math.exp(-((x - 0.2) ** 2 + (y + 0.05) ** 2) * 14));

export const cameraInTheDark: Stage = {
  size: [1200, 900],
  camera: orbit([0, 0.62, 0.1], -28, 14, 9, 3.1),
  lighting: {
    softboxes: [
      { towards: normalise([0.75, 0.7, -0.7]), halfWidth: 0.2, halfHeight: 0.7, light: [7, 7.4, 8.4] },
      { towards: normalise([-0.9, 0.5, -0.45]), halfWidth: 0.15, halfHeight: 0.8, light: [5.4, 4.6, 3.8] },
      {
        towards: normalise([-0.35, 0.95, 0.35]),
        halfWidth: 0.35,
        halfHeight: 0.25,
        light: [2.4, 2.4, 2.6],
        castsShadow: true,
      },
    ],
    ...{ above: [0.05, 0.055, 0.065], horizon: [0.04, 0.04, 0.045], below: [0.02, 0.02, 0.02] },
  },
  things: [placed(camera, { at: [0, 0, 0], turn: 0 })],
  floor: { y: 0, surface: slate },
  fades: [8.5, 15],
  backdrop: gloom,
};
