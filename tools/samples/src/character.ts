import { BROW, brow, eyeball, eyeSurface, HAIR, hair, lash, lids, skin, skinSurface, toEyes } from './head.ts';
import { fractal, noise } from './noise.ts';
import type { Scene, Surface } from './scene.ts';
import { carve, ellipsoid, length2, length3, meld, rod, roundedBox2 } from './shapes.ts';
import { colour, type Vector } from './vector.ts';

/** A young woman from the chest up: turtleneck, jacket, head leaning a little to one side. */
const LEAN = 0.075;
const NECK_Y = -1.1;

/** A point in the head's own frame: the head leans about the neck. */
function headFrame(x: number, y: number, z: number): Vector {
  const [sine, cosine] = [Math.sin(LEAN), Math.cos(LEAN)];
  const up = y - NECK_Y;
  return [x * cosine - up * sine, x * sine + up * cosine + NECK_Y, z];
}

function turtleneck(x: number, y: number, z: number): number {
  const around = length2(x, (z + 0.2) * 0.95);
  const roll = roundedBox2(around - 0.4 - 0.06 * (y + 1.2), y + 1.26, 0.085, 0.19, 0.085);
  const chest = ellipsoid(x, y + 2.42, z + 0.2, 0.86, 1.14, 0.6);
  return meld(roll, chest, 0.1);
}

function jacketBody(x: number, y: number, z: number): number {
  const shoulders = rod(Math.abs(x), y, z, [0.35, -1.78, -0.28], [1.12, -2.02, -0.3], 0.36, 0.4);
  const chest = ellipsoid(x, y + 2.7, z + 0.24, 1.42, 1.3, 0.74);
  const sleeve = rod(Math.abs(x), y, z, [1.16, -2.05, -0.3], [1.42, -3.4, -0.25], 0.4, 0.42);
  return meld(meld(shoulders, chest, 0.4), sleeve, 0.16);
}

function jacket(x: number, y: number, z: number): number {
  const open = 0.16 + 0.24 * (y + 2.9);
  const front = Math.max(Math.abs(x) - Math.max(0.12, open), -0.1 - z);
  const body = carve(jacketBody(x, y, z), Math.min(front, length2(x, z + 0.2) - 0.56), 0.06);
  return Math.max(body, -(jacketBody(x, y, z) + 0.1));
}

/** The jacket's standing collar, open in front. */
function collar(x: number, y: number, z: number): number {
  const around = length2(x, z + 0.22);
  const wall = roundedBox2(around - 0.62 - 0.12 * (y + 1.5), y + 1.55 + 0.22 * z, 0.05, 0.24, 0.05);
  return carve(wall, Math.max(Math.abs(x) - 0.3 - 0.3 * (y + 1.6), -z), 0.05) * 0.85;
}

const clothes = (x: number, y: number, z: number) => Math.min(turtleneck(x, y, z), jacket(x, y, z), collar(x, y, z));

function distance(x: number, y: number, z: number): number {
  const toHead = length3(x + 0.05, y - 0.2, z + 0.1) - 1.75;
  const dressed = y < -0.6 ? clothes(x, y, z) : y + 1.05;
  if (toHead > 0.36) return Math.min(dressed, toHead);
  const [hx, hy, hz] = headFrame(x, y, z);
  const bare = Math.min(dressed, skin(hx, hy, hz), hair(hx, hy, hz));
  const eyes = toEyes(hx, hy, hz);
  if (eyes > bare) return bare;
  return Math.min(bare, eyeball(hx, hy, hz), lids(hx, hy, hz), lash(hx, hy, hz), brow(hx, hy, hz));
}

const knit = (x: number, y: number, z: number) =>
  0.012 * Math.abs(Math.sin(Math.atan2(x, z + 0.2) * 30)) + 0.002 * noise(x * 60, y * 60, z * 60);
const cloth = (x: number, y: number, z: number) =>
  0.03 * fractal(x * 2.2, y * 1.4, z * 2.2, 3) + 0.0012 * noise(x * 120, y * 120, z * 120);

const KNIT: Surface = { colour: colour('#f0dfc8'), roughness: 0.9, metal: 0, sheen: [0.35, 0.33, 0.3], relief: knit };
const JACKET: Surface = {
  colour: colour('#17505a'),
  roughness: 0.75,
  metal: 0,
  sheen: [0.16, 0.3, 0.32],
  relief: cloth,
};
const LASH: Surface = { colour: colour('#1a0e0c'), roughness: 0.7, metal: 0 };

function surface(x: number, y: number, z: number): Surface {
  const [hx, hy, hz] = headFrame(x, y, z);
  const parts: [number, () => Surface][] = [
    [skin(hx, hy, hz), () => skinSurface(hx, hy, hz)],
    [lids(hx, hy, hz), () => skinSurface(hx, hy, hz)],
    [eyeball(hx, hy, hz), () => eyeSurface(hx, hy, hz)],
    [lash(hx, hy, hz), () => LASH],
    [brow(hx, hy, hz), () => BROW],
    [hair(hx, hy, hz), () => HAIR],
    [turtleneck(x, y, z), () => KNIT],
    [Math.min(jacket(x, y, z), collar(x, y, z)), () => JACKET],
  ];
  return parts.reduce((nearest, part) => (part[0] < nearest[0] ? part : nearest))[1]();
}

export const character: Scene = { distance, surface, bounds: { centre: [0, -0.75, 0], radius: 2.6 } };
