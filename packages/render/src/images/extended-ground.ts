import { type Box, type Canvas, clip, enlarge, release } from '@proofsheet/raster';
import sharp from 'sharp';
import { mirroredDepth } from './mirrored-depth.ts';
import type { Photograph } from './photographs.ts';
import type { Side } from './sources.ts';
import { withoutSubject } from './without-subject.ts';

/** What a photograph goes on with beyond its sides. */
interface Look {
  /** The most that is mirrored, as a share of the part; 0 draws on the pixels of the edge. */
  readonly mirrored: number;
  /** How much of the photograph's own ground softens where it goes on, as a share of the picture's longer side. */
  readonly rim: number;
  /** Farther away it is this blurred: no twin of anything is seen, nor where what is mirrored begins again. */
  readonly blur: Blur;
  /** How much of the light is gone at the farthest. */
  readonly darkened: number;
}

/** In shares of the picture's longer side: how much, and the distance within which it grows to that. */
interface Blur {
  readonly sigma: number;
  readonly within: number;
}

const SHADE: Look = { mirrored: 0, rim: 0, blur: { sigma: 0.02, within: 0.02 }, darkened: 0 };
/** Like depth of field: what lies beside the photograph is as sharp as it is, and ever less so farther away. */
const BUSY: Look = {
  mirrored: 1,
  rim: 0.03,
  blur: { sigma: 0.02, within: 0.05 },
  darkened: 0.2,
};

/**
 * A crop that reaches beyond its photograph, so that the subject is shown whole in a shape that it does not have. A shade
 * `goesOn` as it is at the edge. Any other ground is mirrored there, so that no seam is seen, and blurred and darkened the
 * more the farther it is; the subject is never mirrored where its photograph has ground beside it.
 */
export async function cropWithGround(
  photo: Photograph,
  crop: Box,
  { width, height }: { readonly width: number; readonly height: number },
  goesOn: boolean,
): Promise<Canvas> {
  const inside = clip(crop, { x: 0, y: 0, width: photo.width, height: photo.height });
  const [across, down] = [width / crop.width, height / crop.height];
  const left = Math.round((inside.x - crop.x) * across);
  const top = Math.round((inside.y - crop.y) * down);
  const size = {
    width: Math.min(width - left, Math.max(1, Math.round(inside.width * across))),
    height: Math.min(height - top, Math.max(1, Math.round(inside.height * down))),
  };
  const part = { ...size, data: await photo.image.part(inside, size) };
  const look = goesOn ? SHADE : BUSY;
  const kept = photo.subject && {
    x: (photo.subject.x - inside.x) * across,
    y: (photo.subject.y - inside.y) * down,
    width: photo.subject.width * across,
    height: photo.subject.height * down,
  };
  const place = { left, top, ...size };
  const canvas = drawnOn(part, place, { width, height }, kept, look);
  const asItIs = look.rim === 0 ? place : withoutRim(place, canvas, kept, look.rim);
  const ground = (small: Canvas) => withoutSubject(small, photo, inside);
  const softer = goesOn
    ? await blurred(canvas, look.blur)
    : await farGround(part, place, { width, height }, look, ground);
  softenBeyond(canvas, asItIs, look.blur, softer);
  if (look.darkened > 0) darkenBeyond(canvas, place, look.darkened);
  release(part.data);
  return canvas;
}

/** The place of a part without the rim that softens on the sides that it goes on beyond: what is kept stays sharp. */
function withoutRim({ left, top, width, height }: Place, frame: Size, kept: Box | undefined, rim: number): Place {
  const most = Math.max(frame.width, frame.height) * rim;
  const inset = (goesOn: boolean, room: number) => (goesOn ? Math.floor(Math.min(most, Math.max(0, room))) : 0);
  const { x, y, width: wide, height: high } = kept ?? { x: width / 2, y: height / 2, width: 0, height: 0 };
  const [before, above] = [inset(left > 0, x), inset(top > 0, y)];
  const after = inset(left + width < frame.width, width - x - wide);
  const below = inset(top + height < frame.height, height - y - high);
  return { left: left + before, top: top + above, width: width - before - after, height: height - above - below };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Place extends Size {
  readonly left: number;
  readonly top: number;
}

/** At least this share of a side is mirrored: less would be drawn into streaks. */
const LEAST_MIRRORED = 0.03;

/** The part with its ground drawn on to the sides of the frame. */
function drawnOn(part: Canvas, place: Place, { width, height }: Size, kept: Box | undefined, look: Look): Canvas {
  const columns = sources(width, place.left, part, { sides: ['left', 'right'], kept, look });
  const rows = sources(height, place.top, part, { sides: ['top', 'bottom'], kept, look });
  const data = new Uint8Array(width * height * 3);
  for (let y = 0, at = 0; y < height; y++) {
    const row = (rows[y] as number) * part.width;
    for (let x = 0; x < width; x++, at += 3) {
      const from = (row + (columns[x] as number)) * 3;
      data[at] = part.data[from] as number;
      data[at + 1] = part.data[from + 1] as number;
      data[at + 2] = part.data[from + 2] as number;
    }
  }
  return { width, height, data };
}

/** Along one side: which pixel of the part stands at each pixel of the frame. `kept` is where its subject is. */
function sources(
  length: number,
  start: number,
  part: Canvas,
  {
    sides: [first, last],
    kept,
    look: { mirrored },
  }: { sides: readonly [Side, Side]; kept: Box | undefined; look: Look },
): Int32Array {
  const isAcross = first === 'left';
  const size = isAcross ? part.width : part.height;
  const [from, extent] = isAcross ? [kept?.x, kept?.width] : [kept?.y, kept?.height];
  const [before, after] = from === undefined || extent === undefined ? [size, size] : [from, size - from - extent];
  const strip = (room: number, side: Side) => {
    const calm = mirrored === 0 ? 0 : size * mirroredDepth(part, side);
    return Math.max(1, Math.round(Math.min(size, calm, Math.max(room, size * LEAST_MIRRORED)) * mirrored));
  };
  const [atStart, atEnd] = [start > 0 ? strip(before, first) : 1, start + size < length ? strip(after, last) : 1];
  return Int32Array.from({ length }, (_, at) => {
    const place = at - start;
    if (place < 0) return reflected(-1 - place, atStart);
    if (place >= size) return size - 1 - reflected(place - size, atEnd);
    return place;
  });
}

/** To and fro between 0 and `strip`. */
function reflected(distance: number, strip: number): number {
  const along = distance % (strip * 2);
  return along < strip ? along : strip * 2 - 1 - along;
}

/** Blurring at a quarter of the size looks the same and costs a fraction. */
const REDUCED = 4;

async function blurred({ width, height, data }: Canvas, { sigma }: Blur): Promise<Uint8Array> {
  const small = { width: Math.ceil(width / REDUCED), height: Math.ceil(height / REDUCED) };
  const soft = await sharp(data, { raw: { width, height, channels: 3 } })
    .resize({ ...small, fit: 'fill' })
    .blur(Math.max(0.5, (Math.max(width, height) * sigma) / REDUCED))
    .raw()
    .toBuffer();
  const enlarged = enlarge(soft, small, 3, { width, height });
  release(soft);
  return enlarged;
}

/** What is so blurred is made at an eighth of the size. */
const FAR_REDUCED = 8;

/** The whole frame filled with the part's ground, mirrored as far as it goes on, and blurred. */
async function farGround(
  part: Canvas,
  place: Place,
  { width, height }: Size,
  look: Look,
  withoutSubject: (small: Canvas) => Canvas,
): Promise<Uint8Array> {
  const small = (length: number) => Math.max(1, Math.round(length / FAR_REDUCED));
  const size = { width: small(part.width), height: small(part.height) };
  const data = await sharp(part.data, { raw: { width: part.width, height: part.height, channels: 3 } })
    .resize({ ...size, fit: 'fill', kernel: 'nearest' })
    .raw()
    .toBuffer();
  const ground = withoutSubject({ ...size, data });
  const frame = { width: small(width), height: small(height) };
  const at = { left: Math.round(place.left / FAR_REDUCED), top: Math.round(place.top / FAR_REDUCED) };
  const drawn = drawnOn(ground, { ...at, ...size }, frame, undefined, look);
  const soft = await sharp(drawn.data, { raw: { ...frame, channels: 3 } })
    .blur(Math.max(0.5, (Math.max(width, height) * look.blur.sigma) / FAR_REDUCED))
    .raw()
    .toBuffer();
  const enlarged = enlarge(soft, frame, 3, { width, height });
  release(data, soft);
  return enlarged;
}

/** Gives what lies beyond the photograph over to a softer picture of it, the more the farther it is. */
function softenBeyond(canvas: Canvas, place: Place, { within }: Blur, softer: Uint8Array): void {
  const { data } = canvas;
  const longer = Math.max(canvas.width, canvas.height);
  forEachBeyond(canvas, place, (at, distance) => {
    const share = smooth(Math.min(1, distance / longer / within));
    for (const channel of [at, at + 1, at + 2])
      data[channel] = (data[channel] as number) * (1 - share) + (softer[channel] as number) * share;
  });
  release(softer);
}

/** Takes up to `most` of the light of each pixel, by its distance from the photograph. */
function darkenBeyond(canvas: Canvas, place: Place, most: number): void {
  const { width, height, data } = canvas;
  const farthest = Math.max(
    1,
    place.left,
    place.top,
    width - place.left - place.width,
    height - place.top - place.height,
  );
  forEachBeyond(canvas, place, (at, distance) => {
    const light = 1 - most * smooth(Math.min(1, distance / farthest));
    for (const channel of [at, at + 1, at + 2]) data[channel] = (data[channel] as number) * light;
  });
}

/** Every pixel that lies beyond the photograph, by the place of its first channel, and how far beyond, in pixels. */
function forEachBeyond({ width, height }: Size, place: Place, visit: (at: number, distance: number) => void): void {
  const [right, bottom] = [place.left + place.width, place.top + place.height];
  for (let y = 0; y < height; y++) {
    const down = Math.max(0, place.top - y, y - bottom + 1);
    for (let x = 0; x < width; x++) {
      const across = Math.max(0, place.left - x, x - right + 1);
      if (across > 0 || down > 0) visit((y * width + x) * 3, Math.hypot(across, down));
      else x = right - 1;
    }
  }
}

/** A slope without a bend where it begins and ends: a bend is seen as an edge. */
function smooth(share: number): number {
  return share * share * (3 - 2 * share);
}
