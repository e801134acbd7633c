import type { Pixels } from '../develop/develop-image.ts';
import { boxBlur } from './box-blur.ts';
import { erode, type Flags, invert } from './flood.ts';
import { type Field, smoothField, valueAt } from './ground-field.ts';
import type { Mask } from './mask.ts';

/** Pixels of the whole image that the band reaches to either side of the edge found in the reduced one. */
const BAND = 6;
/** Longest way inward to a colour that is all subject. */
const DEEPEST = 10;
/** How deep in the soft mask a pixel is taken for all subject. */
const INSIDE = 0.96;
/** Distances of subject and ground in 8-bit sRGB: below the first the colours say nothing, above the second all. */
const FAINT = 8;
const CLEAR = 26;
/** A step inward that leaves the ground's colour by less than this factor has arrived. */
const DEPARTING = 1.1;
const MOST_OF_THE_WAY = 0.6;
/** Steps in which that longest way is looked for: what comes later is a pattern of the subject. */
const NEARBY = 5;
/** Cosine between the ways from the ground to a pixel and to the subject: a mix lies on the line, a second colour does not. */
const LIKE_NEITHER = 0.7;
const A_MIX = 0.92;

type Rgb = [red: number, green: number, blue: number];

interface Edge {
  readonly image: Pixels;
  /** 0 to 1 across the band. */
  readonly soft: Field;
  readonly ground: readonly [red: Field, green: Field, blue: Field];
}

/**
 * From subject or ground of a reduced image to a soft mask of the whole one. Inside a narrow band along the edge each
 * pixel is taken for a mix of the ground's colour there and of the first colour inward that is all subject; its place
 * between the two is its alpha. Where both look alike the shape alone decides. Mixed in sRGB values, as images are
 * composited later.
 */
export function matte(image: Pixels, work: Pixels, subject: Flags, factor: number): Mask {
  const { width, height } = image;
  const edge: Edge = { image, soft: softened(subject, work, factor), ground: groundColours(work, subject, factor) };
  const data = new Uint8Array(width * height);
  const { values } = edge.soft;
  for (let row = 0; row < work.height; row += 1) {
    for (let column = 0; column < work.width; column += 1) {
      const level = values[row * work.width + column] as number;
      const right = column === work.width - 1 ? width : (column + 1) * factor;
      const lower = row === work.height - 1 ? height : (row + 1) * factor;
      for (let y = row * factor; y < lower; y += 1) {
        for (let x = column * factor; x < right; x += 1) {
          data[y * width + x] = level === 0 ? 0 : level === 1 ? 255 : Math.round(255 * alphaAt(edge, x, y));
        }
      }
    }
  }
  return { data, width, height };
}

function softened(subject: Flags, { width, height }: Pixels, factor: number): Field {
  const radius = Math.max(1, Math.round(BAND / factor / 2));
  const once = boxBlur(Float32Array.from(subject), width, height, radius);
  const values = boxBlur(once, width, height, radius);
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] as number;
    if (value < 1e-3) values[at] = 0;
    else if (value > 1 - 1e-3) values[at] = 1;
  }
  return { values, columns: width, rows: height, cell: factor };
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

function alphaAt(edge: Edge, x: number, y: number): number {
  const ground = edge.ground.map((field) => valueAt(field, x, y)) as Rgb;
  const own = colourAt(edge.image, x, y);
  const level = valueAt(edge.soft, x, y);
  const subject = colourInward(edge, ground, x, y);
  const span = distance(subject, ground);
  const from = distance(own, ground);
  const along = dot(own, subject, ground) / Math.max(1, span);
  const likeness = along / Math.max(1, from);
  const mixed = smoothStep(LIKE_NEITHER, A_MIX, likeness);
  const foreign = smoothStep(FAINT, CLEAR, from) * smoothStep(0.4, 0.7, from / Math.max(1, span)) * (1 - mixed);
  const byColour = Math.max(clamp(along / Math.max(1, span)), foreign);
  const byShape = smoothStep(0.35, 0.75, level);
  const trust = Math.max(foreign, smoothStep(FAINT, CLEAR, span));
  return Math.max(byShape + (byColour - byShape) * trust, smoothStep(0.8, 0.98, level));
}

/**
 * Up the soft mask to the first colour that is all subject: where the way from the ground's colour stops growing, and
 * most of the longest way there is nearby. What comes before is a mix, or colour that JPEG let run out of the subject.
 */
function colourInward(edge: Edge, ground: Rgb, x: number, y: number): Rgb {
  const path = pathInward(edge, x, y);
  const ways = path.map((colour) => distance(colour, ground));
  for (let step = 0; step + 1 < path.length; step += 1) {
    const way = ways[step] as number;
    const longest = Math.max(...ways.slice(step, step + NEARBY));
    if (way >= MOST_OF_THE_WAY * longest && (ways[step + 1] as number) < way * DEPARTING) return path[step] as Rgb;
  }
  return path.at(-1) as Rgb;
}

/** The colours met from a pixel inward, until all around is subject or the other side begins. */
function pathInward({ image, soft }: Edge, x: number, y: number): Rgb[] {
  let u = x;
  let v = y;
  let [across, down] = slopeAt(soft, x, y);
  const path = [colourAt(image, u, v)];
  for (let step = 0; step < DEEPEST && valueAt(soft, u, v) < INSIDE; step += 1) {
    u = Math.min(image.width - 1, Math.max(0, u + across));
    v = Math.min(image.height - 1, Math.max(0, v + down));
    const [nextAcross, nextDown] = slopeAt(soft, u, v);
    if (nextAcross * across + nextDown * down <= 0 && step > 0) break;
    path.push(colourAt(image, u, v));
    [across, down] = [nextAcross, nextDown];
  }
  return path;
}

/** To the next pixel up the soft mask; zero where it is flat. */
function slopeAt(soft: Field, x: number, y: number): [across: number, down: number] {
  const reach = Math.max(1, soft.cell / 2);
  const across = valueAt(soft, x + reach, y) - valueAt(soft, x - reach, y);
  const down = valueAt(soft, x, y + reach) - valueAt(soft, x, y - reach);
  const length = Math.max(Math.abs(across), Math.abs(down));
  return length < 1e-4 ? [0, 0] : [across / length, down / length];
}

function colourAt({ data, width, channels }: Pixels, x: number, y: number): Rgb {
  const from = (Math.round(y) * width + Math.round(x)) * channels;
  return [data[from] as number, data[from + 1] as number, data[from + 2] as number];
}

function distance(a: Rgb, b: Rgb): number {
  return Math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2);
}

/** Of the ways from `origin` to `a` and to `b`. */
function dot(a: Rgb, b: Rgb, origin: Rgb): number {
  return (
    (a[0] - origin[0]) * (b[0] - origin[0]) +
    (a[1] - origin[1]) * (b[1] - origin[1]) +
    (a[2] - origin[2]) * (b[2] - origin[2])
  );
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function smoothStep(low: number, high: number, value: number): number {
  const share = clamp((value - low) / (high - low));
  return share * share * (3 - 2 * share);
}
