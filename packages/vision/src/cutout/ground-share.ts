import type { Mask } from '@proofsheet/raster';
import { dilate, invert } from '../planes/morphology.ts';
import { type LabPlanes, oklabOf } from '../planes/oklab.ts';
import { type Pixels, sampled } from '../planes/pixels.ts';
import { bytes, withScratch } from '../planes/scratch.ts';
import { type Fields, smoothColours, valueAt } from '../planes/smooth-field.ts';

/** Longest side of the copy in which subject and ground are compared. */
const SIDE = 256;
/** Alpha, of 255, from which a pixel is subject, and from which it is not ground. */
const SUBJECT = 128;
const VISIBLE = 16;
/** Pixels of the copy beside the subject whose colour is mixed with its own, and the squares that ground is averaged over. */
const MIXED = 1;
const CELL = 2;

/** What of a colour is compared, and the OKLab distance within which it is the same. */
interface Likeness {
  readonly near: number;
  readonly of: 'colour' | 'hue';
}

/**
 * The share of a subject that is like what the ground around it would be in its place. By its colour: glass, a mesh, the
 * space between spokes, black in the dark. By its hue, however light or dark: shadow and reflection too. `mask` is of the
 * image (RGB) and has its size.
 */
export function groundShare(mask: Mask, image: Pixels, likeness: Likeness): number {
  return withScratch(() => {
    const { data, width, height } = sampled(image, SIDE);
    const alpha = alphaOf(mask, width, height);
    const visible = bytes(alpha.length);
    for (let at = 0; at < alpha.length; at += 1) visible[at] = (alpha[at] as number) >= VISIBLE ? 1 : 0;
    const copy: Pixels = { data, width, height, channels: 3 };
    const ground = continued(smoothColours(copy, invert(dilate(visible, width, height, MIXED)), CELL), copy);
    return shareNear(alpha, oklabOf(copy), oklabOf(ground), likeness);
  });
}

function alphaOf({ data, width, height }: Mask, columns: number, rows: number): Uint8Array {
  const alpha = bytes(columns * rows);
  for (let y = 0, at = 0; y < rows; y += 1) {
    const row = Math.floor(((y + 0.5) * height) / rows) * width;
    for (let x = 0; x < columns; x += 1, at += 1)
      alpha[at] = data[row + Math.floor(((x + 0.5) * width) / columns)] ?? 0;
  }
  return alpha;
}

/** The ground's colours as an image. */
function continued(fields: Fields, { width, height }: Pixels): Pixels {
  const data = Buffer.alloc(width * height * 3);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 3) {
      data[at] = valueAt(fields[0], x, y);
      data[at + 1] = valueAt(fields[1], x, y);
      data[at + 2] = valueAt(fields[2], x, y);
    }
  }
  return { data, width, height, channels: 3 };
}

function shareNear(alpha: Uint8Array, own: LabPlanes, ground: LabPlanes, { near, of }: Likeness): number {
  const lightness = of === 'colour' ? 1 : 0;
  let [alike, all] = [0, 0];
  for (let at = 0; at < alpha.length; at += 1) {
    if ((alpha[at] as number) < SUBJECT) continue;
    const l = lightness * ((own.l[at] as number) - (ground.l[at] as number));
    const a = (own.a[at] as number) - (ground.a[at] as number);
    const b = (own.b[at] as number) - (ground.b[at] as number);
    all += 1;
    if (l * l + a * a + b * b < near * near) alike += 1;
  }
  return all === 0 ? 0 : alike / all;
}
