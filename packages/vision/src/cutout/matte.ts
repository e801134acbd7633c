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
  const level = valueAt(edge.soft, x, y);
  const subject = colourInward(edge, ground, x, y);
  let along = 0;
  let span = 0;
  const from = (y * edge.image.width + x) * edge.image.channels;
  for (let channel = 0; channel < 3; channel += 1) {
    const reach = (subject[channel] as number) - (ground[channel] as number);
    along += reach * ((edge.image.data[from + channel] as number) - (ground[channel] as number));
    span += reach * reach;
  }
  const byColour = clamp(along / Math.max(1, span));
  const trust = smoothStep(FAINT, CLEAR, Math.sqrt(span));
  const byShape = smoothStep(0.35, 0.75, level);
  return Math.max(byShape + (byColour - byShape) * trust, smoothStep(0.85, 1, level));
}

/** Up the soft mask until it rises no more, and on as long as the colour still leaves the ground's. */
function colourInward(edge: Edge, ground: Rgb, x: number, y: number): Rgb {
  const { width, height } = edge.image;
  let u = x;
  let v = y;
  let level = valueAt(edge.soft, x, y);
  let [acrossStep, downStep] = slopeAt(edge.soft, x, y);
  let distance = distanceFrom(edge.image, ground, u, v);
  for (let step = 0; step < DEEPEST; step += 1) {
    const nextU = Math.min(width - 1, Math.max(0, u + acrossStep));
    const nextV = Math.min(height - 1, Math.max(0, v + downStep));
    const nextLevel = valueAt(edge.soft, nextU, nextV);
    const nextDistance = distanceFrom(edge.image, ground, nextU, nextV);
    const rises = nextLevel > level + 1e-3;
    const departs = nextDistance > distance * 1.06 + 1;
    if (!(departs && nextLevel >= level) && (level >= INSIDE || !rises)) break;
    u = nextU;
    v = nextV;
    level = nextLevel;
    distance = nextDistance;
    if (level < INSIDE) {
      const [across, down] = slopeAt(edge.soft, u, v);
      if (across !== 0 || down !== 0) [acrossStep, downStep] = [across, down];
    }
  }
  return meanAlong(edge.image, u, v, -downStep, acrossStep);
}

/** One pixel long, up the soft mask; zero where it is flat. */
function slopeAt(soft: Field, x: number, y: number): [across: number, down: number] {
  const reach = Math.max(1, soft.cell / 2);
  const across = valueAt(soft, x + reach, y) - valueAt(soft, x - reach, y);
  const down = valueAt(soft, x, y + reach) - valueAt(soft, x, y - reach);
  const length = Math.hypot(across, down);
  return length < 1e-4 ? [0, 0] : [across / length, down / length];
}

function distanceFrom({ data, width, channels }: Pixels, ground: Rgb, x: number, y: number): number {
  const from = (Math.round(y) * width + Math.round(x)) * channels;
  const red = (data[from] as number) - ground[0];
  const green = (data[from + 1] as number) - ground[1];
  const blue = (data[from + 2] as number) - ground[2];
  return Math.sqrt(red * red + green * green + blue * blue);
}

/** Of three pixels along the edge: as deep as one another. */
function meanAlong({ data, width, height, channels }: Pixels, x: number, y: number, across: number, down: number): Rgb {
  const sum: Rgb = [0, 0, 0];
  for (let step = -1; step <= 1; step += 1) {
    const u = Math.min(width - 1, Math.max(0, Math.round(x + step * across)));
    const v = Math.min(height - 1, Math.max(0, Math.round(y + step * down)));
    const from = (v * width + u) * channels;
    for (let channel = 0; channel < 3; channel += 1)
      sum[channel] = (sum[channel] as number) + (data[from + channel] as number) / 3;
  }
  return sum;
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function smoothStep(low: number, high: number, value: number): number {
  const share = clamp((value - low) / (high - low));
  return share * share * (3 - 2 * share);
}
