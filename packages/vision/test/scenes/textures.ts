import sharp from 'sharp';
import { type Random, randomOf } from './random.ts';
import { photographed, type Scene } from './studio.ts';
import { type Colour, SUBJECT_NAMES, subjectSvg } from './subjects.ts';

/** How far a place lies between two colours, 0 to 1; coordinates in shares of the side. */
type Pattern = (u: number, v: number) => number;

const TEXTURES: Record<string, (random: Random) => Pattern> = {
  wood: (random) => {
    const noise = valueNoise(random);
    const rings = random.between(12, 40);
    return (u, v) =>
      0.5 + 0.5 * Math.sin(rings * (v + 0.25 * noise(u * 2, v * 9)) * 2 * Math.PI + 4 * noise(u * 30, v * 4));
  },
  stone: (random) => fractal(random, random.between(8, 30), 4),
  clouds: (random) => fractal(random, random.between(2.5, 5), 3),
  stripes: (random) => {
    const count = random.between(6, 60);
    const angle = random.between(0, Math.PI);
    return (u, v) => (Math.sin((u * Math.cos(angle) + v * Math.sin(angle)) * count * 2 * Math.PI) > 0 ? 1 : 0);
  },
  checks: (random) => {
    const count = random.between(5, 32);
    return (u, v) => (Math.floor(u * count) + Math.floor(v * count)) & 1;
  },
  dots: (random) => {
    const count = random.between(8, 30);
    return (u, v) => ((((u * count) % 1) - 0.5) ** 2 + (((v * count) % 1) - 0.5) ** 2 < 0.09 ? 1 : 0);
  },
  bricks: (random) => {
    const rows = random.between(8, 20);
    return (u, v) => {
      const row = Math.floor(v * rows);
      return (v * rows) % 1 < 0.12 || (u * rows * 0.5 + (row & 1) / 2) % 1 < 0.06 ? 1 : 0;
    };
  },
  landscape: (random) => {
    const hills = fractal(random, random.between(2, 5), 4);
    const grass = fractal(random, 40, 2);
    const horizon = random.between(0.35, 0.6);
    return (u, v) =>
      v > horizon + 0.2 * (hills(u, 0.5) - 0.5) ? 0.55 + 0.45 * grass(u, v) : 0.35 * v + 0.2 * hills(u, v);
  },
  room: (random) => {
    const edges = Array.from({ length: 7 }, (_, n) => ({
      left: random.between(0, 0.9),
      top: random.between(0, 0.9),
      tone: n % 2 === 0 ? random.between(0.6, 1) : random.between(0, 0.25),
    }));
    const wall = fractal(random, 6, 2);
    const tone = (u: number, v: number) =>
      edges.reduce((level, edge) => (u > edge.left && v > edge.top ? edge.tone : level), 0.2);
    return (u, v) => 0.85 * tone(u, v) + 0.15 * wall(u, v);
  },
};

export const TEXTURE_NAMES = Object.keys(TEXTURES);

/** A ground that nobody would call plain, with a product before it or without; photographed like a studio's. */
export async function texturedScene(seed: number, side: number): Promise<Scene> {
  const random = randomOf(seed);
  const name = random.pick(TEXTURE_NAMES);
  const pattern = (TEXTURES[name] as (random: Random) => Pattern)(random);
  const [from, to] = twoColours(random);
  const colours = new Float32Array(side * side * 3);
  for (let at = 0; at < side * side; at += 1) {
    const share = pattern((at % side) / side, Math.floor(at / side) / side);
    for (let channel = 0; channel < 3; channel += 1) {
      colours[3 * at + channel] = (from[channel] as number) * (1 - share) + (to[channel] as number) * share;
    }
  }
  const alpha = new Uint8Array(side * side);
  if (random.chance(0.6)) await place(random, colours, alpha, side);
  return {
    name: `${seed} ${name}`,
    image: await photographed(random, colours, side),
    truth: { data: alpha, width: side, height: side },
  };
}

/** At least 45 levels apart in one channel: less is called plain by the eye too. */
function twoColours(random: Random): [Colour, Colour] {
  const from: Colour = [random.between(20, 235), random.between(20, 235), random.between(20, 235)];
  const contrast = random.between(45, 140) * (from[1] > 128 ? -1 : 1);
  const tint = () => random.between(0.6, 1);
  return [from, [from[0] + contrast * tint(), from[1] + contrast, from[2] + contrast * tint()]];
}

async function place(random: Random, colours: Float32Array, alpha: Uint8Array, side: number): Promise<void> {
  const any = (): Colour => [random.between(8, 250), random.between(8, 250), random.between(8, 250)];
  const subject = await sharp(subjectSvg(random, random.pick(SUBJECT_NAMES), side, [any(), any(), any()]))
    .ensureAlpha()
    .raw()
    .toBuffer();
  for (let at = 0; at < alpha.length; at += 1) {
    alpha[at] = subject[4 * at + 3] as number;
    const share = (alpha[at] as number) / 255;
    for (let channel = 0; channel < 3; channel += 1) {
      const under = colours[3 * at + channel] as number;
      colours[3 * at + channel] = under + share * ((subject[4 * at + channel] as number) - under);
    }
  }
}

function fractal(random: Random, frequency: number, octaves: number): Pattern {
  const noise = valueNoise(random);
  return (u, v) => {
    let sum = 0;
    let weight = 0;
    for (let octave = 0, scale = frequency, share = 1; octave < octaves; octave += 1, scale *= 2, share /= 2) {
      sum += share * noise(u * scale, v * scale);
      weight += share;
    }
    return Math.min(1, Math.max(0, 0.5 + 1.6 * (sum / weight - 0.5)));
  };
}

/** 0 to 1, smooth between random values at whole coordinates. */
function valueNoise(random: Random): Pattern {
  const lattice = Float32Array.from({ length: 64 * 64 }, () => random.between(0, 1));
  const value = (x: number, y: number) => lattice[(y & 63) * 64 + (x & 63)] as number;
  const ease = (t: number) => t * t * (3 - 2 * t);
  return (u, v) => {
    const x = Math.floor(u);
    const y = Math.floor(v);
    const s = ease(u - x);
    const t = ease(v - y);
    const upper = value(x, y) * (1 - s) + value(x + 1, y) * s;
    const lower = value(x, y + 1) * (1 - s) + value(x + 1, y + 1) * s;
    return upper * (1 - t) + lower * t;
  };
}
