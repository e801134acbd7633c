import { FINDINGS } from '@proofsheet/domain';
import { type Box, clip } from '@proofsheet/raster';
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
import { allOf, cardFor } from './card.ts';
import { insetFor } from './inset.ts';
import { cutsOpenEndsOnly, runsOutWhere, wholePart } from './open-ends.ts';
import { cropFor } from './place-photo.ts';
import { type ImageBox, type Placement, type PlacingTerms, placementOf } from './placement.ts';
import { scrolledPage } from './scrolled-page.ts';

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
  const { filled, within } = fillBox(image, photo, terms, zoom);
  if (within) return within;
  const card = cardFor(image, photo, terms, filled);
  if (!card) return filled;
  return card === 'screen' ? placePage(image, photo, terms) : card;
}

/** The box filled; and filled `within` the photograph alone, where that loses next to nothing and the rest would be seen. */
function fillBox(
  image: ImageBox,
  photo: Photograph,
  terms: PlacingTerms,
  zoom: number,
): { readonly filled: Placement; readonly within?: Placement } {
  const { slot, box, attributes } = image;
  const cropOf = cropsFor(image, photo, terms, zoom);
  const crop = cropOf(photo, slot !== 'backdrop');
  const small = terms.grounds.get(photo);
  const given = { format: terms.format, attributes, whole: photo.subject && wholePart(photo, photo.subject) };
  const goesOn = showsNoEnd(crop, photo, small);
  const mirrored = small && !goesOn ? mirroredIn(small, crop, photo) : 0;
  const filled = { ...placementOf(photo, crop, box, { ...given, goesOn }), mirrored };
  if (mirrored <= SEEN_BEYOND || photo.isPage) return { filled };
  const within = placementOf(photo, cropOf({ ...photo, isFigure: false }, false), box, given);
  return losesLittle(within, filled, photo) ? { filled, within } : { filled };
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
  const goesOn = (crop: Box) => showsNoEnd(crop, photo, small);
  return (shown, whole) => {
    const sides = small ? { calm: calmSides(small), studio: calmSides(small, STUDIO) } : {};
    const options = { whole, air, ...sides };
    const straight = cropFor(shown, box, aim, share(attributes['data-zoom'], 100) * zoom, options);
    return besideSlant(straight, photo, { box, shape: attributes['data-shape'], goesOn });
  };
}

/** Whether nobody sees where the photograph ends: a crop stays within it, or its ground goes on. That of a page never does. */
function showsNoEnd(crop: Box, photo: Photograph, small: SmallPhotograph | undefined): boolean {
  return !reachesBeyond(crop, photo) || !small || (!photo.isPage && groundGoesOn(small, crop, photo));
}

/** Around a subject that is kept whole, as a share of its sides: a round shape has no corners for hands and feet. */
const AIR = 0.04;
const AIR_IN_ROUND = 0.1;

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

function areaOf({ width, height }: Box): number {
  return width * height;
}

function share(percent: string | undefined, otherwise: number): number {
  return Number(percent ?? otherwise) / 100;
}
