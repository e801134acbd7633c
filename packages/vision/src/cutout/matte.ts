import type { Pixels } from '../develop/develop-image.ts';
import { boxBlur } from './box-blur.ts';
import { enclose, fillDeep, indicesOf } from './enclose.ts';
import { dilate, erode, type Flags, invert } from './flood.ts';
import { type Field, smoothField } from './ground-field.ts';
import type { Mask } from './mask.ts';
import { Mixture } from './mixture.ts';

/** Pixels of the whole image that the band reaches to either side of the edge found in the reduced one. */
const BAND = 6;
/** Of 8-bit levels: what JPEG alone takes a pixel off the ground's colour, and how often its noise may be met. */
const LEAST_APART = 4;
const NOISE_SHARE = 6;
/** Pixels of the reduced image that its hard shadow is widened by: its edge is mixed with the subject's. */
const SHADOW_REACH = 4;

/** What is told of the reduced image. */
export interface Told {
  readonly work: Pixels;
  /** Pixels of the whole image, along each side, that make one of the reduced. */
  readonly factor: number;
  readonly subject: Flags;
  /** Where the ground lies in hard shadow. */
  readonly shadow: Flags;
  /** Of the ground, in OKLab units. */
  readonly noise: number;
}

/**
 * From subject or ground of a reduced image to a soft mask of the whole one. Inside a narrow band along the edge each
 * pixel is taken for a mix of the colours on both sides; then what the subject encloses is given back to it.
 */
export function matte(image: Pixels, { work, factor, subject, shadow, noise }: Told): Mask {
  const { width, height } = image;
  const soft: Field = { values: softened(subject, work, factor), columns: work.width, rows: work.height, cell: factor };
  const mixture = new Mixture({
    image,
    soft,
    ground: groundColours(work, subject, factor),
    shadow: dilate(shadow, work.width, work.height, SHADOW_REACH),
  });
  const data = new Uint8Array(width * height);
  const within = new Uint8Array(width * height);
  const apart = new Uint8Array(width * height);
  const leastApart = LEAST_APART + NOISE_SHARE * 255 * noise * factor;
  for (let row = 0, cell = 0; row < work.height; row += 1) {
    const lower = row === work.height - 1 ? height : (row + 1) * factor;
    for (let column = 0; column < work.width; column += 1, cell += 1) {
      const level = soft.values[cell] as number;
      if (level === 0) continue;
      const right = column === work.width - 1 ? width : (column + 1) * factor;
      for (let y = row * factor; y < lower; y += 1) {
        for (let x = column * factor, at = y * width + x; x < right; x += 1, at += 1) {
          if (level === 1) {
            data[at] = 255;
            apart[at] = 1;
            continue;
          }
          mixture.look(x, y);
          data[at] = 255 * mixture.alpha + 0.5;
          if (subject[cell] === 1) {
            apart[at] = mixture.apart > leastApart ? 1 : 0;
            within[at] = x > 0 && x < width - 1 && y > 0 && y < height - 1 ? 1 : 0;
          }
        }
      }
    }
  }
  const listed = indicesOf(within);
  fillDeep(data, apart, listed, width);
  enclose(data, within, listed, width);
  return { data, width, height };
}

function softened(subject: Flags, { width, height }: Pixels, factor: number): Float32Array {
  const radius = Math.max(1, Math.round(BAND / factor / 2));
  const once = boxBlur(new Float32Array(subject), width, height, radius);
  const values = boxBlur(once, width, height, radius);
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] as number;
    if (value < 1e-3) values[at] = 0;
    else if (value > 1 - 1e-3) values[at] = 1;
  }
  return values;
}

/** Known where no subject is near, carried on under it; shadows belong to the ground here. */
function groundColours(work: Pixels, subject: Flags, factor: number): readonly [Field, Field, Field] {
  const { data, width, height } = work;
  const known = erode(invert(subject), width, height, 1);
  const channel = (offset: number): Field => {
    const plane = new Float32Array(width * height);
    for (let at = 0; at < plane.length; at += 1) plane[at] = data[3 * at + offset] as number;
    const field = smoothField(plane, known, width, height, 6);
    return { ...field, cell: field.cell * factor };
  };
  return [channel(0), channel(1), channel(2)];
}
