import type { Mask } from '@proofsheet/raster';
import sharp from 'sharp';
import { boxBlur } from '../planes/box-blur.ts';
import { components, flagsOf } from '../planes/flood.ts';
import { bytes, clearBytes, floats, integers, withScratch } from '../planes/scratch.ts';

/** Over how many pixels a calm edge is smooth, and by how many levels, of 255, a torn pixel differs from it. */
const CALMED = 1.6;
const TORN = 80;
/** A scrap that is this long, in pixels, is a wire, a twig or a strand, and no scrap. */
const STRAND = 26;
/** Pixels along each side of the cells that are counted, and half the window, in cells. */
const CELL = 4;
const WINDOW = 5;
/** Torn pixels in a window for each of outline: up to the first it is whole, from the second on in rags. */
const RAGS = { none: 0.2, all: 0.45 };
/** Half the width, in cells, over which what is in rags gives over to what is not. */
const EASED = 2;
/** Over how many pixels a torn edge is drawn straight. Like that of a thing it ends steeply, because it is no hair. */
const STRAIGHTENED = 4.5;
const STEEPER = 3;
const SUBJECT = 128;

/**
 * Before leaves, gravel and rock colours say little, and the edge that they show is torn: there it is drawn straight. Any
 * other stretch stays as it is, with its single hairs and wires.
 */
export async function withoutRags(mask: Mask): Promise<Mask> {
  const { width, height } = mask;
  const calm = await blurred(mask, CALMED);
  const straight = await blurred(mask, STRAIGHTENED);
  return withScratch(() => {
    const rags = raggedness(scrapsOf(mask, calm), outlineOf(straight, width), mask);
    const columns = Math.ceil(width / CELL);
    const data = new Uint8Array(mask.data);
    for (let y = 0, at = 0; y < height; y += 1) {
      const row = Math.floor(y / CELL) * columns;
      for (let x = 0; x < width; x += 1, at += 1) {
        const share = rags[row + ((x / CELL) | 0)] as number;
        if (share === 0) continue;
        const own = data[at] as number;
        data[at] = Math.round(own + (steep(straight[at] as number) - own) * share);
      }
    }
    return { data, width, height };
  });
}

function blurred({ data, width, height }: Mask, sigma: number): Promise<Buffer> {
  return sharp(data, { raw: { width, height, channels: 1 } })
    .blur(sigma)
    .toColourspace('b-w')
    .raw()
    .toBuffer();
}

/** The pixels that are torn off the calm mask or left of it, without the strands. */
function scrapsOf({ data, width }: Mask, calm: Uint8Array): Uint8Array {
  const torn = bytes(data.length);
  for (let at = 0; at < torn.length; at += 1)
    torn[at] = Math.abs((data[at] as number) - steep(calm[at] as number)) > TORN ? 1 : 0;
  const parts = components(torn, width);
  const lengths = lengthsOf(parts.labels, parts.found.length, width);
  return flagsOf(parts, ({ label }) => (lengths[label] as number) < STRAND);
}

/** Of each label the longer side of the box around it, in pixels. */
function lengthsOf(labels: Int32Array, count: number, width: number): Int32Array {
  const [left, right] = [integers(count + 1).fill(width), integers(count + 1).fill(0)];
  const [top, bottom] = [integers(count + 1).fill(labels.length), integers(count + 1).fill(0)];
  for (let row = 0, y = 0; row < labels.length; row += width, y += 1) {
    for (let x = 0; x < width; x += 1) {
      const label = labels[row + x] as number;
      if (label === 0) continue;
      left[label] = Math.min(left[label] as number, x);
      right[label] = Math.max(right[label] as number, x);
      top[label] = Math.min(top[label] as number, y);
      bottom[label] = y;
    }
  }
  return left.map((from, label) => {
    const across = (right[label] as number) - from;
    return 1 + Math.max(across, (bottom[label] as number) - (top[label] as number));
  });
}

function outlineOf(levels: Uint8Array, width: number): Uint8Array {
  const outline = clearBytes(levels.length);
  for (let at = 0; at < levels.length - width; at += 1) {
    const isIn = (levels[at] as number) >= SUBJECT;
    if (isIn !== (levels[at + 1] as number) >= SUBJECT || isIn !== (levels[at + width] as number) >= SUBJECT)
      outline[at] = 1;
  }
  return outline;
}

/** How much of the mask around each cell is in rags, 0 to 1, without an edge between what is and what is not. */
function raggedness(scraps: Uint8Array, outline: Uint8Array, { width, height }: Mask): Float32Array {
  const [columns, rows] = [Math.ceil(width / CELL), Math.ceil(height / CELL)];
  const around = (flags: Uint8Array) => boxBlur(countsOf(flags, width, columns * rows), columns, rows, WINDOW);
  const torn = around(scraps);
  const along = around(outline);
  const rags = floats(torn.length);
  for (let at = 0; at < rags.length; at += 1) {
    const share = (torn[at] as number) / Math.max(CELL * LEAST_OUTLINE, along[at] as number);
    rags[at] = Math.min(1, Math.max(0, (share - RAGS.none) / (RAGS.all - RAGS.none)));
  }
  return boxBlur(rags, columns, rows, EASED);
}
/** The outline that a window has at least, as a share of one that runs straight across it: of less nothing can be said. */
const LEAST_OUTLINE = 1 / (2 * WINDOW + 1);

/** How many flags of each cell are set. */
function countsOf(flags: Uint8Array, width: number, cells: number): Uint8Array {
  const counts = clearBytes(cells);
  const columns = Math.ceil(width / CELL);
  for (let at = 0, x = 0, y = 0; at < flags.length; at += 1) {
    if (flags[at] === 1) {
      const cell = Math.floor(y / CELL) * columns + ((x / CELL) | 0);
      counts[cell] = (counts[cell] as number) + 1;
    }
    x += 1;
    if (x === width) [x, y] = [0, y + 1];
  }
  return counts;
}

function steep(level: number): number {
  return Math.min(255, Math.max(0, (level - SUBJECT) * STEEPER + SUBJECT));
}
