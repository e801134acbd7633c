import type { Cutout, Face, Seen } from '@proofsheet/domain';

/** Height of a face, as a share of the image, from which the image is a portrait. */
const PORTRAIT = 0.18;
/** Height of a face, likewise, below which it is a passer-by's. */
const BYSTANDER = 0.05;

/**
 * The role that a person would most likely give the image. A portrait is a person, whatever the background; a drawing
 * is a logo; a page, a cut-out, or something before a plain ground, is a product. Anything else is a background, with little
 * confidence, since most photographs are of something.
 */
export function guessRole(
  faces: readonly Face[],
  cutout: Cutout | null,
  { nature, ground, sharpness }: Pick<Seen, 'nature' | 'ground' | 'sharpness'>,
): Seen['role'] {
  const tallest = Math.max(0, ...faces.map((face) => face.height * face.score));
  if (tallest >= PORTRAIT) return { is: 'PERSON', confidence: 0.95 };
  if (nature.is === 'page') return { is: 'PRODUCT', confidence: nature.confidence };
  if (nature.is === 'logo') return { is: 'LOGO', confidence: nature.confidence };
  if (tallest >= BYSTANDER) return { is: 'PERSON', confidence: 0.6 };
  if (cutout?.by === 'alpha') return { is: 'PRODUCT', confidence: 0.85 };
  if (cutout?.usable) return { is: 'PRODUCT', confidence: cutout.by === 'plain-ground' ? 0.85 : 0.6 };
  if (ground.plain && sharpness > 0) return { is: 'PRODUCT', confidence: 0.5 };
  return { is: 'BACKGROUND', confidence: 0.4 };
}
