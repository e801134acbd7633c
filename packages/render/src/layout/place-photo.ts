import { type Box, boxAround, type Point } from '@proofsheet/raster';
import { gazeSide, groupWithin } from '../images/heads.ts';
import type { Photograph } from '../images/photographs.ts';
import { LOW_EYES, MOST_FACE_ZOOM, SMALL_FACE } from '../images/resolution.ts';

/** The lowest that a crop has the eyes, as a share of its height: near the upper third. */
const EYE_LINE = 0.36;
/** How much more room a crop leaves before a face that looks to a side, as a share of its width. */
const LEAD_ROOM = 0.1;

/**
 * The part of a photograph that fills a box. With faces it has their eyes at the upper third and all heads whole, or
 * the largest of those that do not fit together; of a head that does not fit alone it keeps the chin. Without faces the
 * subject, whole, or else the focus comes as near as possible to the template's aim.
 */
export function cropFor(photo: Photograph, box: Box, aim: Point, zoom = 1): Box {
  const covering = Math.max(box.width / photo.width, box.height / photo.height) * zoom;
  const faces = photo.focusIsGiven ? [] : photo.heads;
  const faceZoomed = faces.length === 0 ? 1 : faceZoom(photo, box, covering);
  // Within a hundredth of full size the pixels are used as they are.
  const scale = covering * faceZoomed <= 1 && covering * faceZoomed > 0.99 ? 1 : covering * faceZoomed;
  const width = Math.min(photo.width, Math.round(box.width / scale));
  const height = Math.min(photo.height, Math.round(box.height / scale));
  const group = groupWithin(faces, width, height);
  const subject = photo.focusIsGiven ? undefined : photo.subject;
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
