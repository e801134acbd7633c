import type { Format } from '@proofsheet/domain';
import { type Box, boxAround } from '@proofsheet/raster';
import { LARGEST_CUTOUT, type Photograph } from '../images/photographs.ts';

export interface CutoutPlacement {
  /** The part of it that is shown, in its pixels. */
  readonly crop: Box;
  /** Where that part stands, in pixels of the frame. */
  readonly box: Box;
  /** Whether it ends in mid-air where its image cut it off. */
  readonly endsInAir: boolean;
}

/** The share of its area that a whole subject fills, so that it has air around it. */
const FILLED = 0.88;
/** The tallest face, as a share of the area's height. */
const LEAST_FACE = 0.25;
const MOST_FACE = 0.44;
/** How far below the upper edge of the area the eyes are, as a share of its height. */
const EYE_LINE = 0.34;
/** Between the hair and the upper edge of the area, as a share of its height. */
const HEAD_ROOM = 0.03;
/** The farthest that a subject is moved to reach its edge, as a share of the frame's side. */
const REACH = 0.3;
/** How far a wide subject may reach towards the words, as a share of its width. */
const TOWARDS_WORDS = 0.06;

/**
 * Places a cut-out in the area that the template has for it. It stands on the sides where its image cuts it off: with
 * its foot on the foot of the area, with any other side on that edge of the frame. A whole one floats in the middle, or
 * `stands` on the foot of the area. One with a face is scaled by the face, its eyes near the upper third.
 */
export function placeCutout(area: Box, photo: Photograph, format: Format, stands = false): CutoutPlacement {
  const scale = scaleFor(area, photo, format);
  const width = Math.max(1, Math.round(photo.width * scale));
  const height = Math.max(1, Math.round(photo.height * scale));
  const across = placeAcross(area, photo, { scale, width }, format);
  const down = placeDown(area, photo, { scale, height, stands });
  const foot = area.y + area.height;
  // Where it reaches below the foot of the area it is cut there, between two of its own pixels.
  const shown = Math.min(photo.height, Math.max(1, Math.ceil((foot - down.y) / scale)));
  return {
    crop: { x: 0, y: 0, width: photo.width, height: shown },
    box: { x: across.x, y: down.y, width, height: Math.max(1, Math.round(shown * scale)) },
    endsInAir: across.endsInAir || down.endsInAir,
  };
}

function scaleFor(area: Box, photo: Photograph, format: Format): number {
  const fits = Math.min(area.width / photo.width, area.height / photo.height);
  const most = Math.min(fits * LARGEST_CUTOUT, widest(area, photo, format) / photo.width);
  const usual = Math.min(photo.cutOff.size === 0 ? fits * FILLED : fits, most);
  const tallest = Math.max(0, ...photo.heads.map(({ face }) => face.height));
  if (tallest === 0) return usual;
  const heads = boxAround(photo.heads.map(({ whole }) => whole));
  const larger = photo.cutOff.has('bottom') ? (LEAST_FACE * area.height) / tallest : usual;
  const scale = Math.max(usual, Math.min(larger, most, area.width / heads.width));
  return Math.min(scale, (MOST_FACE * area.height) / tallest);
}

/** How wide a subject may be without reaching into the words, which are beside its area. */
function widest(area: Box, { cutOff }: Photograph, { width }: Format): number {
  const available = cutOff.has('right')
    ? width - area.x
    : cutOff.has('left')
      ? area.x + area.width
      : area.width * LARGEST_CUTOUT;
  return available * (1 + TOWARDS_WORDS);
}

function placeAcross(
  area: Box,
  photo: Photograph,
  { scale, width }: { scale: number; width: number },
  format: Format,
): { x: number; endsInAir: boolean } {
  const heads = photo.heads.map(({ whole }) => whole);
  const head = heads.length > 0 ? boxAround(heads) : { x: 0, width: photo.width };
  const middle = area.x + area.width / 2;
  const wanted = middle - (head.x + head.width / 2) * scale;
  const wider = Math.max(0, width - area.width);
  const towards = Math.min(wider, width * TOWARDS_WORDS);
  // A subject wider than its area leaves it towards the edge of the frame rather than towards the words.
  const least = area.x - (middle > format.width * 0.55 ? towards : wider);
  const most = area.x + area.width - width + (middle < format.width * 0.45 ? towards : wider);
  const x = Math.round(Math.min(Math.max(wanted, least), most));
  const edge = photo.cutOff.has('left') ? 0 : photo.cutOff.has('right') ? format.width - width : undefined;
  if (edge === undefined) return { x, endsInAir: false };
  return { x: edge, endsInAir: Math.abs(edge - x) > format.width * REACH };
}

function placeDown(
  area: Box,
  photo: Photograph,
  { scale, height, stands }: { scale: number; height: number; stands: boolean },
): { y: number; endsInAir: boolean } {
  const foot = area.y + area.height;
  if (photo.cutOff.has('top')) return { y: 0, endsInAir: area.y > area.height * REACH };
  const onFoot = foot - height;
  if (!photo.cutOff.has('bottom'))
    return { y: Math.round(stands ? onFoot : area.y + (area.height - height) / 2), endsInAir: false };
  const [first] = photo.heads;
  if (!first) return { y: Math.round(onFoot), endsInAir: false };
  const heads = boxAround(photo.heads.map(({ whole }) => whole));
  const byEyes = area.y + EYE_LINE * area.height - first.eyes.y * scale;
  const byHair = area.y + HEAD_ROOM * area.height - heads.y * scale;
  return {
    y: Math.round(Math.max(onFoot, height > area.height ? Math.max(byHair, byEyes) : onFoot)),
    endsInAir: false,
  };
}
