import { type Crop, FINDINGS, type Format } from '@proofsheet/domain';
import { type Box, clip, type Point } from '@proofsheet/raster';
import { reachesBeyond } from '../images/crop.ts';
import { calmSides, groundGoesOn, SEEN_BEYOND, type SmallPhotograph, sidesReached } from '../images/ground-edges.ts';
import { gazeSide } from '../images/heads.ts';
import type { Photograph } from '../images/photographs.ts';
import { CLOSER_ZOOM } from '../images/resolution.ts';
import type { Side } from '../images/sources.ts';
import type { Spot } from '../images/subject.ts';
import { type ImageSlot, isCutout } from '../templates/manifest.ts';
import type { TypesetCopy } from '../text/copy.ts';
import { besideSlant } from './beside-slant.ts';
import { insetFor } from './inset.ts';
import { cutsOpenEndsOnly, runsOutWhere, wholePart } from './open-ends.ts';
import { placeCutout } from './place-cutout.ts';
import { cropFor } from './place-photo.ts';
import { fitsScreen, isScreen, scrolledPage } from './scrolled-page.ts';
import { companyCut, cutFaces, eachCut, endCut, seenIn, subjectShown, weightOf, withEach } from './seen-part.ts';

/** Where an image is placed in the frame. */
export interface Placement {
  /** The part of the photograph that is shown, in its pixels; it may reach beyond the photograph. */
  readonly crop: Box;
  /** Whether the ground can be drawn on where the crop reaches beyond the photograph. */
  readonly goesOn: boolean;
  /** The template's box around a photograph that is a card within it, which is then a field of colour. */
  readonly mat?: Box;
  /** The share of the template's box, without its margin, that a photograph lying in it as a card leaves empty. */
  readonly empty: number;
  /** The largest share of the box that lies beyond one side of its photograph: ground that is continued, seen or unseen. */
  readonly beyond: number;
  /** The share of the box that is filled with the mirrored edges of a photograph whose ground is no shade. */
  readonly behind: number;
  /** How busy the edge is that is mirrored in it, in levels from one pixel to the next but one: things there dissolve into a blur. */
  readonly mirrored: number;
  /** Where that part is placed, in pixels of the frame; it may reach beyond it. */
  readonly box: Box;
  /** The sides on which a cut-out ends because its image ends: no shadow is cast beyond them. */
  readonly cutOff: ReadonlySet<Side>;
  /** The point that draws the eye, in pixels of the frame. */
  readonly focus: Point;
  /** All faces from brows to chin, in pixels of the frame, visible or not. */
  readonly faces: readonly Box[];
  /** How many faces the frame or the box cuts through, or leaves out though they are about as large as the largest. */
  readonly cutFaces: number;
  /** Whether a cut-out ends in mid-air where its image cut it off. */
  readonly endsInAir: boolean;
  readonly looks: 'left' | 'right' | undefined;
  /** The spots of the subject that can be seen before anything is laid over them, in pixels of the frame. */
  readonly spots: readonly Spot[];
  /** The same of each of several things, where they are told apart. */
  readonly each: readonly (readonly Spot[])[];
  /** The same of the head and shoulders of a portrait. */
  readonly bust: readonly Spot[];
  /** The share of a portrait, from raised hands down to the shoulders, that is arms which the frame or a shape cuts off. */
  readonly armsCut: number;
  /** The share of the subject that the frame or the shape of the picture cuts off, beyond what is meant to bleed. */
  readonly cutOffShare: number;
}

/** The box that a template has for an image. */
export interface ImageBox {
  readonly slot: ImageSlot;
  readonly box: Box;
  /** The attributes of the image's element; lengths and points are in hundredths. */
  readonly attributes: Readonly<Record<string, string>>;
}

export function placeImage(
  { slot, box, attributes }: ImageBox,
  photo: Photograph,
  {
    format,
    flip,
    crop: chosen,
    copy: { direction },
    grounds,
  }: {
    readonly format: Format;
    readonly flip: boolean;
    readonly crop: Crop;
    readonly copy: Pick<TypesetCopy, 'direction'>;
    /** The photographs that crops have been found to reach beyond. */
    readonly grounds: ReadonlyMap<Photograph, SmallPhotograph>;
  },
): Placement {
  const zoom = chosen === 'closer' && slot !== 'backdrop' ? CLOSER_ZOOM : 1;
  if (isCutout(slot)) {
    const area = zoom === 1 ? box : enlarged(box, zoom);
    const cutout = placeCutout(area, photo, format, attributes['data-stands'] === 'foot');
    const placed = zoom !== 1 && photo.cutOff.size === 0 ? movedInto(format, cutout.box) : cutout.box;
    return placementOf(photo, cutout.crop, placed, {
      format,
      attributes,
      endsInAir: cutout.endsInAir,
      goesOn: true,
    });
  }
  if (attributes['data-scrolls'] !== undefined && photo.isPage) {
    const page = scrolledPage(photo, box);
    return placementOf(page.photo, page.crop, box, { format, attributes, endsInAir: false, goesOn: true });
  }
  if (attributes['data-print'] !== undefined) return printOf(photo, box, { format, attributes, direction });
  const aimX = share(attributes['data-aim-x'], 50);
  const aim = { x: flip ? 1 - aimX : aimX, y: share(attributes['data-aim-y'], 42) };
  const small = grounds.get(photo);
  const cropOf = (shown: Photograph, whole: boolean) => {
    const options = {
      ...{ whole, air: attributes['data-shape'] === 'round' ? AIR_IN_ROUND : AIR },
      ...(small ? { calm: calmSides(small) } : {}),
    };
    const straight = cropFor(shown, box, aim, share(attributes['data-zoom'], 100) * zoom, options);
    return besideSlant(straight, photo, box, attributes['data-shape']);
  };
  const crop = cropOf(photo, slot !== 'backdrop');
  const whole = photo.subject && wholePart(photo, photo.subject);
  const given = { format, attributes, endsInAir: false, whole };
  const isEven = () => !small || (!photo.isPage && groundGoesOn(small, crop, photo));
  const goesOn = !reachesBeyond(crop, photo) || isEven();
  const isCard = photo.isPage && reachesBeyond(crop, photo) && isPlain(attributes);
  const margin = attributes['data-inset'] ?? (isCard ? PAGE_MARGIN : undefined);
  const placed = placementOf(photo, crop, box, { ...given, goesOn });
  const extended = { ...placed, mirrored: small && !goesOn ? mirroredIn(small, crop, photo) : 0 };
  const isSeen = extended.mirrored > SEEN_BEYOND && !photo.isPage;
  if (isSeen) {
    const within = placementOf(photo, cropOf({ ...photo, isFigure: false }, false), box, { ...given, goesOn: true });
    if (losesLittle(within, extended, photo)) return within;
  }
  const isLittle = photo.isUnknown === true && shareShown(crop, photo) < LEAST_OF_UNKNOWN;
  if (margin === undefined || (extended.behind <= EXTENDED && !photo.isPage && !isLittle)) return extended;
  if (Number(margin) === 0 && fitsScreen(photo, box)) {
    const page = scrolledPage(photo, box);
    return placementOf(page.photo, page.crop, box, { format, attributes, endsInAir: false, goesOn: true });
  }
  const part = isLittle ? { x: 0, y: 0, width: photo.width, height: photo.height } : crop;
  const inset = insetFor(photo, part, box, format, { margin: Number(margin), direction });
  const card = placementOf(photo, inset.crop, inset.box, { ...given, goesOn: true });
  const lying = { ...card, empty: isScreen(photo) ? 0 : inset.empty };
  return Number(margin) > 0 ? { ...lying, mat: box } : lying;
}

/** A page whose shape does not suit its place lies in it as a card, so many hundredths of the shorter side from its edges. */
const PAGE_MARGIN = '4';

/** Whether a place is a rectangle that a photograph is seen in as it is. */
function isPlain(attributes: ImageBox['attributes']): boolean {
  return attributes['data-shape'] === undefined && attributes['data-blur'] === undefined;
}

/** All of a photograph as a print in the middle of its box, in which it leaves room for its rim. */
function printOf(
  photo: Photograph,
  box: Box,
  {
    format,
    attributes,
    direction,
  }: Pick<ImageBox, 'attributes'> & { format: Format; direction: TypesetCopy['direction'] },
): Placement {
  const all = { x: 0, y: 0, width: photo.width, height: photo.height };
  const print = insetFor(photo, all, box, format, { margin: Number(attributes['data-print']), direction });
  // What it leaves of its box is the template's own ground, and no field that it was to fill.
  return placementOf(photo, print.crop, print.box, { format, attributes, endsInAir: false, goesOn: true });
}

/** Less than this of a photograph whose subject was not found may be without that: then it lies whole as a card. */
const LEAST_OF_UNKNOWN = 0.6;

/** The share of a photograph that a crop shows. */
export function shareShown(crop: Box, { width, height }: Pick<Photograph, 'width' | 'height'>): number {
  return areaOf(clip(crop, { x: 0, y: 0, width, height })) / (width * height);
}

/** A card takes the place of a photograph of which more than this share would be mirrored edges. */
const EXTENDED = 0.5;

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

/** Around a subject that is kept whole, as a share of its sides: a round shape has no corners for hands and feet. */
const AIR = 0.04;
const AIR_IN_ROUND = 0.1;

/** What is whole stays so where it comes closer, as far as the frame has room for it. */
function movedInto({ width, height }: Format, box: Box): Box {
  const along = (at: number, length: number, room: number) =>
    length > room ? at : Math.min(Math.max(0, at), room - length);
  return { ...box, x: along(box.x, box.width, width), y: along(box.y, box.height, height) };
}

/** The middle of the box's foot stays where it is. */
function enlarged({ x, y, width, height }: Box, by: number): Box {
  return { x: x - (width * (by - 1)) / 2, y: y - height * (by - 1), width: width * by, height: height * by };
}

function placementOf(
  photo: Photograph,
  crop: Box,
  box: Box,
  {
    format,
    attributes,
    endsInAir,
    goesOn,
    whole,
  }: Pick<ImageBox, 'attributes'> & { format: Format; endsInAir: boolean; goesOn: boolean; whole?: Box | undefined },
): Placement {
  const [across, down] = [box.width / crop.width, box.height / crop.height];
  const toFrame = ({ x, y }: Point) => ({ x: box.x + (x - crop.x) * across, y: box.y + (y - crop.y) * down });
  const inFrame = (spot: Spot) => ({ ...toFrame(spot), weight: spot.weight });
  const faces = photo.heads.map(({ face }) => ({
    ...toFrame(face),
    width: face.width * across,
    height: face.height * down,
  }));
  const visible = clip(box, { x: 0, y: 0, width: format.width, height: format.height });
  const isSeen = seenIn(visible, box, attributes);
  const isEnd = (spot: Spot) => whole !== undefined && !holds(whole, spot);
  const keptOf = (spots: readonly Spot[]) => spots.filter((spot) => !isEnd(spot)).map(inFrame);
  const cut = photo.each.map((spots) => eachCut(keptOf(spots), isSeen));
  const end = photo.heads.length > 0 || photo.isFaceless ? 0 : endCut(keptOf(photo.spots), isSeen, attributes);
  const inside = clip(crop, { x: 0, y: 0, width: photo.width, height: photo.height });
  return {
    ...{ crop, box, faces, endsInAir, goesOn, empty: 0, mirrored: 0 },
    beyond: beyondOneSide(crop, photo),
    behind: goesOn ? 0 : 1 - areaOf(inside) / areaOf(crop),
    cutOff: photo.cutOff,
    focus: toFrame(photo.focus),
    cutFaces: cutFaces(faces, visible, isSeen),
    armsCut: weightOf(photo.arms.map(inFrame).filter((spot) => !isSeen(spot))),
    ...withEach(
      [...cut, end],
      subjectShown(
        photo.spots.map((spot) => ({ ...inFrame(spot), isEnd: isEnd(spot) })),
        isSeen,
        attributes,
        photo.isFaceless,
      ),
    ),
    ...(photo.company.length > 0 ? { cutOffShare: companyCut(photo.company.map(inFrame), isSeen) } : {}),
    each: photo.each.map((spots) => spots.map(inFrame).filter(isSeen)),
    bust: subjectShown(photo.bust.map(inFrame), isSeen, attributes).spots,
    looks: gazeSide(photo.heads),
  };
}

function beyondOneSide(crop: Box, { width, height }: Photograph): number {
  const across = Math.max(-crop.x, crop.x + crop.width - width) / crop.width;
  const down = Math.max(-crop.y, crop.y + crop.height - height) / crop.height;
  return Math.max(0, across, down);
}

function holds({ x, y, width, height }: Box, point: Point): boolean {
  return point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + height;
}

function areaOf({ width, height }: Box): number {
  return width * height;
}

function share(percent: string | undefined, otherwise: number): number {
  return Number(percent ?? otherwise) / 100;
}
