import { orbit } from '../camera.ts';
import { fractal, hash, noise } from '../noise.ts';
import type { Surface } from '../scene.ts';
import { carve, length2, length3, meld, roundedBox, roundedBox2 } from '../shapes.ts';
import { blend, colour, normalise, scale, smoothstep, type Vector } from '../vector.ts';
import { matt, placed } from './place.ts';
import type { Stage, Thing } from './stage.ts';

/** A small blue car at the kerb of a street of houses. Its length lies along x, its front at positive x. */
const WHEELS = { x: 1.18, y: 0.3, radius: 0.3 } as const;

function body(x: number, y: number, z: number): number {
  const waist = 0.8 - 0.04 * x * x * 0.4;
  const lower = roundedBox(x, y - 0.52, z, 1.9 - 0.25 * (y - 0.5) ** 2, 0.33, waist, 0.2);
  const hood = roundedBox(x, y - 0.66, z, 1.72, 0.26, 0.74, 0.18);
  const lean = Math.max(0, y - 0.85);
  const cabin = roundedBox(x + 0.28, y - 1.02, z, 1.18 - 0.75 * lean, 0.4, 0.68 - 0.22 * lean, 0.16) * 0.8;
  const shell = meld(meld(lower, hood, 0.1), cabin, 0.14);
  const arch = length2(Math.abs(x) - WHEELS.x, y - WHEELS.y) - 0.385;
  return carve(shell, Math.max(arch, 0.45 - Math.abs(z)), 0.03) * 0.9;
}

function wheels(x: number, y: number, z: number): number {
  const around = length2(Math.abs(x) - WHEELS.x, y - WHEELS.y);
  return roundedBox2(around, Math.abs(z) - 0.68, WHEELS.radius, 0.11, 0.05);
}

function rims(x: number, y: number, z: number): number {
  const around = length2(Math.abs(x) - WHEELS.x, y - WHEELS.y);
  const spokes = 0.5 + 0.5 * Math.cos(Math.atan2(y - WHEELS.y, Math.abs(x) - WHEELS.x) * 5);
  return (
    Math.max(around - 0.2, Math.abs(Math.abs(z) - 0.79 + 0.03 * spokes * smoothstep(0.02, 0.08, around)) - 0.02) * 0.8
  );
}

const mirrors = (x: number, y: number, z: number) =>
  roundedBox(x - 0.62, y - 0.98, Math.abs(z) - 0.83, 0.08, 0.07, 0.09, 0.05);
const lights = (x: number, y: number, z: number) =>
  length3((x - 1.83) * 1.6, y - 0.66, (Math.abs(z) - 0.56) * 0.9) - 0.14;
const grille = (x: number, y: number, z: number) => roundedBox(x - 1.87, y - 0.42, z, 0.05, 0.1, 0.45, 0.03);
const bumper = (x: number, y: number, z: number) => roundedBox(x, y - 0.27, z, 1.93, 0.09, 0.74, 0.06);

const PAINT: Surface = { colour: colour('#2f6fb5'), roughness: 0.16, metal: 0 };
const PANE: Surface = { colour: colour('#0e1418'), roughness: 0.05, metal: 0 };
const TRIM = matt(colour('#1b1c1e'), 0.6);

/** Windows, door lines and handles are told by where on the body a point is. */
function paint(x: number, y: number, z: number): Surface {
  const lean = y - 0.88;
  const ends = 1.06 - 0.75 * Math.max(0, lean);
  const pillar = Math.min(Math.abs(x + 0.2) - 0.045, Math.abs(x + 1.02) - 0.05);
  const isHigh = y > 0.9 && y < 1.29;
  if (isHigh && Math.abs(x + 0.28) < ends && Math.abs(z) > 0.5 && pillar > 0) return PANE;
  if (isHigh && y > 0.97 && Math.abs(x + 0.28) >= ends && Math.abs(z) < 0.56 - 0.2 * lean) return PANE;
  const seam = Math.min(Math.abs(x + 0.2), Math.abs(x - 0.72), Math.abs(x + 1.02)) - 0.008;
  if (seam < 0 && y > 0.3 && y < 0.9 && Math.abs(z) > 0.6) return TRIM;
  return PAINT;
}

const car: Thing = {
  parts: [
    { distance: body, surface: paint },
    { distance: wheels, surface: TRIM },
    { distance: rims, surface: { colour: colour('#c9ccd0'), roughness: 0.3, metal: 1 } },
    { distance: mirrors, surface: PAINT },
    { distance: lights, surface: { colour: scale(colour('#fff6e0'), 1.4), roughness: 0.1, metal: 0 } },
    { distance: grille, surface: TRIM },
    { distance: bumper, surface: TRIM },
  ],
  ...{ centre: [0, 0.7, 0], radius: 2.15, isSubject: true },
};

const asphalt = (x: number, _y: number, z: number): Surface => {
  if (z < -1.25)
    return matt(scale(colour('#a9a49b'), 0.85 + 0.2 * noise(Math.floor(x / 0.9) * 3, Math.floor(z / 0.9) * 3)), 0.9);
  const kerb = z < -1.05 ? colour('#b9b5ad') : scale(colour('#55565a'), 0.85 + 0.3 * fractal(x * 3, z * 3, 2, 4));
  return matt(kerb, 0.85);
};

const HOUSES_Z = -5;
const FRONTS = ['#c9a98a', '#b8695a', '#d8cdb8', '#8f9fae', '#c7b06f', '#a4b09a'].map(colour);

/** Fronts of houses with windows and doors, out of focus, and a strip of sky. */
function houses(from: Vector, direction: Vector): Vector {
  const travelled = (HOUSES_Z - from[2]) / direction[2];
  const [x, y] = [from[0] + direction[0] * travelled, from[1] + direction[1] * travelled];
  const number = Math.floor((x + 30) / 2.6);
  const inside = (x + 30) / 2.6 - number;
  const sky = blend(colour('#e6edf2'), colour('#b4cde0'), smoothstep(3, 6, y));
  const soft = 0.06;
  let front = scale(FRONTS[number % FRONTS.length] as Vector, 0.72 + 0.05 * y + 0.1 * hash(number, 3));
  front = blend(front, scale(front, 0.7), smoothstep(0.05, 0, Math.min(inside, 1 - inside)));
  const [across, up] = [Math.abs(((inside * 2) % 1) - 0.5) * 1.3, Math.abs(((y + 0.45) % 1.75) - 1.05)];
  const pane = Math.max(across - 0.26, up - 0.42);
  front = blend(front, colour('#e8e2d6'), smoothstep(soft, -soft, pane - 0.06) * 0.7);
  front = blend(
    front,
    scale(colour('#39434c'), 0.9 + 0.6 * hash(number, Math.floor(y))),
    smoothstep(soft, -soft, pane),
  );
  front = blend(front, scale(front, 0.55), 0.8 * smoothstep(0.5, 0, y));
  const roof = 3.6 + 0.7 * hash(number, 9);
  return blend(front, sky, smoothstep(-0.06, 0.06, y - roof));
}

export const carInStreet: Stage = {
  size: [1200, 900],
  camera: orbit([0, 0.8, 0], 32, 9, 12, 3.9),
  lighting: {
    softboxes: [
      {
        towards: normalise([-0.45, 0.85, 0.5]),
        halfWidth: 0.3,
        halfHeight: 0.3,
        light: [15, 14.2, 12.8],
        castsShadow: true,
      },
      { towards: normalise([0.3, 0.6, 0.9]), halfWidth: 0.9, halfHeight: 0.2, light: [1.1, 1.15, 1.2] },
    ],
    ...{ above: [0.55, 0.63, 0.74], horizon: [0.5, 0.5, 0.5], below: [0.16, 0.16, 0.16] },
  },
  things: [placed(car, { at: [0, 0, 0.1], turn: 0 })],
  floor: { y: 0, surface: asphalt, until: HOUSES_Z },
  fades: [1e3, 1e4],
  backdrop: houses,
};
