import { type Box, type Canvas, clip, enlarge, release } from '@proofsheet/raster';
import sharp from 'sharp';
import type { Photograph } from './photographs.ts';

/**
 * How softly a photograph passes into its ground, as shares of its shorter side, and how that is blurred, as shares of the
 * picture's longer one: a shade, and a ground with things in it of which only the colours are left.
 */
const SHADE = { feather: 0.05, blur: 0.02, darkened: 0 };
const BUSY = { feather: 0.16, blur: 0.06, darkened: 0.25 };
/** Blurring at an eighth of the size looks the same and costs a hundredth. */
const REDUCED = 8;
/**
 * A crop that reaches beyond its photograph, so that the subject is shown whole in a shape that it does not have. Its
 * edges are drawn on; where the ground does not go on by itself, `goesOn`, so blurred that only their colours are left,
 * and a little darker the farther they are. It passes softly into them, but not where its subject is.
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
  const place = { left, top, width, height };
  const look = goesOn ? SHADE : BUSY;
  const canvas = await drawnOn(part, place, look);
  const wanted = Math.round(Math.min(size.width, size.height) * look.feather);
  const kept = photo.subject && {
    x: (photo.subject.x - inside.x) * across,
    y: (photo.subject.y - inside.y) * down,
    width: photo.subject.width * across,
    height: photo.subject.height * down,
  };
  fadeInto(canvas, part, place, feathersBeside(kept, size, wanted));
  release(part.data);
  return canvas;
}

interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

type Sides = Readonly<Record<'left' | 'top' | 'right' | 'bottom', number>>;

/** At least this share of what is wanted: a hard edge is worse than a soft rim of the subject. */
const LEAST_FEATHER = 0.25;

/** How far the photograph fades on each side: as far as is wanted, but not into its subject. */
function feathersBeside(kept: Box | undefined, size: { width: number; height: number }, wanted: number): Sides {
  const upTo = (room: number) => Math.max(2, Math.min(wanted, Math.max(room, wanted * LEAST_FEATHER)));
  if (!kept) return { left: upTo(wanted), top: upTo(wanted), right: upTo(wanted), bottom: upTo(wanted) };
  return {
    left: upTo(kept.x),
    top: upTo(kept.y),
    right: upTo(size.width - kept.x - kept.width),
    bottom: upTo(size.height - kept.y - kept.height),
  };
}

/** The edge pixels of the part drawn on to the sides of the frame, and blurred so that no grain becomes a streak. */
async function drawnOn(part: Canvas, place: Place, { blur, darkened }: typeof SHADE): Promise<Canvas> {
  const { part: small, size, whole, margins } = await reduced(part, place);
  const wide = await sharp(small, { raw: { ...size, channels: 3 } })
    .extend({ ...margins, extendWith: 'copy' })
    .raw()
    .toBuffer();
  if (darkened > 0) darken(wide, whole, { ...margins, ...size }, darkened);
  return enlarged(wide, whole, place, blur);
}

interface Reduced {
  readonly part: Buffer;
  readonly size: { readonly width: number; readonly height: number };
  readonly whole: { readonly width: number; readonly height: number };
  readonly margins: Sides;
}

async function reduced({ width, height, data }: Canvas, place: Place): Promise<Reduced> {
  const less = (pixels: number) => Math.round(pixels / REDUCED);
  const size = { width: Math.max(1, less(width)), height: Math.max(1, less(height)) };
  const whole = {
    width: Math.max(size.width, less(place.width)),
    height: Math.max(size.height, less(place.height)),
  };
  const left = Math.min(whole.width - size.width, less(place.left));
  const top = Math.min(whole.height - size.height, less(place.top));
  const margins = { left, top, right: whole.width - size.width - left, bottom: whole.height - size.height - top };
  const part = await sharp(data, { raw: { width, height, channels: 3 } })
    .resize({ ...size, fit: 'fill' })
    .raw()
    .toBuffer();
  return { part, size, whole, margins };
}

/** Takes up to `most` of the light of each pixel, by its distance from the photograph. */
function darken(
  data: Buffer,
  whole: { width: number; height: number },
  { left, top, width, height }: Sides & { width: number; height: number },
  most: number,
): void {
  const farthest = Math.max(1, left, top, whole.width - left - width, whole.height - top - height);
  for (let y = 0, at = 0; y < whole.height; y++) {
    const down = Math.max(0, top - y, y - (top + height - 1));
    for (let x = 0; x < whole.width; x++, at += 3) {
      const far = Math.max(down, left - x, x - (left + width - 1));
      if (far <= 0) continue;
      const light = 1 - most * Math.min(1, far / farthest);
      for (const channel of [0, 1, 2]) data[at + channel] = (data[at + channel] as number) * light;
    }
  }
}

async function enlarged(
  data: Buffer,
  whole: { width: number; height: number },
  { width, height }: Place,
  blur: number,
): Promise<Canvas> {
  const sigma = Math.max(0.5, Math.max(whole.width, whole.height) * blur);
  const soft = await sharp(data, { raw: { ...whole, channels: 3 } })
    .blur(sigma)
    .raw()
    .toBuffer();
  const full = enlarge(soft, whole, 3, { width, height });
  release(soft);
  return { width, height, data: full };
}

/** Lays the part in its place; it fades towards those of its sides beyond which the ground goes on. */
function fadeInto(canvas: Canvas, part: Canvas, place: Place, feathers: Sides): void {
  const { width, height, data } = part;
  const goesOn = {
    left: place.left > 0,
    top: place.top > 0,
    right: place.left + width < place.width,
    bottom: place.top + height < place.height,
  };
  const rise = (side: keyof Sides, distance: number) =>
    goesOn[side] ? smooth(Math.min(1, (distance + 0.5) / feathers[side])) : 1;
  const columns = Float32Array.from({ length: width }, (_, x) =>
    Math.min(rise('left', x), rise('right', width - 1 - x)),
  );
  const solid = { from: columns.indexOf(1), to: columns.lastIndexOf(1) + 1 };
  for (let y = 0; y < height; y++) {
    const down = Math.min(rise('top', y), rise('bottom', height - 1 - y));
    const row = { from: y * width * 3, to: ((place.top + y) * canvas.width + place.left) * 3 };
    const copied = down === 1 && solid.from >= 0 ? solid : { from: 0, to: 0 };
    canvas.data.set(data.subarray(row.from + copied.from * 3, row.from + copied.to * 3), row.to + copied.from * 3);
    for (let x = 0; x < width; x++) {
      if (x === copied.from) x = copied.to;
      if (x < width) mix(canvas.data, row.to + x * 3, data, row.from + x * 3, Math.min(columns[x] as number, down));
    }
  }
}

function mix(target: Uint8Array, to: number, source: Uint8Array, from: number, share: number): void {
  for (let channel = 0; channel < 3; channel++) {
    const under = target[to + channel] as number;
    target[to + channel] = under + ((source[from + channel] as number) - under) * share + 0.5;
  }
}

/** A slope without a bend where it begins and ends: a bend is seen as an edge. */
function smooth(share: number): number {
  return share * share * (3 - 2 * share);
}
