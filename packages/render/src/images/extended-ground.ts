import { type Box, type Canvas, clip, enlarge, paste, release } from '@proofsheet/raster';
import sharp from 'sharp';
import { mirroredDepth } from './mirrored-depth.ts';
import type { Photograph } from './photographs.ts';
import type { Side } from './sources.ts';

/** What a photograph goes on with beyond its sides. */
interface Look {
  /** The most that is mirrored, as a share of the part; 0 draws on the pixels of the edge. */
  readonly mirrored: number;
  /** Each blur as a share of the picture's longer side, and from which distance to which it grows, in the same shares. */
  readonly blurs: readonly { readonly sigma: number; readonly from: number; readonly to: number }[];
  /** How much of the light is gone at the farthest. */
  readonly darkened: number;
}

const SHADE: Look = { mirrored: 0, blurs: [{ sigma: 0.02, from: 0, to: 0.02 }], darkened: 0 };
/** Like depth of field: what lies beside the photograph is as sharp as it is, and ever less so farther away. */
const BUSY: Look = {
  mirrored: 1,
  blurs: [
    { sigma: 0.008, from: 0, to: 0.04 },
    { sigma: 0.03, from: 0.03, to: 0.14 },
  ],
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
  for (const blur of look.blurs) await blurBeyond(canvas, place, blur);
  if (look.darkened > 0) darkenBeyond(canvas, place, look.darkened);
  paste(canvas, part, left, top);
  release(part.data);
  return canvas;
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

/** Blurs what lies beyond the photograph, the more the farther it is. */
async function blurBeyond(canvas: Canvas, place: Place, { sigma, from, to }: Look['blurs'][number]): Promise<void> {
  const { width, height, data } = canvas;
  const longer = Math.max(width, height);
  const small = { width: Math.ceil(width / REDUCED), height: Math.ceil(height / REDUCED) };
  const soft = await sharp(data, { raw: { width, height, channels: 3 } })
    .resize({ ...small, fit: 'fill' })
    .blur(Math.max(0.5, (longer * sigma) / REDUCED))
    .raw()
    .toBuffer();
  const blurred = enlarge(soft, small, 3, { width, height });
  forEachBeyond(canvas, place, (at, distance) => {
    const share = smooth(Math.min(1, Math.max(0, (distance / longer - from) / (to - from))));
    for (const channel of [at, at + 1, at + 2])
      data[channel] = (data[channel] as number) * (1 - share) + (blurred[channel] as number) * share;
  });
  release(soft, blurred);
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
