import { orbit } from '../camera.ts';
import { fractal, noise } from '../noise.ts';
import type { Surface } from '../scene.ts';
import { ellipsoid, length3, meld, rod } from '../shapes.ts';
import { blend, colour, normalise, scale, smoothstep, type Vector } from '../vector.ts';
import { matt, placed } from './place.ts';
import type { Stage, Thing } from './stage.ts';

/** Two dogs that sit apart on a beach. Each looks along z; features are mirrored in x. */
function sitting(x: number, y: number, z: number): number {
  const side = Math.abs(x);
  const rump = ellipsoid(x, y - 0.48, z + 0.42, 0.44, 0.46, 0.5);
  const chest = rod(x, y, z, [0, 0.62, -0.2], [0, 1.12, 0.12], 0.4, 0.32);
  const neck = rod(x, y, z, [0, 1.12, 0.1], [0, 1.5, 0.22], 0.28, 0.24);
  const thigh = ellipsoid(side - 0.36, y - 0.36, z + 0.2, 0.2, 0.36, 0.42);
  const hindPaw = ellipsoid(side - 0.4, y - 0.1, z - 0.26, 0.13, 0.1, 0.26);
  const foreleg = rod(side, y, z, [0.2, 0.95, 0.18], [0.2, 0.14, 0.3], 0.15, 0.1);
  const forePaw = ellipsoid(side - 0.2, y - 0.09, z - 0.38, 0.13, 0.09, 0.18);
  const body = meld(meld(rump, chest, 0.3), neck, 0.25);
  return meld(meld(meld(body, thigh, 0.12), Math.min(hindPaw, forePaw), 0.06), foreleg, 0.14);
}

function head(x: number, y: number, z: number): number {
  const side = Math.abs(x);
  const skull = ellipsoid(x, y - 1.68, z - 0.24, 0.31, 0.29, 0.32);
  const muzzle = rod(x, y, z, [0, 1.58, 0.42], [0, 1.53, 0.74], 0.185, 0.13);
  const brow = length3(side - 0.13, y - 1.79, z - 0.45) - 0.08;
  return meld(meld(skull, muzzle, 0.14), brow, 0.08);
}

const ears = (x: number, y: number, z: number) =>
  ellipsoid(Math.abs(x) - 0.33 - 0.15 * (1.7 - y), y - 1.6, z - 0.16, 0.08, 0.3, 0.16) * 0.85;
const tail = (x: number, y: number, z: number) =>
  meld(
    rod(x, y, z, [0, 0.2, -0.8], [0.5, 0.12, -0.9], 0.1, 0.09),
    rod(x, y, z, [0.5, 0.12, -0.9], [0.85, 0.2, -0.6], 0.09, 0.06),
    0.1,
  );
const eyes = (x: number, y: number, z: number) => length3(Math.abs(x) - 0.135, y - 1.715, z - 0.535) - 0.058;
const nose = (x: number, y: number, z: number) => ellipsoid(x, y - 1.595, z - 0.86, 0.085, 0.06, 0.055);
const mouth = (x: number, y: number, z: number) => ellipsoid(x, y - 1.45, z - 0.72, 0.09, 0.035, 0.12);

const fur = (x: number, y: number, z: number) =>
  0.03 * fractal(x * 14, y * 6, z * 14, 3) + 0.004 * noise(x * 70, y * 25, z * 70);
const coat = (tint: Vector): Surface => matt(tint, 0.9, { relief: fur, sheen: scale(tint, 0.35) });
const DARK = matt(colour('#15110f'), 0.12);

interface Coats {
  readonly body: Vector;
  readonly light: Vector;
  readonly ears: Vector;
  /** From which height on the chest is light, and how wide. */
  readonly bib: number;
}

function dog({ body, light, ears: earTint, bib }: Coats): Thing {
  const blaze = (x: number, y: number, z: number): Surface => {
    const chest = smoothstep(bib, bib - 0.12, Math.abs(x)) * smoothstep(0, 0.2, z) * smoothstep(1.5, 1.3, y);
    const paws = smoothstep(0.3, 0.2, y) * smoothstep(-0.1, 0.1, z);
    const face = smoothstep(0.1, 0.05, Math.abs(x)) * smoothstep(0.4, 0.5, z) * smoothstep(1.3, 1.5, y);
    return coat(blend(body, light, Math.max(chest, paws, face)));
  };
  return {
    parts: [
      { distance: (x, y, z) => meld(sitting(x, y, z), head(x, y, z), 0.12), surface: blaze },
      { distance: ears, surface: coat(earTint) },
      { distance: tail, surface: coat(body) },
      { distance: eyes, surface: DARK },
      { distance: nose, surface: DARK },
      { distance: mouth, surface: matt(colour('#b5605c'), 0.5) },
    ],
    ...{ centre: [0, 0.95, -0.05], radius: 1.35, isSubject: true },
  };
}

const brown = dog({ body: colour('#8a5a32'), light: colour('#d9b98c'), ears: colour('#5e3a20'), bib: 0.2 });
const black = dog({ body: colour('#2b2725'), light: colour('#e9e4dc'), ears: colour('#1f1b1a'), bib: 0.32 });

const sand = (x: number, y: number, z: number): Surface =>
  matt(scale(colour('#cdb48c'), 0.9 + 0.22 * (fractal(x * 1.3, z * 2.2, 5, 4) - 0.5)), 0.95, {
    relief: (a, _b, c) => 0.03 * fractal(a * 3, c * 5, y, 3),
  });

/** Surf, sea and a hazy sky. */
function sea(_from: Vector, [x, y]: Vector): Vector {
  const sky = blend(colour('#dfe6ea'), colour('#9fbcd2'), smoothstep(-0.02, 0.4, y));
  const swell = scale(colour('#5f8ea0'), 0.85 + 0.35 * noise(x * 8, y * 120, 3));
  const foam = smoothstep(0.55, 0.75, noise(x * 5, y * 55, 9)) * smoothstep(-0.06, -0.1, y);
  return blend(blend(swell, colour('#eef2f2'), foam), sky, smoothstep(-0.052, -0.045, y));
}

export const dogsOnBeach: Stage = {
  size: [1200, 900],
  camera: orbit([0, 1, 0], 4, 8, 12, 3.7),
  lighting: {
    softboxes: [
      {
        towards: normalise([-0.65, 0.75, 0.5]),
        halfWidth: 0.25,
        halfHeight: 0.25,
        light: [26, 24, 20.5],
        castsShadow: true,
      },
      { towards: normalise([0.7, 0.5, -0.5]), halfWidth: 0.4, halfHeight: 0.4, light: [2.4, 2.5, 2.7] },
    ],
    ...{ above: [0.46, 0.55, 0.66], horizon: [0.42, 0.45, 0.48], below: [0.32, 0.28, 0.22] },
  },
  things: [
    placed(brown, { at: [-1.2, 0, 0.1], turn: 0.35, size: 0.97 }),
    placed(black, { at: [1.2, 0, -0.2], turn: -0.3 }),
  ],
  floor: { y: 0, surface: sand },
  fades: [14, 24],
  backdrop: sea,
};
