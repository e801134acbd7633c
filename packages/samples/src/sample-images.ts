import { fileURLToPath } from 'node:url';
import type { AssetRole } from '@proofsheet/domain';

/** An image that the demo uploads, drawn by tools/samples: `npm run samples`. */
export interface SampleImage {
  readonly name: string;
  readonly role: AssetRole;
  /** Where the file is on this machine. */
  readonly path: string;
  readonly description: string;
}

/** Where `npm run samples` draws them. */
export const IMAGES_FOLDER = fileURLToPath(new URL('../images/', import.meta.url));

const image = (file: string) => `${IMAGES_FOLDER}${file}`;

/** A photograph of 12 megapixels without alpha: what a phone uploads, and what the benchmarks measure with. */
export const photo12 = image('headphones-photo.jpg');

export const sampleImages: readonly SampleImage[] = [
  {
    name: 'headphones',
    role: 'PRODUCT',
    path: image('headphones.png'),
    description: 'Terracotta headphones with copper cups, cut out on transparent ground',
  },
  {
    name: 'headphones-photo',
    role: 'PRODUCT',
    path: photo12,
    description: 'The same headphones photographed on a set of sage paper, 4000 x 3000',
  },
  {
    name: 'mara',
    role: 'PERSON',
    path: image('mara.webp'),
    description: 'Mara, a drawn woman in a teal jacket, cut out, bleeding off the bottom edge',
  },
  {
    name: 'orvane-logo',
    role: 'LOGO',
    path: image('orvane-logo.png'),
    description: 'Mark and wordmark of Orvane, an invented maker of headphones',
  },
  {
    name: 'dusk-hills',
    role: 'BACKGROUND',
    path: image('dusk-hills.jpg'),
    description: 'Forested hills at dusk, mist in the valleys, calm sky at the upper left',
  },
];
