import { type Box, boxAround, clip, type Point } from '@proofsheet/raster';
import { gazeSide, groupWithin } from '../images/heads.ts';
import type { Photograph } from '../images/photographs.ts';
import {
  LOW_EYES,
  MOST_ENLARGED,
  MOST_FACE_ZOOM,
  MOST_THING_ZOOM,
  SMALL_FACE,
  SMALL_THING,
} from '../images/resolution.ts';
import type { Side } from '../images/sources.ts';
import { neededPart } from './needed-part.ts';
import { runsOutWhere, wholePart } from './open-ends.ts';

/** The lowest that a crop has the eyes, as a share of its height: near the upper third. */
const EYE_LINE = 0.36;
/** How much more room a crop leaves before a face that looks to a side, as a share of its width. */
const LEAD_ROOM = 0.1;

interface CropOptions {
  readonly whole?: boolean;
  readonly air?: number;
  /** The sides of the photograph beyond which its ground goes on unseen. */
  readonly calm?: ReadonlySet<Side>;
  /** Those beyond which it can be drawn on as far as one likes. */
  readonly studio?: ReadonlySet<Side>;
}

const NONE: ReadonlySet<Side> = new Set();

/**
 * The part of a photograph that fills a box. With faces it has their eyes at the upper third and all heads whole, or
 * the largest of those that do not fit together; of a head that does not fit alone it keeps the chin. Without faces, and
 * of people from head to foot, the subject, whole, comes as near as possible to the template's aim, or else the focus.
 * Of a page that does not fit the upper part is shown.
 * With `whole`, a subject, with `air` around it, or faces with their foreheads, that do not fit into the box's shape make the part reach beyond
 * the photograph: on a calm side of it rather than on the other, if only one is.
 */
export function cropFor(
  photo: Photograph,
  box: Box,
  aim: Point,
  zoom = 1,
  { whole = false, air = 0, calm = NONE, studio = NONE }: CropOptions = {},
): Box {
  const cover = Math.max(box.width / photo.width, box.height / photo.height);
  const faces = photo.focusIsGiven || photo.isFigure ? [] : photo.heads;
  const subject = photo.focusIsGiven || !photo.subject ? undefined : wholePart(photo, photo.subject);
  const needed = neededPart(photo, studio.has('left') && studio.has('right'));
  const holding = needed ? holdingScale(photo, needed, box, air) : Number.POSITIVE_INFINITY;
  const extended =
    whole && needed && holding < cover && wholeSubject(photo, needed, box, aim, { scale: holding, air, calm });
  if (extended) return extended;
  // Of a figure that can be shown whole in no way the head is kept, as of a portrait: it is never beheaded.
  if (whole && holding < cover && photo.isFigure && !photo.focusIsGiven)
    return cropFor({ ...photo, isFigure: false }, box, aim, zoom, { whole, air, calm, studio });
  // Never so close that the subject is cut.
  const closer = whole && subject && faces.length === 0 ? Math.max(zoom, thingZoom(photo, subject, box, cover)) : zoom;
  const covering = cover * Math.min(closer, faces.length > 0 ? zoom : Math.max(1, holding / cover));
  const faceZoomed = faces.length === 0 ? 1 : faceZoom(photo, box, covering);
  // Within a hundredth of full size the pixels are used as they are.
  const scale = covering * faceZoomed <= 1 && covering * faceZoomed > 0.99 ? 1 : covering * faceZoomed;
  const width = Math.min(photo.width, Math.round(box.width / scale));
  const height = Math.min(photo.height, Math.round(box.height / scale));
  const group = groupWithin(faces, width, height);
  const kept =
    group.length > 0
      ? withArms(photo, group, { width, height })
      : subject && heldIn(photo, subject, air, { width, height });
  const target = group.length > 0 ? eyesOf(group) : subject ? middleOf(subject) : photo.focus;
  const at = group.length > 0 ? eyeAim(group, aim) : aim;
  const x = shiftToHold(target.x - at.x * width, width, kept?.x, kept?.width);
  const chin = group.length > 0 && kept && kept.height > height ? kept.y + kept.height - height : undefined;
  const top = photo.isPage ? 0 : undefined;
  const y = top ?? chin ?? shiftToHold(target.y - at.y * height, height, kept?.y, kept?.height);
  return {
    x: Math.round(within(x, 0, photo.width - width)),
    y: Math.round(within(y, 0, photo.height - height)),
    width,
    height,
  };
}

/** At least this share of a picture is photograph, not continued ground; else the subject is cut. */
const LEAST_PHOTOGRAPH = 0.42;

/** At least this share of a subject that its photograph cuts off stays when the picture crops it as well. */
const LEAST_CROPPED = 0.7;

/** The largest scale at which the subject, with air around it where its photograph has some, is whole in the box. */
function holdingScale(photo: Photograph, subject: Box, box: Box, air: number): number {
  const kept = withAir(photo, subject, air);
  return Math.min(box.width / kept.width, box.height / kept.height);
}

function withAir(photo: Photograph, { x, y, width, height }: Box, air: number): Box {
  const [across, down] = [width * air, height * air];
  const wider = { x: x - across, y: y - down, width: width + across * 2, height: height + down * 2 };
  return clip(wider, { x: 0, y: 0, width: photo.width, height: photo.height });
}

/** With its air, on the sides where the part has room for it. */
function heldIn(photo: Photograph, subject: Box, air: number, part: { width: number; height: number }): Box {
  const wider = withAir(photo, subject, air);
  const across = wider.width <= part.width ? wider : subject;
  const down = wider.height <= part.height ? wider : subject;
  return { x: across.x, y: down.y, width: across.width, height: down.height };
}

/**
 * A part that is longer than its photograph on one side, and no longer than it must be on the other. Undefined where too
 * little of it would be photograph, and where the subject itself runs out of the photograph on both ends of that side and
 * little of it would be cut: it is no more cut by the shape of the picture than by its photographer.
 */
function wholeSubject(
  photo: Photograph,
  subject: Box,
  box: Box,
  aim: Point,
  { scale, air, calm }: { readonly scale: number; readonly air: number; readonly calm: ReadonlySet<Side> },
): Box | undefined {
  const [width, height] = [Math.round(box.width / scale), Math.round(box.height / scale)];
  const shown = (Math.min(width, photo.width) * Math.min(height, photo.height)) / (width * height);
  if (shown < LEAST_PHOTOGRAPH) return undefined;
  const kept = withAir(photo, subject, air);
  const runsOut = runsOutWhere(photo, calm);
  const isEnclosed =
    (width > photo.width && runsOut.has('left') && runsOut.has('right')) ||
    (height > photo.height && runsOut.has('top') && runsOut.has('bottom'));
  if (isEnclosed && shown >= LEAST_CROPPED) return undefined;
  const along = (
    length: number,
    limit: number,
    from: number,
    extent: number,
    at: number,
    ends: readonly [Side, Side],
  ) => {
    const start = shiftToHold(from + extent / 2 - at * length, length, from, extent);
    if (length <= limit) return Math.round(within(start, 0, limit - length));
    const [runsOutBefore, runsOutAfter] = [runsOut.has(ends[0]), runsOut.has(ends[1])];
    const calmBefore = calm.has(ends[0]);
    if (!runsOutBefore && !runsOutAfter && calmBefore !== calm.has(ends[1])) return calmBefore ? limit - length : 0;
    if (runsOutBefore === runsOutAfter) return Math.round(within(start, limit - length, 0));
    return runsOutBefore ? 0 : limit - length;
  };
  return {
    x: along(width, photo.width, kept.x, kept.width, aim.x, ['left', 'right']),
    y: along(height, photo.height, kept.y, kept.height, aim.y, ['top', 'bottom']),
    width,
    height,
  };
}

/** How far to zoom in on small or low faces, as far as all heads stay in the crop. */
function faceZoom(photo: Photograph, box: Box, covering: number): number {
  const { heads, subject, width, height } = photo;
  const tallest = Math.max(...heads.map(({ face }) => face.height));
  const eyes = Math.min(...heads.map((head) => head.eyes.y));
  const wanted = Math.max(
    SMALL_FACE / ((tallest * covering) / box.height),
    ((1 - LOW_EYES) * box.height) / covering / Math.max(1, height - eyes),
  );
  const group = subject ? boxAround([subject, ...armBoxes(photo)]) : { width, height };
  const fitting = Math.min(box.width / covering / group.width, box.height / covering / group.height) / 1.3;
  return within(wanted, 1, Math.max(1, Math.min(MOST_FACE_ZOOM, fitting)));
}

/** How far to zoom in on a small thing, as far as its file has pixels for it. */
function thingZoom({ scale }: Photograph, thing: Box, box: Box, covering: number): number {
  const shown = Math.max((thing.width * covering) / box.width, (thing.height * covering) / box.height);
  const sharp = MOST_ENLARGED / (covering * scale);
  return within(SMALL_THING / shown, 1, Math.max(1, Math.min(MOST_THING_ZOOM, sharp)));
}

/** A group of heads, with the arms that it spreads or raises where the part has room for them. */
function withArms(photo: Photograph, group: Photograph['heads'], part: { width: number; height: number }): Box {
  const heads = boxAround(group.map(({ whole }) => whole));
  const reach = boxAround([heads, ...armBoxes(photo)]);
  return {
    ...(reach.width <= part.width ? { x: reach.x, width: reach.width } : { x: heads.x, width: heads.width }),
    ...(reach.height <= part.height ? { y: reach.y, height: reach.height } : { y: heads.y, height: heads.height }),
  };
}

function armBoxes({ arms }: Photograph): Box[] {
  return arms.map(({ x, y }) => ({ x, y, width: 0, height: 0 }));
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

/**
 * Moves a window of `length` pixels as little as needed to hold a stretch of `extent`, if that is not longer. A window that
 * was made to hold the stretch is rounded and may be a pixel too short for it.
 */
function shiftToHold(start: number, length: number, from = start, extent = 0): number {
  return extent > length + 1 ? start : within(start, from + extent - length, from);
}

function within(value: number, least: number, most: number): number {
  return Math.min(Math.max(least, value), Math.max(least, most));
}
