import type { Crop, Format } from '@proofsheet/domain';
import { boxAround, groupWithin, lookOf } from './heads.ts';
import type { Photograph } from './photographs.ts';
import { type Box, clip, type Point } from './pixels.ts';
import { CLOSER, LOW_EYES, NEAR_FACE, NEAREST } from './resolution.ts';
import type { Side } from './sources.ts';
import { stand } from './stand.ts';
import { isCutout, type Picture } from './templates.ts';

/** Where a picture comes to stand. */
export interface Placement {
  /** The part of the photograph that is shown, in its pixels. */
  readonly crop: Box;
  /** Where that part is, in pixels of the frame; it may reach out of it. */
  readonly box: Box;
  /** Where a cut-out ends because its image ends: nothing is cast beyond. */
  readonly cutOff: ReadonlySet<Side>;
  /** What the eye looks for, in pixels of the frame. */
  readonly focus: Point;
  /** All faces from brows to chin, in pixels of the frame, whether they are seen or not. */
  readonly faces: readonly Box[];
  /** Of the faces, those that the frame or the box cuts through, or that are left out though they are no smaller than others. */
  readonly cutFaces: number;
  /** Whether a cut-out ends in the air where its image cut it off. */
  readonly endsInAir: boolean;
  readonly looks: 'left' | 'right' | undefined;
}

export interface Place {
  readonly picture: Picture;
  readonly box: Box;
  /** What the template says of the image; lengths and places are in hundredths. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** Places a picture in the box that a template has for it. */
export function placePicture(
  place: Place,
  photo: Photograph,
  { format, flip, crop: chosen }: { readonly format: Format; readonly flip: boolean; readonly crop: Crop },
): Placement {
  const nearer = chosen === 'closer' && place.picture !== 'backdrop' ? CLOSER : 1;
  if (isCutout(place.picture)) {
    const { crop, box, endsInAir } = stand(heightened(place.box, nearer), photo, format);
    return placed(photo, crop, box, format, endsInAir);
  }
  const aimX = share(place.attributes['data-aim-x'], 50);
  const aim = { x: flip ? 1 - aimX : aimX, y: share(place.attributes['data-aim-y'], 42) };
  const crop = cropFor(photo, place.box, aim, share(place.attributes['data-zoom'], 100) * nearer);
  return placed(photo, crop, place.box, format, false);
}

/** Stands on the same foot, on the same axis. */
function heightened({ x, y, width, height }: Box, by: number): Box {
  return { x: x - (width * (by - 1)) / 2, y: y - height * (by - 1), width: width * by, height: height * by };
}

/** Where the eyes come to stand at the lowest, as a share of the height: near the upper third. */
const EYE_LINE = 0.36;
/** Room before a face that looks to a side, as a share of the width. */
const LOOK_ROOM = 0.1;

/**
 * The part of a photograph that fills a box. Faces: their eyes at the upper third, all heads whole, or of those that do
 * not fit together the largest; where even one head does not, the chin is kept. Otherwise the subject, whole, or else the
 * focus comes as near as can be to the template's aim.
 */
function cropFor(photo: Photograph, box: Box, aim: Point, zoom = 1): Box {
  const covering = Math.max(box.width / photo.width, box.height / photo.height) * zoom;
  const faces = photo.focusIsGiven ? [] : photo.heads;
  const nearer = faces.length === 0 ? 1 : nearerTo(photo, box, covering);
  // Within a hundredth of full size the pixels are taken as they are.
  const scale = covering * nearer <= 1 && covering * nearer > 0.99 ? 1 : covering * nearer;
  const width = Math.min(photo.width, Math.round(box.width / scale));
  const height = Math.min(photo.height, Math.round(box.height / scale));
  const group = groupWithin(faces, width, height);
  const subject = photo.focusIsGiven ? undefined : photo.subject;
  const kept = group.length > 0 ? boxAround(group.map(({ whole }) => whole)) : subject;
  const target = group.length > 0 ? eyesOf(group) : subject ? middleOf(subject) : photo.focus;
  const at = group.length > 0 ? eyeAim(group, aim) : aim;
  const x = keep(target.x - at.x * width, width, kept?.x, kept?.width);
  const chin = group.length > 0 && kept && kept.height > height ? kept.y + kept.height - height : undefined;
  const y = chin ?? keep(target.y - at.y * height, height, kept?.y, kept?.height);
  return {
    x: Math.round(within(x, 0, photo.width - width)),
    y: Math.round(within(y, 0, photo.height - height)),
    width,
    height,
  };
}

/** How much nearer a small face is brought, as long as all heads stay in the crop. */
function nearerTo({ heads, subject, width, height }: Photograph, box: Box, covering: number): number {
  const tallest = Math.max(...heads.map(({ face }) => face.height));
  const eyes = Math.min(...heads.map((head) => head.eyes.y));
  const wanted = Math.max(
    NEAR_FACE / ((tallest * covering) / box.height),
    ((1 - LOW_EYES) * box.height) / covering / Math.max(1, height - eyes),
  );
  const group = subject ?? { width, height };
  const roomy = Math.min(box.width / covering / group.width, box.height / covering / group.height) / 1.3;
  return within(wanted, 1, Math.max(1, Math.min(NEAREST, roomy)));
}

function middleOf({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

function eyesOf(group: Photograph['heads']): Point {
  const around = boxAround(group.map(({ whole }) => whole));
  const eyes = boxAround(group.map((head) => ({ ...head.eyes, width: 0, height: 0 })));
  return { x: around.x + around.width / 2, y: eyes.y + eyes.height / 2 };
}

function eyeAim(group: Photograph['heads'], aim: Point): Point {
  const looks = lookOf(group);
  const room = looks === undefined ? 0 : looks === 'right' ? -LOOK_ROOM : LOOK_ROOM;
  return { x: within(aim.x + room, 0.3, 0.7), y: Math.min(aim.y, EYE_LINE) };
}

/** Moves a window of so many pixels by the least that holds all of what is kept, where that is not larger than it. */
function keep(start: number, length: number, from = start, extent = 0): number {
  return extent > length ? start : within(start, from + extent - length, from);
}

function placed(photo: Photograph, crop: Box, box: Box, format: Format, endsInAir: boolean): Placement {
  const [across, down] = [box.width / crop.width, box.height / crop.height];
  const toFrame = ({ x, y }: Point) => ({ x: box.x + (x - crop.x) * across, y: box.y + (y - crop.y) * down });
  const faces = photo.heads.map(({ face }) => ({
    ...toFrame(face),
    width: face.width * across,
    height: face.height * down,
  }));
  const seen = clip(box, { x: 0, y: 0, width: format.width, height: format.height });
  return {
    ...{ crop, box, faces, endsInAir },
    cutOff: photo.cutOff,
    focus: toFrame(photo.focus),
    cutFaces: cutFaces(faces, seen),
    looks: lookOf(photo.heads),
  };
}

/** A face of less than this share of the largest is somebody in the background. */
const COUNTS = 0.6;

/** A sliver outside is forehead or ear; of bystanders, a sliver inside is nothing that anyone sees. */
function cutFaces(faces: readonly Box[], seen: Box): number {
  const tallest = Math.max(0, ...faces.map(({ height }) => height));
  return faces.filter((face) => {
    const share = areaOf(clip(face, seen)) / areaOf(face);
    return share < 0.96 && (share > 0.04 || face.height > tallest * COUNTS);
  }).length;
}

function areaOf({ width, height }: Box): number {
  return width * height;
}

function share(percent: string | undefined, otherwise: number): number {
  return Number(percent ?? otherwise) / 100;
}

function within(value: number, least: number, most: number): number {
  return Math.min(Math.max(least, value), Math.max(least, most));
}
