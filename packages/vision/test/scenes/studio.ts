import type { Mask } from '@proofsheet/raster';
import sharp from 'sharp';
import type { Pixels } from '../../src/planes/pixels.ts';
import { type Random, randomOf } from './random.ts';
import { type Colour, SUBJECT_NAMES, subjectSvg } from './subjects.ts';

export interface Scene {
  readonly name: string;
  readonly image: Pixels;
  readonly truth: Mask;
}

/** Least difference of a channel, of 255, between what a subject is made of and its ground: less is camouflage. */
const LEAST_CONTRAST = 55;

/**
 * A drawn product before a studio's ground: light that falls off or sweeps, a vignette, a soft shadow; then an unsharp
 * lens, grain and JPEG. `truth` is what was drawn.
 */
export async function studioScene(seed: number, side: number): Promise<Scene> {
  const random = randomOf(seed);
  const base = groundColour(random);
  const name = random.pick(SUBJECT_NAMES);
  const colours = [unlike(random, base), unlike(random, base), unlike(random, base, 25)] as const;
  const softness = random.chance(0.3) ? random.between(0.8, 2) : 0;
  const svg = sharp(subjectSvg(random, name, side, colours));
  const subject = await (softness > 0 ? svg.blur(softness) : svg).ensureAlpha().raw().toBuffer();
  const ground = studioGround(random, base, side);
  const alpha = Uint8Array.from({ length: side * side }, (_, at) => subject[4 * at + 3] as number);
  await castShadow(random, ground, alpha, side);
  for (let at = 0; at < alpha.length; at += 1) {
    const share = (alpha[at] as number) / 255;
    for (let channel = 0; channel < 3; channel += 1) {
      const under = ground[3 * at + channel] as number;
      ground[3 * at + channel] = under + share * ((subject[4 * at + channel] as number) - under);
    }
  }
  const image = await photographed(random, ground, side);
  return { name: `${seed} ${name}`, image, truth: { data: alpha, width: side, height: side } };
}

function groundColour(random: Random): Colour {
  if (random.chance(0.35)) return [250, 250, 250].map((value) => value + random.between(-6, 5)) as unknown as Colour;
  if (random.chance(0.15)) return [random.between(8, 40), random.between(8, 40), random.between(8, 40)];
  const grey = random.between(90, 235);
  const tint = random.chance(0.5) ? 50 : 8;
  const tinted = () => Math.min(250, Math.max(10, grey + random.between(-tint, tint)));
  return [tinted(), tinted(), tinted()];
}

function unlike(random: Random, ground: Colour, least = LEAST_CONTRAST): Colour {
  for (;;) {
    const colour: Colour = [random.between(8, 250), random.between(8, 250), random.between(8, 250)];
    if (Math.max(...colour.map((value, n) => Math.abs(value - (ground[n] as number)))) >= least + 10) return colour;
  }
}

/** Interleaved RGB, not yet rounded. */
function studioGround(random: Random, base: Colour, side: number): Float32Array {
  const slope = random.chance(0.6) ? random.between(0.02, 0.2) : 0;
  const angle = random.between(0, 2 * Math.PI);
  const vignette = random.chance(0.5) ? random.between(0.03, 0.22) : 0;
  const sweep = random.chance(0.35) ? random.between(-0.16, 0.16) : 0;
  const horizon = random.between(0.5, 0.75);
  const sweepWidth = random.between(0.05, 0.16);
  const ground = new Float32Array(side * side * 3);
  for (let y = 0, at = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1, at += 3) {
      const u = x / side - 0.5;
      const v = y / side - 0.5;
      const fall = slope * (u * Math.cos(angle) + v * Math.sin(angle));
      const light = 1 + fall - vignette * 2 * (u * u + v * v) + sweep * Math.tanh((y / side - horizon) / sweepWidth);
      for (let channel = 0; channel < 3; channel += 1) {
        ground[at + channel] = Math.min(255, (base[channel] as number) * light);
      }
    }
  }
  return ground;
}

/** Of the subject itself, moved and blurred widely, never black. */
async function castShadow(random: Random, ground: Float32Array, alpha: Uint8Array, side: number): Promise<void> {
  if (random.chance(0.4)) return;
  const depth = random.between(0.08, 0.4);
  const blurred = await sharp(alpha, { raw: { width: side, height: side, channels: 1 } })
    .blur(random.between(0.02, 0.05) * side)
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  const right = Math.round(random.between(-0.04, 0.04) * side);
  const down = Math.round(random.between(0.005, 0.04) * side);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const fromX = Math.min(side - 1, Math.max(0, x - right));
      const fromY = Math.min(side - 1, Math.max(0, y - down));
      const light = 1 - (depth * (blurred[fromY * side + fromX] as number)) / 255;
      for (let channel = 0; channel < 3; channel += 1) {
        const at = 3 * (y * side + x) + channel;
        ground[at] = (ground[at] as number) * light;
      }
    }
  }
}

/** The lens, the sensor and the file. */
export async function photographed(random: Random, colours: Float32Array, side: number): Promise<Pixels> {
  const grain = random.chance(0.6) ? random.between(0.5, 5) : 0;
  const raw = { width: side, height: side, channels: 3 as const };
  let exposed = asBytes(colours, () => random.between(-0.5, 0.5));
  if (random.chance(0.5)) exposed = await sharp(exposed, { raw }).blur(random.between(0.4, 1)).raw().toBuffer();
  if (grain > 0) exposed = asBytes(exposed, () => grain * random.normal());
  const quality = Math.round(random.between(70, 95));
  const file = await sharp(exposed, { raw }).jpeg({ quality }).toBuffer();
  return { data: await sharp(file).raw().toBuffer(), ...raw };
}

/** A plain loop, since `Uint8ClampedArray.from` takes twenty times as long, and tests draw hundreds of scenes. */
function asBytes(values: Float32Array | Uint8Array, noise: () => number): Buffer {
  const bytes = new Uint8ClampedArray(values.length);
  for (let at = 0; at < values.length; at += 1) bytes[at] = (values[at] as number) + noise();
  return Buffer.from(bytes.buffer);
}
