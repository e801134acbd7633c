import sharp from 'sharp';
import type { Pixels } from '../src/planes/pixels.ts';
import { seeded } from './seeded.ts';

type Random = () => number;

const between = (random: Random, low: number, high: number) => low + random() * (high - low);
const pick = <T>(random: Random, list: readonly T[]) => list[Math.floor(random() * list.length)] as T;

/**
 * A picture without a face, the same for the same seed: up to 25 shapes in the colours of things and of skin, on a
 * plain ground, a gradient, stripes or clouds; often blurred, noisy, or a poor JPEG.
 */
export async function faceFreePicture(seed: number, longestSide: number): Promise<Pixels> {
  const random = seeded(seed);
  const width = longestSide;
  const height = Math.round(longestSide * between(random, 0.5, 1));
  let image = sharp(Buffer.from(drawing(random, width, height))).removeAlpha();
  if (random() < 0.4) image = image.blur(between(random, 0.5, 6));
  const clean = await image.toColourspace('srgb').raw().toBuffer();
  if (random() < 0.6) addNoise(clean, random, between(random, 4, 60));
  const raw = { width, height, channels: 3 as const };
  if (random() < 0.3) return { data: clean, ...raw };
  const jpeg = await sharp(clean, { raw })
    .jpeg({ quality: Math.round(between(random, 20, 95)) })
    .toBuffer();
  return { data: await sharp(jpeg).raw().toBuffer(), ...raw };
}

function drawing(random: Random, width: number, height: number): string {
  const shapes = Array.from({ length: Math.floor(between(random, 2, 26)) }, () => shape(random, width, height));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    ${ground(random, width, height)}${shapes.join('')}</svg>`;
}

function ground(random: Random, width: number, height: number): string {
  const everywhere = `width="${width}" height="${height}"`;
  const kind = pick(random, ['plain', 'gradient', 'stripes', 'clouds'] as const);
  if (kind === 'plain') return `<rect ${everywhere} fill="${colour(random)}"/>`;
  if (kind === 'gradient') return `${gradient(random, 'ground')}<rect ${everywhere} fill="url(#ground)"/>`;
  if (kind === 'stripes') {
    const step = between(random, 4, 40);
    return `<pattern id="ground" width="${step}" height="${step}" patternUnits="userSpaceOnUse"
      patternTransform="rotate(${between(random, 0, 180)})"><rect width="${step}" height="${step}" fill="${colour(random)}"/>
      <rect width="${step / 2}" height="${step}" fill="${colour(random)}"/></pattern><rect ${everywhere} fill="url(#ground)"/>`;
  }
  return `<filter id="ground" x="0" y="0" width="1" height="1"><feTurbulence seed="${Math.floor(random() * 1000)}"
    type="${pick(random, ['fractalNoise', 'turbulence'])}" baseFrequency="${between(random, 0.005, 0.2)}" numOctaves="3"/>
    </filter><rect ${everywhere} fill="${colour(random)}"/><rect ${everywhere} filter="url(#ground)"/>`;
}

function shape(random: Random, width: number, height: number): string {
  const [x, y] = [between(random, -0.1, 1.1) * width, between(random, -0.1, 1.1) * height];
  const [across, down] = [between(random, 0.01, 0.3) * width, between(random, 0.01, 0.4) * height];
  const id = `of${Math.floor(random() * 1e9)}`;
  const fill = random() < 0.5 ? `fill="${colour(random)}"` : `fill="url(#${id})"`;
  const look = `${fill} transform="rotate(${between(random, 0, 360)} ${x} ${y})"`;
  const kind = pick(random, ['ellipse', 'box', 'bar', 'polygon', 'ring'] as const);
  return gradient(random, id) + outline();

  function outline(): string {
    if (kind === 'ellipse') return `<ellipse cx="${x}" cy="${y}" rx="${across}" ry="${down}" ${look}/>`;
    if (kind === 'box')
      return `<rect x="${x}" y="${y}" width="${across}" height="${down}" rx="${across / 5}" ${look}/>`;
    if (kind === 'bar') return `<rect x="${x}" y="${y}" width="${across * 3}" height="${down / 8}" ${look}/>`;
    if (kind === 'ring') {
      return `<circle cx="${x}" cy="${y}" r="${across}" fill="none" stroke="${colour(random)}" stroke-width="${across / 4}"/>`;
    }
    const corners = Array.from(
      { length: 5 },
      () => `${x + between(random, -1, 1) * across},${y + between(random, -1, 1) * down}`,
    );
    return `<polygon points="${corners.join(' ')}" ${look}/>`;
  }
}

function gradient(random: Random, id: string): string {
  const kind = pick(random, ['linearGradient', 'radialGradient'] as const);
  return `<${kind} id="${id}"><stop stop-color="${colour(random)}"/><stop offset="1" stop-color="${colour(random)}"/></${kind}>`;
}

/** Every third is a colour of skin, wood or sand: what a detector of faces is most easily taken in by. */
function colour(random: Random): string {
  if (random() < 1 / 3) {
    return `hsl(${between(random, 12, 38)} ${between(random, 20, 75)}% ${between(random, 25, 85)}%)`;
  }
  return `hsl(${between(random, 0, 360)} ${between(random, 0, 100)}% ${between(random, 0, 100)}%)`;
}

function addNoise(pixels: Buffer, random: Random, strength: number): void {
  for (let at = 0; at < pixels.length; at += 1) {
    const noisy = (pixels[at] as number) + (random() - 0.5) * strength;
    pixels[at] = Math.max(0, Math.min(255, Math.round(noisy)));
  }
}
