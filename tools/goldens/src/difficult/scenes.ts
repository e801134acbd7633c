import type { Copy, FormatChoice, GenerationKind } from '@proofsheet/domain';
import type { Difficulty } from './pictures.ts';

/** An order with pictures that do not suit it. */
export interface DifficultScene {
  readonly name: string;
  readonly about: string;
  readonly kind: GenerationKind;
  readonly pictures: readonly Difficulty[];
  readonly formats: readonly FormatChoice[];
}

const AD_SIZES = ['google-responsive-landscape', 'meta-square'] as const;
const VIDEO = ['youtube-thumbnail'] as const;

export const DIFFICULT_SCENES: readonly DifficultScene[] = [
  {
    name: 'small-logo',
    about: 'A logo 200 pixels wide is shown no larger than it bears.',
    ...{ kind: 'AD', pictures: ['transparentProduct', 'smallLogo'], formats: AD_SIZES },
  },
  {
    name: 'wide-photo',
    about: 'A 16:9 photograph for a tower: the crop keeps the subject.',
    ...{ kind: 'AD', pictures: ['widePhoto', 'smallLogo'], formats: ['google-160x600', 'google-300x600'] },
  },
  {
    name: 'transparent-product',
    about: 'A product without a ground: the template brings one that it stands off from.',
    ...{ kind: 'AD', pictures: ['transparentProduct'], formats: AD_SIZES },
  },
  {
    name: 'black-logo',
    about: 'A black logo on a dark photograph gets a plate.',
    ...{ kind: 'AD', pictures: ['darkPhoto', 'blackLogo'], formats: AD_SIZES },
  },
  {
    name: 'grey-photo',
    about: 'Colours that a grey photograph does not have come from the brand, or from a palette that suits grey.',
    ...{ kind: 'THUMBNAIL', pictures: ['greyPhoto'], formats: VIDEO },
  },
  {
    name: 'cmyk-photo',
    about: 'A photograph in the colours of print looks as it does on paper.',
    ...{ kind: 'THUMBNAIL', pictures: ['cmykPhoto'], formats: VIDEO },
  },
  {
    name: 'panorama',
    about: 'A panorama of 8000 pixels: a part of it that is worth looking at.',
    ...{ kind: 'THUMBNAIL', pictures: ['panorama'], formats: VIDEO },
  },
  {
    name: 'tiny-photo',
    about: 'A photograph 320 pixels wide is framed small, or its enlargement is a finding.',
    ...{ kind: 'THUMBNAIL', pictures: ['tinyPhoto'], formats: VIDEO },
  },
];

/** The words of every difficult order. */
export function wordsFor(kind: GenerationKind): Copy {
  return kind === 'AD'
    ? {
        headline: 'Hear what you **missed**',
        subline: 'Copper, terracotta, quiet.',
        button: 'Listen now',
        price: '€249',
      }
    : { headline: 'Total **silence**', subline: 'What I heard when it got quiet' };
}
