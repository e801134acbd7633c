import type { Analysis, AssetRole, Cutout } from '@proofsheet/domain';
import type { Picture } from '../templates/manifest.ts';

export interface OrderImage {
  readonly role: AssetRole;
  /** The working master that ingest made: upright, sRGB. Or its proxy, where `proxySuffices`. */
  readonly bytes: Buffer;
  readonly analysis: Analysis;
  /** The stored cut-out: exactly the part of the image that `analysis.cutout.bounds` names, at any resolution. */
  readonly cutout?: Buffer | undefined;
}

/** Which uploaded image is which picture. */
export type ImageAssignment = ReadonlyMap<Picture, OrderImage>;

/** In the order of the request. */
export function subjectsOf(images: readonly OrderImage[]): OrderImage[] {
  return images.filter(({ role }) => role === 'PERSON' || role === 'PRODUCT');
}

/** Whether a template may show the image without its ground. */
export function hasCutout(image: OrderImage): boolean {
  if (isAllCutout(image)) return true;
  const { cutout } = image.analysis;
  return image.cutout !== undefined && cutout?.usable === true && stands(cutout);
}

/** Whether the image has no ground of its own: then it is never framed. */
export function isAllCutout({ analysis: { hasAlpha, cutout } }: OrderImage): boolean {
  return hasAlpha && (cutout === null || (cutout.by === 'alpha' && cutout.usable));
}

/** The share of a side that a subject must run out of before it is seen to be cut off there. */
export const CUT_OFF = 0.06;

/** What its image cuts off on both sides, or at head and foot, has no edge of a frame to stand on. */
function stands({ touches: { left, right, top, bottom } }: Cutout): boolean {
  return !(left > CUT_OFF && right > CUT_OFF) && !(top > CUT_OFF && bottom > CUT_OFF);
}
