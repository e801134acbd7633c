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

/** Words of one's own; without a headline they are added to the samples' words. */
export const ownWordsSchema = copySchema.partial();

/** What the person at the terminal brings. */
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
 * A thumbnail of four variants and an ad of three, each ad in the standard formats. One's own photo takes the place of
 * all sample images, and one's own words the place of all sample words: nothing foreign gets between them.
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
