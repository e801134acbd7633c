import type { Format } from '@proofsheet/domain';
import { type Box, boxAround } from '@proofsheet/raster';
import { LARGEST_CUTOUT, type Photograph } from '../images/photographs.ts';

/** Where a cut-out stands: what is shown of it, in its pixels, and where, in pixels of the frame. */
export interface CutoutPlacement {
  readonly crop: Box;
  readonly box: Box;
  /** Whether it ends in the air where its image cut it off. */
  readonly endsInAir: boolean;
}

/** A whole thing has air around it. */
const AIR = 0.88;
/** The tallest face, as a share of the height of its box. */
const LEAST_FACE = 0.25;
const MOST_FACE = 0.44;
const EYE_LINE = 0.34;
/** Between the hair and the upper edge of the box. */
const HEAD_ROOM = 0.03;
/** The farthest that a subject is moved to reach its edge, as a share of the frame's side. */
const REACH = 0.3;
/** How far a wide subject may reach towards the words, as a share of its width. */
const TOWARDS_WORDS = 0.06;

/**
 * A cut-out stands on the sides where its own image cuts it off: at the foot on the foot of its box, at the others on the
 * edge of the frame. A whole one floats in its box. With a face it is scaled by that, eyes near the upper third.
 */
export function placeCutout(place: Box, photo: Photograph, format: Format): CutoutPlacement {
  const scale = scaleFor(place, photo, format);
  const width = Math.max(1, Math.round(photo.width * scale));
  const height = Math.max(1, Math.round(photo.height * scale));
  const across = placeAcross(place, photo, { scale, width }, format);
  const down = placeDown(place, photo, { scale, height });
  const foot = place.y + place.height;
  // Enlarged beyond the foot of its box, it is cut there, on a pixel of its own.
  const shown = Math.min(photo.height, Math.max(1, Math.ceil((foot - down.y) / scale)));
  return {
    crop: { x: 0, y: 0, width: photo.width, height: shown },
    box: { x: across.x, y: down.y, width, height: Math.max(1, Math.round(shown * scale)) },
    endsInAir: across.endsInAir || down.endsInAir,
  };
}

function scaleFor(place: Box, photo: Photograph, format: Format): number {
  const fits = Math.min(place.width / photo.width, place.height / photo.height);
  const most = Math.min(fits * LARGEST_CUTOUT, widest(place, photo, format) / photo.width);
  const usual = Math.min(photo.cutOff.size === 0 ? fits * AIR : fits, most);
  const tallest = Math.max(0, ...photo.heads.map(({ face }) => face.height));
  if (tallest === 0) return usual;
  const heads = boxAround(photo.heads.map(({ whole }) => whole));
  const larger = photo.cutOff.has('bottom') ? (LEAST_FACE * place.height) / tallest : usual;
  const scale = Math.max(usual, Math.min(larger, most, place.width / heads.width));
  return Math.min(scale, (MOST_FACE * place.height) / tallest);
}

/** How wide a subject may be without reaching into the words: those are where its box does not reach the frame's edge. */
function widest(place: Box, { cutOff }: Photograph, { width }: Format): number {
  const room = cutOff.has('right')
    ? width - place.x
    : cutOff.has('left')
      ? place.x + place.width
      : place.width * LARGEST_CUTOUT;
  return room * (1 + TOWARDS_WORDS);
}

function placeAcross(
  place: Box,
  photo: Photograph,
  { scale, width }: { scale: number; width: number },
  format: Format,
): { x: number; endsInAir: boolean } {
  const heads = photo.heads.map(({ whole }) => whole);
  const head = heads.length > 0 ? boxAround(heads) : { x: 0, width: photo.width };
  const middle = place.x + place.width / 2;
  const wanted = middle - (head.x + head.width / 2) * scale;
  const wider = Math.max(0, width - place.width);
  const towards = Math.min(wider, width * TOWARDS_WORDS);
  // What is wider than its box leaves it on the side of the frame's edge rather than on that of the words.
  const least = place.x - (middle > format.width * 0.55 ? towards : wider);
  const most = place.x + place.width - width + (middle < format.width * 0.45 ? towards : wider);
  const x = Math.round(Math.min(Math.max(wanted, least), most));
  const edge = photo.cutOff.has('left') ? 0 : photo.cutOff.has('right') ? format.width - width : undefined;
  if (edge === undefined) return { x, endsInAir: false };
  return { x: edge, endsInAir: Math.abs(edge - x) > format.width * REACH };
}

function placeDown(
  place: Box,
  photo: Photograph,
  { scale, height }: { scale: number; height: number },
): { y: number; endsInAir: boolean } {
  const foot = place.y + place.height;
  if (photo.cutOff.has('top')) return { y: 0, endsInAir: place.y > place.height * REACH };
  if (!photo.cutOff.has('bottom')) return { y: Math.round(place.y + (place.height - height) / 2), endsInAir: false };
  const onFoot = foot - height;
  const [first] = photo.heads;
  if (!first) return { y: Math.round(onFoot), endsInAir: false };
  const heads = boxAround(photo.heads.map(({ whole }) => whole));
  const byEyes = place.y + EYE_LINE * place.height - first.eyes.y * scale;
  const byHair = place.y + HEAD_ROOM * place.height - heads.y * scale;
  return {
    y: Math.round(Math.max(onFoot, height > place.height ? Math.max(byHair, byEyes) : onFoot)),
    endsInAir: false,
  };
}
