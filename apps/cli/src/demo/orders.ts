import { type AssetRole, type Copy, copySchema, type GenerationKind } from '@proofsheet/domain';
import { sampleImages } from '@proofsheet/samples';
import type { z } from 'zod';

/** One generation of the demonstration. */
export interface DemoOrder {
  readonly name: 'thumbnail' | 'ad';
  readonly kind: GenerationKind;
  readonly variants: number;
  readonly copy: Copy;
  readonly images: readonly DemoImage[];
}

export interface DemoImage {
  readonly path: string;
  readonly role: AssetRole;
}

/** The user's words; without a headline they are added to the samples' words. */
export const ownWordsSchema = copySchema.partial();

/** The user's photo and words. */
export interface OwnMaterial {
  readonly photo?: DemoImage;
  readonly words: z.infer<typeof ownWordsSchema>;
}

const SAMPLE_WORDS = {
  thumbnail: { headline: '30 days of **silence**', subline: 'What I heard when it got quiet' },
  ad: {
    headline: 'Hear what you **missed**',
    subline: 'Copper, terracotta, quiet.',
    button: 'Listen now',
    price: '€249',
  },
} satisfies Record<DemoOrder['name'], Copy>;

/**
 * A thumbnail of four variants and an ad of three, each ad in the standard formats. A photo of the user replaces all
 * sample images, and a headline of the user all sample words, so that samples and the user's material never mix.
 */
export function demoOrders({ photo, words }: OwnMaterial): DemoOrder[] {
  const imagesOr = (samples: DemoImage[]) => (photo ? [photo] : samples);
  const wordsOr = (samples: Copy): Copy => {
    const { headline } = words;
    return headline === undefined ? { ...samples, ...words, headline: samples.headline } : { ...words, headline };
  };
  const { button: _button, price: _price, ...thumbnailWords } = wordsOr(SAMPLE_WORDS.thumbnail);
  return [
    {
      name: 'thumbnail',
      kind: 'THUMBNAIL',
      variants: 4,
      copy: words.price === undefined ? thumbnailWords : { ...thumbnailWords, price: words.price },
      images: imagesOr([sample('mara'), sample('dusk-hills')]),
    },
    {
      name: 'ad',
      kind: 'AD',
      variants: 3,
      copy: wordsOr(SAMPLE_WORDS.ad),
      images: imagesOr([sample('headphones'), sample('orvane-logo')]),
    },
  ];
}

function sample(name: string): DemoImage {
  const image = sampleImages.find((candidate) => candidate.name === name);
  if (!image) throw new Error(`no sample image ${name}`);
  return { path: image.path, role: image.role };
}
