import { fractal, noise } from './noise.ts';
import type { Surface } from './scene.ts';
import { carve, ellipsoid, length2, length3, meld, rod } from './shapes.ts';
import { blend, colour, smoothstep, type Vector } from './vector.ts';

/** A stylised head, about two units high, its chin at y = -1, looking along z. Features are mirrored in x. */
const EYE = { x: 0.315, y: 0.0, z: 0.6, radius: 0.215 } as const;

/** The line between the lips: the lower part of a circle. */
const SMILE = { centreY: -0.08, radius: 0.5 } as const;

/** Distance from a smile: an arc in the face, at most `half` wide from its middle, corners up. */
function smile(x: number, y: number, half: number): number {
  const { centreY, radius } = SMILE;
  const angle = Math.atan2(x, centreY - y);
  const end = half / radius;
  const held = Math.min(end, Math.max(-end, angle));
  return length2(x - radius * Math.sin(held), y - centreY + radius * Math.cos(held));
}

export function skin(signedX: number, y: number, z: number): number {
  const x = Math.abs(signedX);
  const cranium = ellipsoid(x, y - 0.22, z + 0.08, 0.82, 0.8, 0.88);
  const jaw = ellipsoid(x, y + 0.42, z - 0.16, 0.56, 0.54, 0.6);
  const cheek = length3(x - 0.36, y + 0.28, z - 0.42) - 0.29;
  let face = meld(meld(cranium, jaw, 0.42), cheek, 0.2);
  face = carve(face, length3(x - EYE.x, y - EYE.y, z - EYE.z - 0.26) - 0.185, 0.22);
  const nose = meld(
    rod(x, y, z, [0, 0.06, 0.76], [0, -0.22, 0.9], 0.06, 0.1),
    length3(x - 0.085, y + 0.25, z - 0.83) - 0.062,
    0.08,
  );
  face = meld(face, nose, 0.13);
  const lips = ellipsoid(x, y + 0.6, z - 0.68, 0.2, 0.1, 0.12);
  face = meld(face, lips, 0.1);
  face = carve(face, Math.max(smile(x, y, 0.3) - 0.012, 0.3 - z), 0.035);
  const ear = carve(
    ellipsoid(x - 0.83, y + 0.1, z + 0.06, 0.1, 0.22, 0.15),
    ellipsoid(x - 0.93, y + 0.08, z - 0.02, 0.06, 0.13, 0.08),
    0.06,
  );
  const neck = rod(signedX, y, z, [0, -0.6, -0.14], [0, -1.6, -0.26], 0.31, 0.36);
  return meld(meld(face, ear, 0.05), neck, 0.12);
}

/** Nothing of an eye or brow is farther than this from the eye's middle. */
export function toEyes(x: number, y: number, z: number): number {
  return length3(Math.abs(x) - EYE.x, y - EYE.y - 0.15, z - EYE.z) - 0.5;
}

export function eyeball(x: number, y: number, z: number): number {
  return length3(Math.abs(x) - EYE.x, y - EYE.y, z - EYE.z) - EYE.radius;
}

/** Upper and lower lids: a shell round the eyeball, open in front. */
export function lids(signedX: number, y: number, z: number): number {
  const x = Math.abs(signedX) - EYE.x;
  const thickness = 0.008 + 0.014 * smoothstep(-0.06, 0.06, y - EYE.y);
  const shell = length3(x, y - EYE.y, z - EYE.z) - EYE.radius - thickness;
  const [upper, lower] = [0.125 - 1.5 * x * x, -0.15 + 1.3 * x * x];
  const opening = Math.max(y - EYE.y - upper, lower - (y - EYE.y));
  return Math.max(shell, -opening * 0.8);
}

/** The dark line along the upper lid, drawn out to a lash at the outer corner. */
export function lash(signedX: number, y: number, z: number): number {
  const x = Math.abs(signedX) - EYE.x;
  const edge = 0.125 - 1.5 * x * x;
  const shell = length3(x, y - EYE.y, z - EYE.z) - EYE.radius - 0.028;
  return length2(shell, y - EYE.y - edge) - 0.02 - 0.012 * smoothstep(0, 0.2, x);
}

export function brow(signedX: number, y: number, z: number): number {
  const x = Math.abs(signedX);
  const raised = signedX > 0 ? 0.03 : 0;
  const inner = rod(x, y - raised, z, [0.15, 0.34, 0.8], [0.34, 0.385, 0.74], 0.026, 0.03);
  const outer = rod(x, y - raised, z, [0.34, 0.385, 0.74], [0.52, 0.31, 0.6], 0.03, 0.014);
  return Math.min(inner, outer);
}

/** Hair combed back to a bun, parted on one side, a strand before each ear. */
export function hair(x: number, y: number, z: number): number {
  const cap = ellipsoid(x, y - 0.26, z + 0.12, 0.9, 0.86, 0.94);
  const brow = ellipsoid(x - 0.1, y + 0.28, z - 0.72, 0.72, 0.95, 0.62);
  const nape = ellipsoid(x, y + 0.9, z - 0.25, 1.1, 0.75, 0.72);
  const combed = carve(carve(cap, brow, 0.1), nape, 0.1);
  const bun = ellipsoid(x - 0.05, y - 1.18, z + 0.28, 0.42, 0.36, 0.42);
  const tie = ellipsoid(x - 0.03, y - 0.98, z + 0.26, 0.26, 0.12, 0.26);
  return meld(meld(combed, tie, 0.05), bun, 0.06);
}

const SKIN = { light: colour('#dba684'), blush: colour('#c8603f'), lips: colour('#a8413a') } as const;

/** The lips lie along the line of the smile: the upper one thin, the lower one full. */
function lipTint(side: number, y: number): number {
  const line = SMILE.centreY - Math.sqrt(Math.max(0, SMILE.radius ** 2 - side * side));
  const full = Math.max(0.02, 1 - (side / 0.24) ** 2);
  const away = y > line ? (y - line) / (0.052 * full) : (line - y) / (0.09 * full);
  return smoothstep(1.15, 0.8, away) * smoothstep(0.26, 0.2, side) * 0.85;
}

export function skinSurface(x: number, y: number, z: number): Surface {
  const side = Math.abs(x);
  const warmth =
    0.55 * smoothstep(0.42, 0.05, length3(side - 0.46, y + 0.26, z - 0.6)) +
    0.45 * smoothstep(0.24, 0.04, length3(x, y + 0.22, z - 0.92)) +
    0.5 * smoothstep(0.3, 0.05, length3(side - 0.9, y + 0.1, z));
  const lips = z > 0.4 ? lipTint(side, y) : 0;
  return {
    colour: blend(blend(SKIN.light, SKIN.blush, warmth * 0.55), SKIN.lips, lips),
    roughness: 0.55 - 0.15 * lips,
    metal: 0,
    bleed: [0.3, 0.13, 0.08],
    relief: (a, b, c) => noise(a * 70, b * 70, c * 70) * 0.0009,
  };
}

export function eyeSurface(signedX: number, y: number, z: number): Surface {
  const x = Math.abs(signedX) - EYE.x;
  // Both eyes look at the same point before the face, slightly to the viewer's right.
  const gaze = signedX > 0 ? 0.012 : -0.012;
  const out = length2(Math.sign(signedX) * x + gaze, y - EYE.y + 0.008);
  const iris = blend(colour('#47240f'), colour('#8f5a2a'), smoothstep(0.06, 0.12, out) * (z > 0 ? 1 : 0));
  const spokes = 0.75 + 0.5 * noise(Math.atan2(y, x) * 9, out * 20);
  const ringed: Vector = blend(
    [iris[0] * spokes, iris[1] * spokes, iris[2] * spokes],
    colour('#1c0f0a'),
    smoothstep(0.115, 0.14, out),
  );
  const inner = blend(colour('#050303'), ringed, smoothstep(0.058, 0.07, out));
  const ball = blend(inner, colour('#f1ebe4'), smoothstep(0.137, 0.147, out));
  const across = signedX > 0 ? x : -x;
  const window = smoothstep(0.036, 0.026, length2(across + 0.05, y - EYE.y - 0.055));
  return { colour: blend(ball, [1.6, 1.6, 1.6], window), roughness: 0.06, metal: 0 };
}

const strands = (x: number, y: number, z: number) => {
  const turn = Math.atan2(x, z + 0.2);
  const fine = fractal(turn * 26 + 2 * noise(x * 2, y * 2, z * 2), y * 1.5, 3, 3);
  return fine * 0.014;
};

export const BROW: Surface = { colour: colour('#2c1813'), roughness: 0.8, metal: 0 };

export const HAIR: Surface = {
  colour: colour('#3a2019'),
  roughness: 0.45,
  metal: 0,
  sheen: [0.5, 0.34, 0.26],
  relief: strands,
};
