import { type Box, boxAround, type Point } from '@proofsheet/raster';
import { groupWithin, lookOf } from '../images/heads.ts';
import type { Photograph } from '../images/photographs.ts';
import { LOW_EYES, NEAR_FACE, NEAREST } from '../images/resolution.ts';

/** Where the eyes come to stand at the lowest, as a share of the height: near the upper third. */
const EYE_LINE = 0.36;
/** Room before a face that looks to a side, as a share of the width. */
const LOOK_ROOM = 0.1;

/**
 * The part of a photograph that fills a box. Faces: their eyes at the upper third, all heads whole, or of those that do
 * not fit together the largest; where even one head does not, the chin is kept. Otherwise the subject, whole, or else the
 * focus comes as near as can be to the template's aim.
 */
export function cropFor(photo: Photograph, box: Box, aim: Point, zoom = 1): Box {
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

function within(value: number, least: number, most: number): number {
  return Math.min(Math.max(least, value), Math.max(least, most));
}
