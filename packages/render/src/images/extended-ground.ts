import { type Box, blankCanvas, type Canvas, clip, enlarge, paste, release } from '@proofsheet/raster';
import sharp from 'sharp';
import { type Blur, darkenBeyond, type Place, type Size, softenBeyond } from './beyond-photograph.ts';
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
  /** How blurred it is, the first near the photograph: no twin of anything is seen, nor where what is mirrored begins again. */
  readonly blurs: readonly [Blur, Blur];
  /** How much of the light is gone at the farthest. */
  readonly darkened: number;
}

/** Farther away no streak is left of what the edge shows. */
const SHADE: Look = {
  mirrored: 0,
  rim: 0,
  blurs: [
    { sigma: 0.02, from: 0, to: 0.02 },
    { sigma: 0.07, from: 0, to: 0.1 },
  ],
  darkened: 0,
};
/** Like depth of field: what lies beside the photograph is as sharp as it is, and ever less so farther away. */
const BUSY: Look = {
  mirrored: 1,
  rim: 0.03,
  blurs: [
    { sigma: 0.02, from: 0, to: 0.05 },
    { sigma: 0.06, from: 0, to: 0.12 },
  ],
  darkened: 0.2,
};

/**
 * A crop that reaches beyond its photograph, so that the subject is shown whole in a shape that it does not have. A shade
 * `goesOn` as it is at the edge; its lines are lost on the way, before they are streaks. Any other ground is mirrored
 * there, so that no seam is seen, and blurred and darkened the more the farther it is; the subject is never mirrored where
 * its photograph has ground beside it.
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
  if (photo.isTrimmed) return onPaper(part, { left, top }, { width, height });
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
  const drawn = await groundOf(part, place, { width, height }, look, ground);
  softenBeyond(canvas, asItIs, look.blurs[0], await softened(drawn, asItIs, look.blurs, canvas));
  release(drawn.data);
  if (look.darkened > 0) darkenBeyond(canvas, place, look.darkened);
  release(part.data);
  return canvas;
}

/** White paper goes on as it is. */
function onPaper(part: Canvas, { left, top }: { readonly left: number; readonly top: number }, frame: Size): Canvas {
  const canvas = blankCanvas(frame.width, frame.height, { r: 255, g: 255, b: 255 });
  paste(canvas, part, left, top);
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

/** At least this share of a side is mirrored: less would be drawn into streaks. */
const LEAST_MIRRORED = 0.03;

/** The part with its ground drawn on to the sides of the frame. */
function drawnOn(part: Canvas, place: Place, { width, height }: Size, kept: Box | undefined, look: Look): Canvas {
  const columns = sources(width, place.left, part, { sides: ['left', 'right'], kept, look });
  const rows = sources(height, place.top, part, { sides: ['top', 'bottom'], kept, look });
  const data = new Uint8Array(width * height * 3);
  const right = Math.min(width, place.left + part.width);
  for (let y = 0; y < height; y++) {
    const [row, start] = [(rows[y] as number) * part.width * 3, y * width * 3];
    data.set(part.data.subarray(row, row + (right - place.left) * 3), start + place.left * 3);
    const drawOn = (from: number, to: number) => {
      for (let x = from; x < to; x++)
        for (let channel = 0; channel < 3; channel++)
          data[start + x * 3 + channel] = part.data[row + (columns[x] as number) * 3 + channel] as number;
    };
    drawOn(0, place.left);
    drawOn(right, width);
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

/** What is so blurred is made at an eighth of the size: it looks the same and costs a hundredth. */
const REDUCED = 8;

function reduced({ left, top, width, height }: Place): Place {
  const small = (length: number) => Math.max(1, Math.round(length / REDUCED));
  return {
    left: Math.round(left / REDUCED),
    top: Math.round(top / REDUCED),
    width: small(width),
    height: small(height),
  };
}

/** The whole frame, small, filled with the part's ground, drawn on as far as it goes on. */
async function groundOf(
  part: Canvas,
  place: Place,
  frame: Size,
  look: Look,
  withoutSubject: (small: Canvas) => Canvas,
): Promise<Canvas> {
  const small = reduced(place);
  const { width, height } = small;
  const data = await sharp(part.data, { raw: { width: part.width, height: part.height, channels: 3 } })
    .resize({ width, height, fit: 'fill', kernel: 'nearest' })
    .raw()
    .toBuffer();
  const drawn = drawnOn(
    withoutSubject({ width, height, data }),
    small,
    reduced({ left: 0, top: 0, ...frame }),
    undefined,
    look,
  );
  release(data);
  return drawn;
}

/** The small frame at the size of the picture, blurred as near the photograph and, beyond it, ever more as far away. */
async function softened(small: Canvas, place: Place, [near, far]: Look['blurs'], size: Size): Promise<Uint8Array> {
  const longer = Math.max(size.width, size.height) / REDUCED;
  const blurred = ({ sigma }: Blur) =>
    sharp(small.data, { raw: { width: small.width, height: small.height, channels: 3 } })
      .blur(Math.max(0.5, longer * sigma))
      .raw()
      .toBuffer();
  const soft = { ...small, data: await blurred(near) };
  softenBeyond(soft, reduced(place), far, await blurred(far));
  const kept = { x: place.left, y: place.top, width: place.width, height: place.height };
  const enlarged = enlarge(soft.data, small, 3, { width: size.width, height: size.height }, kept);
  release(soft.data);
  return enlarged;
}
