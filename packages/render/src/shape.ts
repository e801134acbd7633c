import type { AspectClass, Format } from '@proofsheet/domain';

/** What a size is beside its class: root classes in CSS, words of `data-if` in HTML. */
export const TRAITS = ['slim', 'tiny'] as const;
export type Trait = (typeof TRAITS)[number];

/** From here on a strip has room for a row and nothing below it: 930x180 and 320x50 are slim, 970x250 is not. */
const SLIM = 4.6;
/** Pixels of the shorter side below which there is room for a promise and a button: 320x50 is tiny, 468x60 is not. */
const TINY = 56;

export function traitsOf({ aspect, width, height }: Format): Trait[] {
  const isSlim = aspect === 'strip' && width / height >= SLIM;
  return [...(isSlim ? (['slim'] as const) : []), ...(Math.min(width, height) < TINY ? (['tiny'] as const) : [])];
}

/** What boxes for a size go by, the closest first. */
export function shapesOf(format: Format): readonly (AspectClass | 'slim')[] {
  return traitsOf(format).includes('slim') ? ['slim', format.aspect] : [format.aspect];
}
