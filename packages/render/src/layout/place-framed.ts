import { FINDINGS } from '@proofsheet/domain';
import { type Box, boxAround, clip } from '@proofsheet/raster';
import { reachesBeyond } from '../images/crop.ts';
import {
  calmSides,
  groundGoesOn,
  SEEN_BEYOND,
  type SmallPhotograph,
  STUDIO,
  sidesReached,
} from '../images/ground-edges.ts';
import type { Photograph } from '../images/photographs.ts';
import type { Side } from '../images/sources.ts';
import { besideSlant } from './beside-slant.ts';
import { insetFor } from './inset.ts';
import { cutsOpenEndsOnly, runsOutWhere, wholePart } from './open-ends.ts';
import { cropFor } from './place-photo.ts';
import { type ImageBox, type Placement, type PlacingTerms, placementOf } from './placement.ts';
import { fitsScreen, isScreen, scrolledPage } from './scrolled-page.ts';
import { seenBlur } from './seen-blur.ts';

/** The upper part of a page, as wide as its box. */
export function placePage({ box, attributes }: ImageBox, photo: Photograph, { format }: PlacingTerms): Placement {
  const page = scrolledPage(photo, box);
  return placementOf(page.photo, page.crop, box, { format, attributes });
}

/** All of a photograph as a print in the middle of its box, in which it leaves room for its rim. */
export function placePrint(
  { box, attributes }: ImageBox,
  photo: Photograph,
  { format, copy: { direction } }: PlacingTerms,
): Placement {
  const print = insetFor(photo, allOf(photo), box, format, { margin: Number(attributes['data-print']), direction });
  // What it leaves of its box is the template's own ground, and no field that it was to fill.
  return placementOf(photo, print.crop, print.box, { format, attributes });
}

/**
 * A photograph fills its box, with its ground drawn on where its subject needs a shape that it does not have. Where that
 * would be seen, or the subject be cut, it lies in the box as a card, if the template wants that.
 */
export function placeFramed(image: ImageBox, photo: Photograph, terms: PlacingTerms, zoom: number): Placement {
  const { slot, box, attributes } = image;
  const { format } = terms;
  const filling = cropsFor(image, photo, terms, zoom);
  const crop = filling(photo, slot !== 'backdrop');
  const small = terms.grounds.get(photo);
  const given = { format, attributes, whole: photo.subject && wholePart(photo, photo.subject) };
  const isEven = () => !small || (!photo.isPage && groundGoesOn(small, crop, photo));
  const goesOn = !reachesBeyond(crop, photo) || isEven();
  const mirrored = small && !goesOn ? mirroredIn(small, crop, photo) : 0;
  const extended = { ...placementOf(photo, crop, box, { ...given, goesOn }), mirrored };
  if (mirrored > SEEN_BEYOND && !photo.isPage) {
    const within = placementOf(photo, filling({ ...photo, isFigure: false }, false), box, given);
    if (losesLittle(within, extended, photo)) return within;
  }
  const isCard = photo.isPage && reachesBeyond(crop, photo) && isPlain(attributes);
  const margin = attributes['data-inset'] ?? (isCard ? PAGE_MARGIN : undefined);
  const hasRim = attributes['data-rim'] !== undefined;
  // A rim goes with its photograph: what that leaves of the box is the template's own ground, and as good as a longer one.
  const isSeen = hasRim && small !== undefined && seenToEnd(small, crop, photo);
  const part = partOfCard(photo, extended) ?? (isSeen ? crop : hasRim ? withHair(photo, crop) : undefined);
  if (margin === undefined || !part) return extended;
  if (Number(margin) === 0 && fitsScreen(photo, box)) return placePage(image, photo, terms);
  const { direction } = terms.copy;
  const inset = insetFor(photo, part, box, format, {
    margin: Number(margin),
    direction,
    ...(hasRim ? { keeps: false } : {}),
  });
  const card = placementOf(photo, inset.crop, inset.box, given);
  if (hasRim) return card;
  const lying = { ...card, empty: isScreen(photo) ? 0 : inset.empty };
  return Number(margin) > 0 ? { ...lying, mat: box } : lying;
}

/** Crops of a photograph that fill the box of an image. */
function cropsFor(
  { box, attributes }: ImageBox,
  photo: Photograph,
  { flip, grounds }: PlacingTerms,
  zoom: number,
): (shown: Photograph, whole: boolean) => Box {
  const aimX = share(attributes['data-aim-x'], 50);
  const aim = { x: flip ? 1 - aimX : aimX, y: share(attributes['data-aim-y'], 42) };
  const small = grounds.get(photo);
  const air = attributes['data-shape'] === 'round' ? AIR_IN_ROUND : AIR;
  const goesOn = (crop: Box) => !reachesBeyond(crop, photo) || !small || groundGoesOn(small, crop, photo);
  return (shown, whole) => {
    const sides = small ? { calm: calmSides(small), studio: calmSides(small, STUDIO) } : {};
    const options = { whole, air, ...sides };
    const straight = cropFor(shown, box, aim, share(attributes['data-zoom'], 100) * zoom, options);
    return besideSlant(straight, photo, { box, shape: attributes['data-shape'], goesOn });
  };
}

/** Around a subject that is kept whole, as a share of its sides: a round shape has no corners for hands and feet. */
const AIR = 0.04;
const AIR_IN_ROUND = 0.1;

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

/** A page whose shape does not suit its place lies in it as a card, so many hundredths of the shorter side from its edges. */
const PAGE_MARGIN = '4';

/** Whether a place is a rectangle that a photograph is seen in as it is. */
function isPlain(attributes: ImageBox['attributes']): boolean {
  return attributes['data-shape'] === undefined && attributes['data-blur'] === undefined;
}

/** Where its photograph cuts a subject off anyway, a crop may take as much of it. */
const MOST_OF_END = 0.15;

/** Whether a crop within the photograph shows what one that reaches beyond it does: no head is let go, of the rest next to nothing. */
function losesLittle(within: Placement, beyond: Placement, photo: Photograph): boolean {
  const { crop, cutOffShare, cutFaces, armsCut } = within;
  const most = cutsOpenEndsOnly(crop, photo) ? MOST_OF_END : FINDINGS.subject_cut.limit;
  const inCrop = (head: Box) => Math.abs(areaOf(clip(head, crop)) - areaOf(head)) < 1;
  return (
    cutOffShare <= Math.max(most, beyond.cutOffShare) &&
    cutFaces <= beyond.cutFaces &&
    armsCut <= Math.max(FINDINGS.arm_cut.limit, beyond.armsCut) &&
    photo.heads.every(({ whole }) => inCrop(whole))
  );
}

/** Less of a crop beyond its photograph is blurred too soon for a twin to be seen. */
const LEAST_MIRRORED = 0.1;
/** As busy an edge as a subject is that runs out of its photograph there. */
const CUT_BY_EDGE = 40;

function mirroredIn(small: SmallPhotograph, crop: Box, photo: Photograph): number {
  const mirrored = sidesReached(small, crop, photo).filter(({ beyond }) => beyond >= LEAST_MIRRORED);
  const runsOut = runsOutWhere(photo, calmSides(small));
  const isThing = ({ side }: { side: Side }) => runsOut.has(side) && !(side === 'bottom' && photo.heads.length > 0);
  return Math.max(0, ...mirrored.map((one) => (isThing(one) ? Math.max(CUT_BY_EDGE, one.steps) : one.steps)));
}

function allOf({ width, height }: Pick<Photograph, 'width' | 'height'>): Box {
  return { x: 0, y: 0, width, height };
}

function areaOf({ width, height }: Box): number {
  return width * height;
}

function share(percent: string | undefined, otherwise: number): number {
  return Number(percent ?? otherwise) / 100;
}
