import { FINDINGS } from '@proofsheet/domain';
import { type Box, boxAround, clip } from '@proofsheet/raster';
import { reachesBeyond } from '../images/crop.ts';
import { type SmallPhotograph, STUDIO, sidesReached } from '../images/ground-edges.ts';
import type { Photograph } from '../images/photographs.ts';
import { insetFor } from './inset.ts';
import { wholePart } from './open-ends.ts';
import { type ImageBox, type Placement, type PlacingTerms, placementOf } from './placement.ts';
import { fitsScreen, isScreen } from './scrolled-page.ts';
import { seenBlur } from './seen-blur.ts';

/** A page whose shape does not suit its place lies in it as a card, so many hundredths of the shorter side from its edges. */
const PAGE_MARGIN = '4';

/** Whether a place is a rectangle that a photograph is seen in as it is. */
function isPlain(attributes: ImageBox['attributes']): boolean {
  return attributes['data-shape'] === undefined && attributes['data-blur'] === undefined;
}

/**
 * A photograph that lies in its box as a card, instead of one that is `filled`; undefined where the template wants none, or
 * none is needed. A page that fits a screen is shown on that.
 */
export function cardFor(
  { box, attributes }: ImageBox,
  photo: Photograph,
  { format, grounds, copy: { direction } }: PlacingTerms,
  filled: Placement,
): Placement | 'screen' | undefined {
  const isCard = photo.isPage && reachesBeyond(filled.crop, photo) && isPlain(attributes);
  const margin = attributes['data-inset'] ?? (isCard ? PAGE_MARGIN : undefined);
  if (margin === undefined) return undefined;
  const hasRim = attributes['data-rim'] !== undefined;
  const part = partOfCard(photo, filled) ?? (hasRim ? partInRim(photo, filled.crop, grounds.get(photo)) : undefined);
  if (!part) return undefined;
  if (Number(margin) === 0 && fitsScreen(photo, box)) return 'screen';
  const keeps = Number(margin) === 0 && !hasRim;
  const inset = insetFor(photo, part, box, format, { margin: Number(margin), direction, keeps });
  const whole = photo.subject && wholePart(photo, photo.subject);
  const card = placementOf(photo, inset.crop, inset.box, { format, attributes, whole });
  if (hasRim) return card;
  const lying = { ...card, empty: isScreen(photo) ? 0 : inset.empty };
  return Number(margin) > 0 ? { ...lying, mat: box } : lying;
}

/** A card takes the place of a photograph of which more than this share would be edges that are seen to be blurred. */
const MOST_BLURRED = 0.02;

/** Less of a crop beyond a photograph is its rounding. */
const LEAST_SEEN = 0.01;

/** Whether it is seen where a photograph ends, though its ground is drawn on. */
function seenToEnd(small: SmallPhotograph, crop: Box, photo: Photograph): boolean {
  return sidesReached(small, crop, photo).some(({ beyond, steps }) => beyond > LEAST_SEEN && steps > STUDIO);
}

/** Less than this of a photograph whose subject was not found may be without that: then it lies whole as a card. */
const LEAST_OF_UNKNOWN = 0.6;

/** What of a photograph a card shows; undefined where it is better shown filling its box. */
function partOfCard(photo: Photograph, { crop, cutOffShare, behind, mirrored }: Placement): Box | undefined {
  if (photo.isUnknown && shareShown(crop, photo) < LEAST_OF_UNKNOWN) return allOf(photo);
  if (cutOffShare > FINDINGS.subject_cut.limit && photo.subject && !photo.isPage)
    return boxAround([clip(crop, allOf(photo)), photo.subject]);
  return photo.isPage || seenBlur(photo, { behind, mirrored }) > MOST_BLURRED ? crop : undefined;
}

/**
 * A rim goes with its photograph: what that leaves of the box is the template's own ground, and as good as a photograph
 * that was made longer.
 */
function partInRim(photo: Photograph, crop: Box, small: SmallPhotograph | undefined): Box | undefined {
  return small && seenToEnd(small, crop, photo) ? crop : withHair(photo, crop);
}

/** A crop with all of the hair that it cuts; undefined where it cuts none. */
function withHair(photo: Photograph, crop: Box): Box | undefined {
  const tops = photo.heads.map(({ whole }) => whole.y);
  const top = Math.min(crop.y, ...tops);
  return crop.y - top < 1 ? undefined : { ...crop, y: top, height: crop.y + crop.height - top };
}

/** The share of a photograph that a crop shows. */
export function shareShown(crop: Box, photo: Pick<Photograph, 'width' | 'height'>): number {
  return areaOf(clip(crop, allOf(photo))) / (photo.width * photo.height);
}

export function allOf({ width, height }: Pick<Photograph, 'width' | 'height'>): Box {
  return { x: 0, y: 0, width, height };
}

function areaOf({ width, height }: Box): number {
  return width * height;
}
