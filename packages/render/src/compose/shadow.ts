import { type Box, type Canvas, clip, dilate, type Mask, type Overlay, type Rgb, release } from '@proofsheet/raster';
import sharp from 'sharp';
import type { Side } from '../images/sources.ts';
import type { ShadowKind } from '../templates/effects.ts';

/** A cut-out in the frame, and the sides on which its image cuts it off. */
export interface PlacedCutout {
  readonly overlay: Overlay;
  readonly box: Box;
  readonly cutOff: ReadonlySet<Side>;
}

/** Lengths are shares of the frame's shorter side. Shadows are made at a quarter of the size: they have no detail. */
const SHADOWS = {
  drop: { reduction: 4, reach: 0.022, dx: 0.012, dy: 0.022, squash: 1, strength: 0.5 },
  contact: { reduction: 4, reach: 0.016, dx: 0, dy: 0, squash: 0.1, strength: 0.7 },
  rim: { reduction: 4, reach: 0.011, dx: 0, dy: 0, squash: 1, strength: 0.55 },
  lift: { reduction: 4, reach: 0.03, dx: 0.012, dy: 0.034, squash: 1, strength: 0.85 },
  glow: { reduction: 4, reach: 0.036, dx: 0, dy: 0, squash: 1, strength: 1.5 },
  outline: { reduction: 1, reach: 0.011, dx: 0, dy: 0, squash: 1, strength: 1 },
  stroke: { reduction: 1, reach: 0.015, dx: 0, dy: 0, squash: 1, strength: 1 },
  sticker: { reduction: 1, reach: 0.021, dx: 0, dy: 0, squash: 1, strength: 1 },
} as const;

/** Lines of even width; the others fade out. */
const LINES: ReadonlySet<ShadowKind> = new Set(['outline', 'stroke', 'sticker']);

/**
 * Draws the shadow, the glow, the rim light or the outline of a cut-out from its own alpha. It fades out around the cut-out; on a
 * side where that is cut off it goes on as if the subject did, and nothing is drawn beyond the cut.
 */
export async function castShadow(canvas: Canvas, standing: PlacedCutout, kind: ShadowKind, colour: Rgb): Promise<void> {
  const { overlay, box, cutOff } = standing;
  const { reduction, squash, strength, ...look } = SHADOWS[kind];
  const side = Math.min(canvas.width, canvas.height);
  const reach = (look.reach * side) / reduction;
  const pad = Math.ceil(reach * 3) + 1;
  const small = {
    width: Math.max(1, Math.round(box.width / reduction)),
    height: Math.max(1, Math.round((box.height * squash) / reduction)),
  };
  const flat = await alphaOf(overlay, small);
  const alpha = kind === 'contact' ? whereItStands(flat, overlay, box.height / reduction) : flat;
  const padded = padAround(alpha, pad, cutOff);
  const mask = LINES.has(kind) ? await outlineOf(padded, reach) : await softened(padded, reach);
  const rise = (alpha.height - flat.height) * reduction;
  const foot = box.y + box.height * (1 - squash * (kind === 'contact' ? 0.62 : 1)) - rise;
  const place = {
    x: Math.round(box.x + look.dx * side - pad * reduction),
    y: Math.round(foot + look.dy * side - pad * reduction),
    width: mask.width * reduction,
    height: mask.height * reduction,
  };
  shade(canvas, { mask, reduction, place }, clip(place, withinCut(canvas, box, cutOff)), colour, strength);
  for (const { data } of [padded, mask]) release(data);
}

async function alphaOf({ data, width, height }: Overlay, size: { width: number; height: number }): Promise<Mask> {
  const pipeline = sharp(data, { raw: { width, height, channels: 4 } }).extractChannel(3);
  if (size.width !== width || size.height !== height)
    pipeline.resize(size.width, size.height, { fit: 'fill', kernel: 'linear' });
  return { ...size, data: await pipeline.raw().toBuffer() };
}

/** What is farther above the foot of a cut-out than this, as a share of its height, casts nothing where that stands. */
const STANDS = 0.16;
/** An alpha of which a pixel is seen. */
const SEEN = 128;

/**
 * Lays the shadow below what stands: each leg of a chair at its own height, and the fainter the higher that is. What does
 * not reach down casts nothing: a bottle that leans stands on one corner, not on its width. The mask gets rows above for that.
 */
function whereItStands({ width, height, data }: Mask, overlay: Overlay, boxHeight: number): Mask {
  const rise = Math.ceil(boxHeight * STANDS);
  const raised = new Uint8Array(width * (height + rise));
  for (let x = 0; x < width; x++) {
    const from = Math.floor((x * overlay.width) / width);
    const to = Math.max(from + 1, Math.floor(((x + 1) * overlay.width) / width));
    const above = heightAbove(overlay, from, to);
    if (above >= STANDS) continue;
    const top = rise - Math.round(above * boxHeight);
    for (let y = 0; y < height; y++)
      raised[(top + y) * width + x] = (data[y * width + x] as number) * (1 - above / STANDS);
  }
  return { width, height: height + rise, data: raised };
}

/** How far above its foot a cut-out begins between two columns, as a share of its height; 1 where it has nothing. */
function heightAbove({ width, height, data }: Overlay, from: number, to: number): number {
  const most = Math.ceil(height * STANDS);
  for (let above = 0; above < most; above++)
    for (let x = from; x < to; x++)
      if ((data[((height - 1 - above) * width + x) * 4 + 3] as number) >= SEEN) return above / height;
  return 1;
}

/**
 * Pads with clear pixels on the sides where the cut-out ends by itself, and repeats its last ones where it is cut off.
 */
function padAround(mask: Mask, pad: number, cutOff: ReadonlySet<Side>): Mask {
  const [width, height] = [mask.width + pad * 2, mask.height + pad * 2];
  const data = new Uint8Array(width * height);
  const firstX = cutOff.has('left') ? 0 : pad;
  const lastX = cutOff.has('right') ? width : width - pad;
  const firstY = cutOff.has('top') ? 0 : pad;
  const lastY = cutOff.has('bottom') ? height : height - pad;
  for (let y = firstY; y < lastY; y++) {
    const row = Math.min(mask.height - 1, Math.max(0, y - pad)) * mask.width;
    for (let x = firstX; x < lastX; x++)
      data[y * width + x] = mask.data[row + Math.min(mask.width - 1, Math.max(0, x - pad))] as number;
  }
  return { width, height, data };
}

async function softened(mask: Mask, sigma: number): Promise<Mask> {
  const { width, height } = mask;
  const data = await sharp(mask.data, { raw: { width, height, channels: 1 } })
    .blur(Math.max(0.4, sigma))
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  return { width, height, data };
}

const SMOOTHING = 1.6;
const STEEPNESS = 2.4;

/** Even all around, with rounded notches: hair would make it ragged otherwise. */
async function outlineOf(mask: Mask, thickness: number): Promise<Mask> {
  const wide = dilate(mask, thickness * 2);
  for (let at = 0; at < wide.data.length; at++) wide.data[at] = 255 - (wide.data[at] as number);
  const { width, height, data } = dilate(wide, thickness);
  // Distances are measured from whole pixels; blurring the edge and steepening it again removes their steps.
  const smooth = await sharp(data, { raw: { width, height, channels: 1 } })
    .blur(SMOOTHING)
    .linear(-STEEPNESS, 127.5 * (1 + STEEPNESS))
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  return { width, height, data: smooth };
}

/** The part of the frame on the subject's side of each cut. */
function withinCut({ width, height }: Canvas, box: Box, cutOff: ReadonlySet<Side>): Box {
  const x = cutOff.has('left') ? box.x : 0;
  const y = cutOff.has('top') ? box.y : 0;
  const right = cutOff.has('right') ? box.x + box.width : width;
  const bottom = cutOff.has('bottom') ? box.y + box.height : height;
  return { x, y, width: right - x, height: bottom - y };
}

/** A mask and where it lies in the frame, enlarged `reduction` times. */
interface Projection {
  readonly mask: Mask;
  readonly reduction: number;
  readonly place: Box;
}

/** Mixes a part of the frame with a colour by the mask, interpolated linearly: it is too soft for that to show. */
function shade(canvas: Canvas, { mask, reduction, place }: Projection, part: Box, colour: Rgb, strength: number): void {
  const { data, width } = canvas;
  const columns = between(part.x - place.x, part.width, reduction, mask.width);
  const rows = between(part.y - place.y, part.height, reduction, mask.height);
  const line = new Float32Array(mask.width);
  for (let y = 0; y < part.height; y++) {
    const [above, below] = [rows.first[y] as number, rows.next[y] as number];
    const share = rows.share[y] as number;
    for (let x = 0; x < line.length; x++) {
      const value = mask.data[above * mask.width + x] as number;
      const between = value + ((mask.data[below * mask.width + x] as number) - value) * share;
      line[x] = Math.min(255, between * strength);
    }
    for (let x = 0, to = ((part.y + y) * width + part.x) * 3; x < part.width; x++, to += 3) {
      const value = line[columns.first[x] as number] as number;
      const alpha = value + ((line[columns.next[x] as number] as number) - value) * (columns.share[x] as number);
      if (alpha < 1) continue;
      const [r, g, b] = [data[to] as number, data[to + 1] as number, data[to + 2] as number];
      data[to] = r + ((colour.r - r) * alpha) / 255 + 0.5;
      data[to + 1] = g + ((colour.g - g) * alpha) / 255 + 0.5;
      data[to + 2] = b + ((colour.b - b) * alpha) / 255 + 0.5;
    }
  }
}

/**
 * For each of `length` pixels of the frame, the two pixels of the mask that it lies between, and how near it is to the
 * second.
 */
function between(from: number, length: number, reduction: number, count: number) {
  const [first, next] = [new Int32Array(length), new Int32Array(length)];
  const share = new Float32Array(length);
  for (let at = 0; at < length; at++) {
    const place = Math.min(count - 1, Math.max(0, (from + at + 0.5) / reduction - 0.5));
    first[at] = Math.floor(place);
    next[at] = Math.min(count - 1, Math.floor(place) + 1);
    share[at] = place - Math.floor(place);
  }
  return { first, next, share };
}
