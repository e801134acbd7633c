import { orbit } from '../camera.ts';
import { fractal } from '../noise.ts';
import type { Surface } from '../scene.ts';
import { ellipsoid, length3, meld, rod } from '../shapes.ts';
import { blend, colour, normalise, scale, smoothstep, type Vector } from '../vector.ts';
import { matt } from './place.ts';
import type { Stage, Thing } from './stage.ts';

/** A dancer on one leg, the other and both arms stretched far out: the whole of a figure is wide and thin. */
const HIP: Vector = [0, 1.02, 0];
const CHEST: Vector = [-0.14, 1.5, 0.02];
const CROWN: Vector = [-0.3, 1.93, 0.06];
const side = (at: Vector, out: number): Vector => [at[0], at[1], at[2] + out];

const torso = (x: number, y: number, z: number) =>
  meld(
    rod(x, y, z * 0.82, [HIP[0], HIP[1] + 0.08, 0], CHEST, 0.13, 0.165),
    rod(x, y, z, side(CHEST, -0.13), side(CHEST, 0.13), 0.085),
    0.12,
  );
const skirt = (x: number, y: number, z: number) => {
  const down = 1.16 - y + 0.25 * x;
  const around = length3((x - 0.03) * 0.85, 0, z) - 0.15 - 0.75 * down;
  const folds = 0.02 * down * Math.sin(Math.atan2(z, x) * 11);
  return Math.max(around + folds, Math.abs(down - 0.16) - 0.17) * 0.6;
};
const limb = (
  x: number,
  y: number,
  z: number,
  joints: readonly [Vector, Vector, Vector],
  radii: readonly [number, number, number],
) =>
  meld(
    rod(x, y, z, joints[0], joints[1], radii[0], radii[1]),
    rod(x, y, z, joints[1], joints[2], radii[1], radii[2]),
    0.06,
  );

const standing = (x: number, y: number, z: number) =>
  meld(
    limb(
      x,
      y,
      z,
      [
        [0.01, 0.98, 0.08],
        [0, 0.52, 0.09],
        [0.02, 0.07, 0.08],
      ],
      [0.115, 0.07, 0.042],
    ),
    rod(x, y, z, [0.04, 0.05, 0.08], [-0.18, 0.03, 0.1], 0.042, 0.03),
    0.05,
  );
const raised = (x: number, y: number, z: number) =>
  limb(
    x,
    y,
    z,
    [
      [0.06, 1.02, -0.07],
      [0.55, 1.3, -0.1],
      [1.12, 1.55, -0.1],
    ],
    [0.115, 0.072, 0.038],
  );
const foot = (x: number, y: number, z: number) => rod(x, y, z, [1.1, 1.54, -0.1], [1.32, 1.62, -0.1], 0.042, 0.022);
const armAhead = (x: number, y: number, z: number) =>
  limb(x, y, z, [side([-0.15, 1.56, 0.02], 0.17), [-0.55, 1.72, 0.24], [-1.02, 1.86, 0.22]], [0.056, 0.042, 0.03]);
const armBack = (x: number, y: number, z: number) =>
  limb(x, y, z, [side([-0.12, 1.56, 0.02], -0.17), [0.26, 1.8, -0.3], [0.62, 2.14, -0.34]], [0.056, 0.042, 0.03]);
const hands = (x: number, y: number, z: number) =>
  Math.min(
    rod(x, y, z, [-1.02, 1.86, 0.22], [-1.2, 1.88, 0.22], 0.034, 0.016),
    rod(x, y, z, [0.62, 2.14, -0.34], [0.73, 2.28, -0.34], 0.034, 0.016),
  );
const neck = (x: number, y: number, z: number) => rod(x, y, z, [-0.16, 1.6, 0.02], [-0.26, 1.82, 0.05], 0.058, 0.05);
const skull = (x: number, y: number, z: number) =>
  meld(
    ellipsoid(x - CROWN[0], y - CROWN[1], z - CROWN[2], 0.125, 0.15, 0.11),
    length3(x - CROWN[0] + 0.09, y - CROWN[1] + 0.07, z - CROWN[2]) - 0.055,
    0.06,
  );
const hair = (x: number, y: number, z: number) =>
  Math.min(
    Math.max(
      ellipsoid(x - CROWN[0] - 0.025, y - CROWN[1] - 0.03, z - CROWN[2], 0.135, 0.15, 0.125),
      CROWN[0] - 0.055 - x,
    ),
    length3(x - CROWN[0] - 0.15, y - CROWN[1] - 0.1, z - CROWN[2]) - 0.068,
  );

const SKIN = matt(colour('#b97f5c'), 0.55, { bleed: [0.25, 0.12, 0.08] });
const SILK = matt(colour('#c2253d'), 0.5, {
  relief: (x, y, z) => 0.006 * fractal(x * 8, y * 8, z * 8, 3),
  sheen: [0.2, 0.05, 0.06],
});
const SHOE = matt(colour('#e8c9b8'), 0.6);

const dancer: Thing = {
  parts: [
    { distance: torso, surface: SILK },
    { distance: skirt, surface: SILK },
    { distance: standing, surface: (_x, y) => (y < 0.11 ? SHOE : SKIN) },
    { distance: raised, surface: (x) => (x > 1.05 ? SHOE : SKIN) },
    { distance: foot, surface: SHOE },
    { distance: (x, y, z) => Math.min(armAhead(x, y, z), armBack(x, y, z), hands(x, y, z)), surface: SKIN },
    { distance: (x, y, z) => meld(neck(x, y, z), skull(x, y, z), 0.04), surface: SKIN },
    { distance: hair, surface: matt(colour('#1e1512'), 0.5, { sheen: [0.2, 0.15, 0.12] }) },
  ],
  ...{ centre: [0.05, 1.15, 0], radius: 1.75, isSubject: true },
};

const stone = (x: number, _y: number, z: number): Surface => {
  const [u, v] = [x / 0.8, z / 0.8];
  const joint = Math.min(Math.abs(u - Math.round(u)), Math.abs(v - Math.round(v)));
  const slab = scale(colour('#a8a29a'), 0.88 + 0.18 * fractal(x * 2, z * 2, 1, 3));
  return matt(blend(scale(slab, 0.7), slab, smoothstep(0.006, 0.02, joint)), 0.75);
};

/** A terrace at the end of the day: a low wall, trees and a bright sky, out of focus. */
function terrace(_from: Vector, [x, y]: Vector): Vector {
  const sky = blend(colour('#f3d9b8'), colour('#93aecb'), smoothstep(0, 0.3, y));
  const trees = scale(colour('#5d7050'), 0.75 + 0.4 * noise2(x, y));
  const crowns = 0.035 + 0.05 * fractal(x * 6, 1, 2, 3);
  const low = scale(colour('#c4b8a4'), 0.75 + 0.1 * fractal(x * 8, y * 20, 1, 2));
  return blend(low, blend(trees, sky, smoothstep(-0.012, 0.018, y - crowns)), smoothstep(-0.052, -0.044, y));
}
const noise2 = (x: number, y: number) => fractal(x * 12, y * 12, 5, 3);

export const dancerOutside: Stage = {
  size: [1200, 900],
  camera: orbit([0.05, 1.12, 0], 6, 5, 12, 2.95),
  lighting: {
    softboxes: [
      {
        towards: normalise([-0.7, 0.75, 0.55]),
        halfWidth: 0.3,
        halfHeight: 0.3,
        light: [15, 13.6, 11.2],
        castsShadow: true,
      },
      { towards: normalise([0.8, 0.4, -0.6]), halfWidth: 0.4, halfHeight: 0.5, light: [3.4, 2.6, 1.9] },
    ],
    ...{ above: [0.42, 0.48, 0.58], horizon: [0.4, 0.38, 0.36], below: [0.26, 0.24, 0.22] },
  },
  things: [dancer],
  floor: { y: 0, surface: stone },
  fades: [15, 26],
  backdrop: terrace,
};
