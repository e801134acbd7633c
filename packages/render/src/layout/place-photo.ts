import { type Box, boxAround, clip, type Point } from '@proofsheet/raster';
import { gazeSide, groupWithin } from '../images/heads.ts';
import type { Photograph } from '../images/photographs.ts';
import { LOW_EYES, MOST_FACE_ZOOM, SMALL_FACE } from '../images/resolution.ts';
import { wholePart } from './open-ends.ts';

/** The lowest that a crop has the eyes, as a share of its height: near the upper third. */
const EYE_LINE = 0.36;
/** How much more room a crop leaves before a face that looks to a side, as a share of its width. */
const LEAD_ROOM = 0.1;

/**
 * The part of a photograph that fills a box. With faces it has their eyes at the upper third and all heads whole, or
 * the largest of those that do not fit together; of a head that does not fit alone it keeps the chin. Without faces, and
 * of people from head to foot, the subject, whole, comes as near as possible to the template's aim, or else the focus.
 * With `whole`, a subject, or faces with their foreheads, that do not fit into the box's shape make the part reach beyond
 * the photograph.
 */
export function cropFor(photo: Photograph, box: Box, aim: Point, zoom = 1, whole = false): Box {
  const cover = Math.max(box.width / photo.width, box.height / photo.height);
  const faces = photo.focusIsGiven || photo.isFigure ? [] : photo.heads;
  const subject = photo.focusIsGiven || !photo.subject ? undefined : wholePart(photo, photo.subject);
  const needed = faces.length > 0 ? boxAround(faces.map(tightly)) : subject;
  const holding = needed ? holdingScale(photo, needed, box) : Number.POSITIVE_INFINITY;
  const extended = whole && needed && holding < cover && wholeSubject(photo, needed, box, aim, holding);
  if (extended) return extended;
  // Never so close that the subject is cut.
  const covering = cover * Math.min(zoom, faces.length > 0 ? zoom : Math.max(1, holding / cover));
  const faceZoomed = faces.length === 0 ? 1 : faceZoom(photo, box, covering);
  // Within a hundredth of full size the pixels are used as they are.
  const scale = covering * faceZoomed <= 1 && covering * faceZoomed > 0.99 ? 1 : covering * faceZoomed;
  const width = Math.min(photo.width, Math.round(box.width / scale));
  const height = Math.min(photo.height, Math.round(box.height / scale));
  const group = groupWithin(faces, width, height);
  const kept = group.length > 0 ? boxAround(group.map(({ whole }) => whole)) : subject;
  const target = group.length > 0 ? eyesOf(group) : subject ? middleOf(subject) : photo.focus;
  const at = group.length > 0 ? eyeAim(group, aim) : aim;
  const x = shiftToHold(target.x - at.x * width, width, kept?.x, kept?.width);
  const chin = group.length > 0 && kept && kept.height > height ? kept.y + kept.height - height : undefined;
  const y = chin ?? shiftToHold(target.y - at.y * height, height, kept?.y, kept?.height);
  return {
    x: Math.round(within(x, 0, photo.width - width)),
    y: Math.round(within(y, 0, photo.height - height)),
    width,
    height,
  };
}

/** Of a face that fills its picture this much is kept above the brows, in heights of the face: its forehead. */
const FOREHEAD = 0.34;

/** The least of a head that a picture has to show. */
function tightly({ face, whole }: Photograph['heads'][number]): Box {
  const top = Math.max(whole.y, face.y - face.height * FOREHEAD);
  return { x: face.x, y: top, width: face.width, height: face.y + face.height - top };
}

/** Around a subject that is kept whole, as a share of its sides. */
const AIR = 0.04;
/** At least this share of a picture is photograph, not continued ground; else the subject is cut. */
const LEAST_PHOTOGRAPH = 0.42;

/** The largest scale at which the subject, with air around it where its photograph has some, is whole in the box. */
function holdingScale(photo: Photograph, subject: Box, box: Box): number {
  const kept = withAir(photo, subject);
  return Math.min(box.width / kept.width, box.height / kept.height);
}

function withAir(photo: Photograph, { x, y, width, height }: Box): Box {
  const [across, down] = [width * AIR, height * AIR];
  const wider = { x: x - across, y: y - down, width: width + across * 2, height: height + down * 2 };
  return clip(wider, { x: 0, y: 0, width: photo.width, height: photo.height });
}

/**
 * A part that is longer than its photograph on one side, and no longer than it must be on the other. Undefined where too
 * little of it would be photograph.
 */
function wholeSubject(photo: Photograph, subject: Box, box: Box, aim: Point, scale: number): Box | undefined {
  const [width, height] = [Math.round(box.width / scale), Math.round(box.height / scale)];
  const shown = (Math.min(width, photo.width) * Math.min(height, photo.height)) / (width * height);
  if (shown < LEAST_PHOTOGRAPH) return undefined;
  const kept = withAir(photo, subject);
  const along = (length: number, limit: number, from: number, extent: number, at: number) => {
    const start = shiftToHold(from + extent / 2 - at * length, length, from, extent);
    return Math.round(length > limit ? within(start, limit - length, 0) : within(start, 0, limit - length));
  };
  return {
    x: along(width, photo.width, kept.x, kept.width, aim.x),
    y: along(height, photo.height, kept.y, kept.height, aim.y),
    width,
    height,
  };
}

/** How far to zoom in on small or low faces, as far as all heads stay in the crop. */
function faceZoom({ heads, subject, width, height }: Photograph, box: Box, covering: number): number {
  const tallest = Math.max(...heads.map(({ face }) => face.height));
  const eyes = Math.min(...heads.map((head) => head.eyes.y));
  const wanted = Math.max(
    SMALL_FACE / ((tallest * covering) / box.height),
    ((1 - LOW_EYES) * box.height) / covering / Math.max(1, height - eyes),
  );
  const group = subject ?? { width, height };
  const fitting = Math.min(box.width / covering / group.width, box.height / covering / group.height) / 1.3;
  return within(wanted, 1, Math.max(1, Math.min(MOST_FACE_ZOOM, fitting)));
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
  const looks = gazeSide(group);
  const lead = looks === undefined ? 0 : looks === 'right' ? -LEAD_ROOM : LEAD_ROOM;
  return { x: within(aim.x + lead, 0.3, 0.7), y: Math.min(aim.y, EYE_LINE) };
}

/** Moves a window of `length` pixels as little as needed to hold a stretch of `extent`, if that is not longer. */
function shiftToHold(start: number, length: number, from = start, extent = 0): number {
  return extent > length ? start : within(start, from + extent - length, from);
}

function within(value: number, least: number, most: number): number {
  return Math.min(Math.max(least, value), Math.max(least, most));
}
