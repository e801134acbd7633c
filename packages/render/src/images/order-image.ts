import { type Analysis, type AssetRole, type Cutout, LIMITS } from '@proofsheet/domain';
import type { ImageSlot } from '../templates/manifest.ts';

export interface OrderImage {
  readonly role: AssetRole;
  /** The working master that ingest made, upright and in sRGB; or its proxy, where `proxySuffices`. */
  readonly bytes: Buffer;
  /** Whether `bytes` are the proxy. */
  readonly isProxy?: boolean;
  readonly analysis: Analysis;
  /** The stored cut-out, at any resolution: exactly the part of the image that `analysis.cutout.bounds` names. */
  readonly cutout?: Buffer | undefined;
  /** Of a draft: the sides of `bytes` and `cutout` as shares of those of the files that they are copies of. */
  readonly share?: number | undefined;
  readonly cutoutShare?: number | undefined;
}

/** Which uploaded image fills which slot. */
export type ImageAssignment = ReadonlyMap<ImageSlot, OrderImage>;

/** The images of persons and products, in the order of the request. */
export function subjectsOf(images: readonly OrderImage[]): OrderImage[] {
  return images.filter(({ role }) => role === 'PERSON' || role === 'PRODUCT');
}

/** From this confidence on an image is drawn, whatever stands out of it. */
const SURELY_DRAWN = 0.85;
/** Up to this confidence what stands on a plain ground is no page: white things on white have few shades, too. */
const LIKELY_DRAWN = 0.75;
/** Screens are at least this many times as long as short. */
const SCREEN_SHAPE = 1.5;
/** A telephone's are longer than any photograph that is taken upright. */
const PHONE_SHAPE = 1.75;

/**
 * Whether it is a page, or was drawn and all of it counts, as in a screenshot: a product before plain white may look drawn too, but
 * stands out. So does an open dialog, of an image that is drawn for sure and has the shape of a screen, or a card on the screen
 * of a telephone. Not known of an
 * analysis of version 1.
 */
export function isScreenshot({
  seen,
  subject,
  hasAlpha,
  width,
  height,
}: Pick<Analysis, 'seen' | 'subject' | 'hasAlpha' | 'width' | 'height'>): boolean {
  if (seen?.nature.is === 'page') return !hasAlpha;
  if (seen?.nature.is !== 'logo') return false;
  if (!subject || subject.kind === 'none') return !seen.ground.plain || seen.nature.confidence > LIKELY_DRAWN;
  if (hasAlpha) return false;
  if (height >= width * PHONE_SHAPE) return seen.nature.confidence > LIKELY_DRAWN;
  const isScreenShaped = Math.max(width, height) >= Math.min(width, height) * SCREEN_SHAPE;
  return isScreenShaped && seen.nature.confidence >= SURELY_DRAWN;
}

/** The size of the file that is decoded: it is what an enlargement is reckoned against. */
export function storedSize({ analysis: { width, height }, isProxy = false, share: copied = 1 }: OrderImage) {
  const share = (isProxy ? LIMITS.proxySide / Math.max(width, height) : 1) * copied;
  return { width: Math.round(width * share), height: Math.round(height * share) };
}

/** Whether a template may show the image cut out. */
export function hasCutout(image: OrderImage): boolean {
  if (isUploadedCutout(image)) return true;
  const { cutout, faces } = image.analysis;
  if (image.cutout === undefined || !cutout?.usable || !canStand(cutout)) return false;
  return cutout.by !== 'person' || faces.length < 2 || cutout.confidence >= SURE_OF_GROUP;
}

/** Between people who stand together the ground shows through in holes: theirs has to be surer than that of one. */
const SURE_OF_GROUP = 0.85;

/**
 * Whether the image was uploaded as a cut-out: with nothing behind its subject it is never framed. A photograph of people
 * that fills its file but for torn edges or round corners is none.
 */
export function isUploadedCutout({ analysis: { hasAlpha, cutout, faces } }: OrderImage): boolean {
  if (!hasAlpha || cutout === null) return hasAlpha;
  return cutout.by === 'alpha' && cutout.usable && !(faces.length > 0 && fillsFile(cutout));
}

/** The share of each side that a photograph takes whose corners are round or whose edges are torn; a person takes less. */
const OF_EACH_SIDE = 0.5;

function fillsFile({ touches: { left, right, top, bottom } }: Cutout): boolean {
  return Math.min(left, right, top, bottom) > OF_EACH_SIDE;
}

/** A subject counts as cut off at a side of its image when it touches more than this share of that side. */
export const CUT_OFF = 0.06;

/** A subject that its image cuts off on both sides, or at head and foot, has no frame edge to stand on. */
function canStand({ touches: { left, right, top, bottom } }: Cutout): boolean {
  return !(left > CUT_OFF && right > CUT_OFF) && !(top > CUT_OFF && bottom > CUT_OFF);
}
