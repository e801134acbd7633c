import type { Crop, Format } from '@proofsheet/domain';
import { type Box, clip, type Point } from '@proofsheet/raster';
import type { SmallPhotograph } from '../images/ground-edges.ts';
import { gazeSide } from '../images/heads.ts';
import type { Photograph } from '../images/photographs.ts';
import type { Side } from '../images/sources.ts';
import type { Spot } from '../images/subject.ts';
import type { ImageSlot } from '../templates/manifest.ts';
import type { TypesetCopy } from '../text/copy.ts';
import { companyCut, cutFaces, eachCut, endCut, seenIn, subjectShown, weightOf, withEach } from './seen-part.ts';

/** The box that a template has for an image. */
export interface ImageBox {
  readonly slot: ImageSlot;
  readonly box: Box;
  /** The attributes of the image's element; lengths and points are in hundredths. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** What decides where an image is placed, beside its box. */
export interface PlacingTerms {
  readonly format: Format;
  readonly flip: boolean;
  readonly crop: Crop;
  readonly copy: Pick<TypesetCopy, 'direction'>;
  /** The photographs that crops have been found to reach beyond. */
  readonly grounds: ReadonlyMap<Photograph, SmallPhotograph>;
}

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

interface Placing {
  readonly format: Format;
  readonly attributes: Readonly<Record<string, string>>;
  readonly endsInAir?: boolean;
  readonly goesOn?: boolean;
  /** What of the subject has to stay whole; undefined for all of it. */
  readonly whole?: Box | undefined;
}

/** What is seen of a photograph when a crop of it fills a box of the frame. */
export function placementOf(
  photo: Photograph,
  crop: Box,
  box: Box,
  { format, attributes, endsInAir = false, goesOn = true, whole }: Placing,
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
