import type { RenderOrder } from '@proofsheet/render';

type Images = RenderOrder['images'];

const COPY = { headline: 'Hear every **detail**', subline: 'Tested for 100 days' };

/** Twelve sizes of one ad: responsive, social and uploaded, wide, square and tall. */
export const AD_SET = [
  'google-responsive-landscape',
  'google-responsive-square',
  'meta-square',
  'meta-portrait',
  'meta-story',
  'google-580x400',
  'google-336x280',
  'google-300x250',
  'google-250x250',
  'google-200x200',
  'google-240x400',
  'google-250x360',
] as const;

export function thumbnails(variants: number, seed: number, images: Images): RenderOrder {
  const formats = ['youtube-thumbnail'] as const;
  return { kind: 'THUMBNAIL', copy: COPY, brand: {}, formats, variants, mediaType: 'image/jpeg', seed, images };
}

export function adSet(seed: number, images: Images): RenderOrder {
  const copy = { ...COPY, button: 'Try it' };
  return { kind: 'AD', copy, brand: {}, formats: AD_SET, variants: 1, mediaType: 'image/jpeg', seed, images };
}
