import { readFile } from 'node:fs/promises';
import type { AssetRole } from '@proofsheet/domain';
import { sampleImages } from '@proofsheet/samples';
import sharp, { type Sharp } from 'sharp';

/** An upload that needs more care than a good photograph. */
export interface DifficultPicture {
  readonly role: AssetRole;
  /** The file as a client would upload it. */
  readonly bytes: Buffer;
}

/** Each is made from a sample image, so that no other file has to be stored. */
export const DIFFICULT = {
  /** 200 pixels wide, as logos saved from a website are. */
  smallLogo: () => made('orvane-logo', (image) => image.resize({ width: 200 }).png()),
  /** Black on transparent: invisible on a dark ground. */
  blackLogo: () => made('orvane-logo', (image) => image.linear([0, 0, 0, 1], [0, 0, 0, 0]).png()),
  /** A 16:9 crop of a 4:3 photograph, as a film still. */
  widePhoto: () =>
    made('headphones-photo', (image) =>
      image.resize({ width: 1920, height: 1080, position: 'attention' }).jpeg({ quality: 88 }),
    ),
  greyPhoto: () =>
    made('headphones-photo', (image) => image.resize({ width: 2000 }).toColourspace('b-w').jpeg({ quality: 88 })),
  /** In the colours of print. */
  cmykPhoto: () =>
    made('headphones-photo', (image) => image.resize({ width: 2000 }).toColourspace('cmyk').jpeg({ quality: 88 })),
  /** 8000 pixels wide, six times as wide as it is high. */
  panorama: () =>
    made('dusk-hills', (image) =>
      image
        .resize({ width: 2667, height: 1333, fit: 'cover' })
        .extend({ left: 2667, right: 2666, extendWith: 'mirror' })
        .jpeg({ quality: 82 }),
    ),
  darkPhoto: () => made('dusk-hills', (image) => image.modulate({ brightness: 0.55 }).jpeg({ quality: 88 })),
  /** 320 pixels wide: larger pictures of it are soft. */
  tinyPhoto: () => made('headphones-photo', (image) => image.resize({ width: 320 }).jpeg({ quality: 80 })),
  /** Without a ground, and without a background image. */
  transparentProduct: () => made('headphones', (image) => image),
} satisfies Record<string, () => Promise<DifficultPicture>>;

export type Difficulty = keyof typeof DIFFICULT;

async function made(name: string, change: (image: Sharp) => Sharp): Promise<DifficultPicture> {
  const sample = sampleImages.find((one) => one.name === name);
  if (!sample) throw new Error(`there is no sample image ${name}`);
  return { role: sample.role, bytes: await change(sharp(await readFile(sample.path))).toBuffer() };
}
