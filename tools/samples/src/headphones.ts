import { noise } from './noise.ts';
import type { Scene, Surface } from './scene.ts';
import { carve, length2, length3, meld, rod, roundedBox2 } from './shapes.ts';
import { colour, smoothstep, type Vector } from './vector.ts';

/**
 * Over-ear headphones, drawn as the right half and mirrored: x is the distance from the middle.
 * One unit is about 8 cm. They stand on their cups at y = -0.96.
 */
const BAND = { centreY: 0.24, radius: 0.97, end: 1.47 } as const;
const CUP = { x: 0.99, y: -0.44, radius: 0.52, lean: 0.1 } as const;
export const GROUND = CUP.y - CUP.radius - 0.005;

/** The band's cross section: radially out, forward, and how far along past the band's end. */
function bandFrame(x: number, y: number, end: number): [out: number, past: number, angle: number] {
  const up = y - BAND.centreY;
  const angle = Math.atan2(x, up);
  if (angle <= end) return [length2(x, up) - BAND.radius, 0, angle];
  const [sine, cosine] = [Math.sin(end), Math.cos(end)];
  return [x * sine + up * cosine - BAND.radius, x * cosine - up * sine, end];
}

function band(x: number, y: number, z: number): number {
  const [out, past, angle] = bandFrame(x, y, BAND.end);
  const halfWidth = 0.185 - 0.085 * smoothstep(0.3, 1.4, angle);
  const section = roundedBox2(out - 0.02, z, 0.034, halfWidth, 0.03);
  return past > 0 ? length2(Math.max(section + 0.02, 0), past) - 0.02 : section;
}

function pad(x: number, y: number, z: number): number {
  const [out, past, angle] = bandFrame(x, y, 1.12);
  const halfWidth = 0.168 - 0.06 * smoothstep(0.3, 1.4, angle);
  const section = roundedBox2(out + 0.055, z, 0.062, halfWidth, 0.06);
  const puffed = section - 0.012 * smoothstep(0.12, 0, Math.abs(z));
  return past > 0 ? length2(Math.max(puffed + 0.05, 0), past) - 0.05 : puffed;
}

const STEM_TOP: Vector = [0.966, 0.4, 0];
const STEM_FOOT: Vector = [0.978, -0.02, 0];
const stem = (x: number, y: number, z: number) => rod(x, y, z, STEM_TOP, STEM_FOOT, 0.036);
const collar = (x: number, y: number, z: number) =>
  Math.max(length2(x - 0.976, z) - 0.058, Math.abs(y - 0.075) - 0.035) - 0.008;

/** A point in the cup's own frame: out from the ear, and the distance from its axis. */
function cupFrame(x: number, y: number, z: number): [out: number, from: number, up: number, ahead: number] {
  const [sine, cosine] = [Math.sin(CUP.lean), Math.cos(CUP.lean)];
  const [dx, dy] = [x - CUP.x, y - CUP.y];
  const out = dx * cosine - z * sine;
  const ahead = dx * sine + z * cosine;
  return [out, length2(dy, ahead), dy, ahead];
}

function housing(out: number, from: number): number {
  const body = roundedBox2(out - 0.015, from, 0.125, CUP.radius, 0.085);
  const seam = length2(out + 0.035, from - CUP.radius) - 0.011;
  const recess = roundedBox2(out - 0.15, from, 0.03, 0.425, 0.004);
  return carve(carve(body, seam, 0.008), recess, 0.01);
}

const ring = (out: number, from: number) => length2((out - 0.132) * 0.8, from - 0.423) - 0.014;
const plate = (out: number, from: number) =>
  Math.max(Math.abs(out - 0.112 - 0.05 * from * from) - 0.014, from - 0.415) * 0.9;
const gasket = (out: number, from: number) => roundedBox2(out + 0.13, from, 0.035, 0.455, 0.01);

function cushion(out: number, from: number): number {
  const tube = roundedBox2(out + 0.255, from - 0.365, 0.12, 0.125, 0.112);
  const piping = length2(out + 0.165, from - 0.482) - 0.014;
  return meld(tube, piping, 0.012);
}
const fabric = (out: number, from: number) => roundedBox2(out + 0.16, from, 0.03, 0.3, 0.01);

function crown(out: number, up: number, ahead: number): number {
  const [turned, radial] = [up * 0.77 - ahead * 0.64, up * 0.64 + ahead * 0.77];
  const angle = Math.atan2(out - 0.03, turned);
  const knurl = 0.0025 * Math.cos(angle * 26);
  return Math.max(length2(out - 0.03, turned) - 0.052 - knurl, Math.abs(radial - 0.54) - 0.035) - 0.006;
}

function distance(signedX: number, y: number, z: number): number {
  const x = Math.abs(signedX);
  const upper = Math.min(band(x, y, z), pad(x, y, z), stem(x, y, z), collar(x, y, z));
  const toCup = length3(x - CUP.x + 0.1, y - CUP.y, z) - 0.66;
  if (toCup > 0.4) return Math.min(upper, toCup);
  const [out, from, up, ahead] = cupFrame(x, y, z);
  const shell = Math.min(housing(out, from), ring(out, from), plate(out, from), crown(out, up, ahead));
  return Math.min(upper, shell, gasket(out, from), cushion(out, from), fabric(out, from));
}

const grain = (x: number, y: number, z: number) => {
  const pores = noise(x * 95, y * 95, z * 95) + 0.5 * noise(x * 190, y * 190, z * 190);
  return pores * 0.0011 + noise(x * 9, y * 9, z * 9) * 0.006;
};
const weave = (_x: number, y: number, z: number) => 0.003 * Math.sin(y * 150) * Math.sin(z * 150);

const LEATHER: Surface = { colour: colour('#ab4226'), roughness: 0.62, metal: 0, relief: grain };
const SHELL: Surface = { colour: colour('#e8b99c'), roughness: 0.34, metal: 1 };
const STEEL: Surface = { colour: colour('#f3dccb'), roughness: 0.14, metal: 1 };
const RUBBER: Surface = { colour: colour('#2a2322'), roughness: 0.7, metal: 0 };
const FABRIC: Surface = { colour: colour('#3a2a27'), roughness: 0.95, metal: 0, relief: weave };

function brushedPlate(signedX: number, up: number, ahead: number): Surface {
  const from = Math.max(length2(up, ahead), 0.001);
  const side = Math.sign(signedX) * Math.sin(CUP.lean);
  const across: Vector = [(side * ahead) / from, up / from, (Math.cos(CUP.lean) * ahead) / from];
  const shimmer = 0.94 + 0.12 * noise(from * 260, signedX > 0 ? 1 : 2);
  const [r, g, b] = colour('#efc4a8');
  return {
    colour: [r * shimmer, g * shimmer, b * shimmer],
    roughness: 0.24,
    metal: 1,
    brushed: { across, spread: 0.34 },
  };
}

function surface(signedX: number, y: number, z: number): Surface {
  const x = Math.abs(signedX);
  const [out, from, up, ahead] = cupFrame(x, y, z);
  const parts: [number, Surface][] = [
    [band(x, y, z), LEATHER],
    [pad(x, y, z), LEATHER],
    [stem(x, y, z), STEEL],
    [collar(x, y, z), STEEL],
    [housing(out, from), SHELL],
    [ring(out, from), STEEL],
    [plate(out, from), brushedPlate(signedX, up, ahead)],
    [crown(out, up, ahead), STEEL],
    [gasket(out, from), RUBBER],
    [cushion(out, from), LEATHER],
    [fabric(out, from), FABRIC],
  ];
  return parts.reduce((nearest, part) => (part[0] < nearest[0] ? part : nearest))[1];
}

export const headphones: Scene = { distance, surface, bounds: { centre: [0, 0.2, 0], radius: 1.72 } };
