import { fileURLToPath } from 'node:url';
import type { AssetRole } from '@proofsheet/domain';

export { ANALYSED_FOLDER, type AnalysedSample, analysedSample } from './analysed-sample.ts';
export { type SampleContent, sampleContents } from './contents.ts';

/** An image that the demo uploads, drawn by this package: `npm run samples`. */
export interface SampleImage {
  readonly name: string;
  readonly role: AssetRole;
  /** Where the file is on this machine. */
  readonly path: string;
  readonly description: string;
}

const image = (file: string) => fileURLToPath(new URL(`../images/${file}`, import.meta.url));

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
