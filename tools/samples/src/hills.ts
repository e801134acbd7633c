import type { Sample } from './frame.ts';
import { fractal, hash, noise } from './noise.ts';
import { add, blend, colour, mix, scale, smoothstep, type Vector } from './vector.ts';

/**
 * Forested hills at dusk with mist in the valleys. Places are in picture heights: x runs from 0 at the left,
 * y from 0 at the top to 1 at the bottom. The upper left stays calm, so that type reads on it.
 */
const SUN = { x: 1.24, y: 0.49 } as const;
const SKY = [
  [-0.1, colour('#1b2746')],
  [0.2, colour('#46507a')],
  [0.36, colour('#a27a88')],
  [0.47, colour('#e8946a')],
  [0.56, colour('#f8c78c')],
] as const;
const MIST = colour('#e9a585');
const DUSK = colour('#8f86a8');
const NIGHT = colour('#0b1c2a');

interface Ridge {
  readonly base: number;
  readonly rise: number;
  /** Bumps across one picture height. */
  readonly bumps: number;
  /** Height of its trees; 0 for ridges too far to see any. */
  readonly trees: number;
  /** 0 at the horizon, 1 at the viewer's feet. */
  readonly near: number;
}

const RIDGES: readonly Ridge[] = [
  { base: 0.93, rise: 0.16, bumps: 1.3, trees: 0.085, near: 1 },
  { base: 0.8, rise: 0.2, bumps: 1.1, trees: 0.036, near: 0.8 },
  { base: 0.69, rise: 0.18, bumps: 1.4, trees: 0.016, near: 0.58 },
  { base: 0.61, rise: 0.17, bumps: 1.6, trees: 0.006, near: 0.4 },
  { base: 0.55, rise: 0.15, bumps: 1.5, trees: 0, near: 0.25 },
  { base: 0.5, rise: 0.13, bumps: 1.8, trees: 0, near: 0.13 },
];

/** Whether a spruce stands at x and reaches above this height: tiers of branches under a pointed crown. */
function isSpruce(x: number, above: number, height: number, ridge: number): boolean {
  for (const row of [0, 1]) {
    const spacing = height * (row ? 0.2 : 0.31);
    const cell = Math.floor(x / spacing);
    for (let k = cell - 1; k <= cell + 1; k++) {
      const tall = height * mix(0.35, 1, hash(k, ridge, row) ** 1.3);
      const trunk = (k + 0.2 + 0.6 * hash(k, ridge, row + 5)) * spacing;
      const down = (tall - above) / height;
      const tier = (down * 15 + 0.7 * noise((x / height) * 22, ridge * 7 + k)) % 1;
      if (down > 0 && Math.abs(x - trunk) / height < 0.004 + down * 0.24 * (0.5 + 0.5 * tier)) return true;
    }
  }
  return false;
}

/** Where the ground of a ridge is at x, without its trees. */
function crest(ridge: Ridge, x: number, index: number): number {
  const swell = fractal(x * ridge.bumps + index * 31.7, index * 5.3, 0, 6) - 0.5;
  const tilt = ridge.near > 0.75 ? 0.05 * (x - 0.9) : 0;
  return ridge.base - ridge.rise * swell * 1.7 - tilt;
}

function sky(x: number, y: number): Vector {
  let light = SKY[0][1];
  for (let k = 1; k < SKY.length; k++) {
    const [from, to] = [SKY[k - 1], SKY[k]];
    if (from && to) light = blend(light, to[1], smoothstep(from[0], to[0], y));
  }
  const streaks = fractal(x * 1.6 + 4, y * 13 + 0.6 * noise(x * 2, y * 4), 2, 5);
  const clouds = smoothstep(0.52, 0.8, streaks) * smoothstep(0.02, 0.3, y) * 0.55;
  const away = Math.hypot(x - SUN.x, (y - SUN.y) * 1.25);
  const lit = add(
    blend(light, add(scale(light, 0.7), [0.3, 0.12, 0.08]), clouds),
    scale([1, 0.42, 0.16], 0.55 * Math.exp(-away * 4.2)),
  );
  return add(lit, scale([1, 0.74, 0.42], 1.9 * Math.exp(-away * 13)));
}

function hillside(ridge: Ridge, x: number, below: number, y: number): Vector {
  const away = Math.hypot((x - SUN.x) * 0.8, y - SUN.y);
  const warmth = Math.exp(-away * 2.4);
  const haze = add(blend(scale(DUSK, 0.62), scale(MIST, 0.95), warmth), scale([0.2, 0.1, 0.03], warmth ** 3));
  const texture = 0.75 + 0.5 * fractal(x * 40 * (1.2 - ridge.near), y * 60, ridge.near * 9, 3);
  const slope = blend(scale(NIGHT, texture), haze, (1 - ridge.near) ** 1.25 * 0.86);
  const drift = 0.55 + 0.9 * fractal(x * 2.2 + ridge.near * 11, y * 7, 0, 4);
  const settled = smoothstep(0.02, 0.2, below) * drift * mix(0.8, 0.1, ridge.near ** 1.6);
  return blend(slope, haze, Math.min(0.92, settled));
}

/** Light at a place of the picture, in pixels. */
export function hills(width: number, height: number): (x: number, y: number) => Sample {
  return (px, py) => {
    const [x, y] = [px / height, py / height];
    const corner = 1 - 0.28 * ((px / width - 0.5) ** 2 + (y - 0.5) ** 2);
    for (const [index, ridge] of RIDGES.entries()) {
      const below = y - crest(ridge, x, index);
      const trees = below < 0 && below > -ridge.trees && isSpruce(x, -below, ridge.trees, index);
      if (below >= 0 || trees) return [...scale(hillside(ridge, x, below, y), corner), 1];
    }
    return [...scale(sky(x, y), corner), 1];
  };
}
