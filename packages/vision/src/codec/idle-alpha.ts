import sharp from 'sharp';
import type { Pixels } from '../planes/pixels.ts';
import { isOpaque } from './visible.ts';

/** Alpha from here on hides nothing that anybody would see. */
const SOLID = 250;
/** The share of the pixels within the solid box that may be hidden: corners that are rounded a little, a stray line. */
const MOST_HIDDEN = 0.003;

/**
 * The image without an alpha that cuts nothing out: where all is opaque, and where an editor or a scaler has left a line at
 * a side see-through, or rounded the corners. What is hidden at the sides is left out; each pixel that is still hidden is
 * as its neighbour in the row. An image that is cut out is given back as it is.
 */
export async function withoutIdleAlpha(pixels: Pixels): Promise<Pixels> {
  if (pixels.channels === 3) return pixels;
  if (isOpaque(pixels)) return opaque(pixels);
  const box = solidBox(pixels);
  if (!box || hiddenShare(pixels, box) > MOST_HIDDEN || !fills(pixels, box)) return pixels;
  const { data, width, height } = pixels;
  const cropped = await sharp(data, { raw: { width, height, channels: 4 } })
    .extract(box)
    .raw()
    .toBuffer();
  const framed: Pixels = { data: cropped, width: box.width, height: box.height, channels: 4 };
  uncover(framed);
  return opaque(framed);
}

async function opaque({ data, width, height, channels }: Pixels): Promise<Pixels> {
  const bare = await sharp(data, { raw: { width, height, channels } }).removeAlpha().raw().toBuffer();
  return { data: bare, width, height, channels: 3 };
}

/** In pixels, as sharp extracts it. */
interface SolidBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Around every pixel that is solid. A line along a side that is see-through for the most part is not in it. */
function solidBox({ data, width, height }: Pixels): SolidBox | undefined {
  const [columns, rows] = [new Uint32Array(width), new Uint32Array(height)];
  for (let y = 0, at = 3; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 4) {
      if ((data[at] as number) < SOLID) continue;
      columns[x] = (columns[x] as number) + 1;
      rows[y] = (rows[y] as number) + 1;
    }
  }
  const [left, right] = [
    columns.findIndex((count) => 2 * count > height),
    columns.findLastIndex((count) => 2 * count > height),
  ];
  const [top, bottom] = [
    rows.findIndex((count) => 2 * count > width),
    rows.findLastIndex((count) => 2 * count > width),
  ];
  if (left < 0 || top < 0) return undefined;
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** A thing with straight sides before a see-through ground, as a book, has that ground around it. */
const MOST_MARGIN = 0.02;

function fills({ width, height }: Pixels, box: SolidBox): boolean {
  return width - box.width <= MOST_MARGIN * width && height - box.height <= MOST_MARGIN * height;
}

function hiddenShare({ data, width }: Pixels, box: SolidBox): number {
  let hidden = 0;
  for (let y = box.top; y < box.top + box.height; y += 1) {
    for (let x = box.left, at = 4 * (y * width + x) + 3; x < box.left + box.width; x += 1, at += 4) {
      if ((data[at] as number) < SOLID) hidden += 1;
    }
  }
  return hidden / (box.width * box.height);
}

/** What lies under the alpha is anything, mostly black: it takes the colour of the nearest solid pixel before it in its row, or behind it. */
function uncover({ data, width, height }: Pixels): void {
  for (let y = 0; y < height; y += 1) {
    const [start, end] = [4 * y * width, 4 * (y + 1) * width];
    fillRow(data, start, end, 4);
    fillRow(data, end - 4, start - 4, -4);
  }
}

function fillRow(data: Buffer, from: number, to: number, step: number): void {
  let solid = -1;
  for (let at = from; at !== to; at += step) {
    if ((data[at + 3] as number) >= SOLID) solid = at;
    else if (solid >= 0) {
      data.copy(data, at, solid, solid + 4);
      data[at + 3] = 255;
    }
  }
}
