import { FINDINGS } from '@proofsheet/domain';
import { contrastOfLuminances, luminance, type Rgb, rgbOf } from '@proofsheet/raster';
import { SOLID_BOX } from '../images/key-ground.ts';
import { ALWAYS, contrastAsDrawn, GOOD_LOGO_CONTRAST } from './logo-contrast.ts';

/** The alpha from which a pixel is solid. */
const SOLID = 160;
/** A logo is recognised rather than read, so it needs less contrast than type. */
const LEAST_LOGO_CONTRAST = FINDINGS.faint_logo.limit;

/** The contrast from which a logo needs no plate: one of hairlines has to be read with ease. */
export function leastContrastOf({ hairlines }: Pick<LogoInk, 'hairlines'>): number {
  return hairlines > FINDINGS.fine_logo.limit ? GOOD_LOGO_CONTRAST : LEAST_LOGO_CONTRAST;
}

/** What a logo's ink is like. */
export interface LogoInk {
  readonly width: number;
  readonly height: number;
  /** Straight RGBA. */
  readonly data: Uint8Array;
  /** Whether its ink nearly fills its bounds: no plate is drawn around a box. */
  readonly isBox: boolean;
  /** Whether it is one filled shape, such as a box or a disc, in which something can be recognised. */
  readonly hasOwnGround: boolean;
  /** The share of its ink that is in hairlines, fainter than their colour. */
  readonly hairlines: number;
  /** The colour of a box whose edges something on it comes near to: it lacks the air that it needs on another ground. */
  readonly tight?: Rgb | undefined;
  /** The colour of the ground that it was uploaded on, and taken off from: there it is as its makers show it. */
  readonly home?: Rgb | undefined;
  /** Whether pieces of that ground are left in it and others are not: it is right on its own ground alone. */
  readonly onlyAtHome?: boolean | undefined;
}

type Pixels = Pick<LogoInk, 'width' | 'height' | 'data'>;

const TONES = 256;

export function inkOf(logo: Pixels): Pick<LogoInk, 'isBox' | 'hasOwnGround' | 'hairlines' | 'tight'> {
  const tones = new Uint32Array(TONES);
  let count = 0;
  for (let at = 0; at < logo.width * logo.height * 4; at += 4) {
    if ((logo.data[at + 3] as number) < SOLID) continue;
    const own = luminance(logo.data[at] as number, logo.data[at + 1] as number, logo.data[at + 2] as number);
    const tone = Math.round(own * (TONES - 1));
    tones[tone] = (tones[tone] as number) + 1;
    count++;
  }
  const share = count / (logo.width * logo.height);
  const isFilled = share >= SOLID_BOX || (share >= FILLED.ofBounds && isOneShape(logo, count));
  const isBox = share >= SOLID_BOX;
  const hasOwnGround = isFilled && isVaried(tones, count);
  return {
    isBox,
    hasOwnGround,
    hairlines: hairlinesOf(logo),
    tight: isBox && hasOwnGround ? tightGround(logo) : undefined,
  };
}

/** The share of the ink, by its alpha, that has nothing solid beside it. */
function hairlinesOf(logo: Pixels): number {
  let [all, faint] = [0, 0];
  for (let y = 0; y < logo.height; y++)
    for (let x = 0; x < logo.width; x++) {
      const alpha = logo.data[(y * logo.width + x) * 4 + 3] as number;
      all += alpha;
      if (alpha > 0 && alpha < SOLID && !hasSolidBeside(logo, x, y)) faint += alpha;
    }
  return faint / Math.max(1, all);
}

function hasSolidBeside({ width, height, data }: Pixels, x: number, y: number): boolean {
  for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++)
    for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++)
      if ((data[(row * width + column) * 4 + 3] as number) >= SOLID) return true;
  return false;
}

/** The share of a box's edges that is of its ground. */
const OF_EDGES = 0.75;
/** Where less than this share is of it farther in, the edges are a line around the box: that has its air within. */
const OF_INNER = 0.5;
/** What is on a box keeps so far from its edges, in its heights, that it needs no more air. */
const AIR = 0.08;
/** The share of that rim from which something is on it. */
const ON_RIM = 0.01;

function tightGround({ width, height, data }: Pixels): Rgb | undefined {
  const air = Math.max(1, Math.round(height * AIR));
  const [edge, rim, inner]: [number[], number[], number[]] = [[], [], []];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const off = Math.min(x, y, width - 1 - x, height - 1 - y);
      if (off === 0) edge.push((y * width + x) * 4);
      if (off < air) rim.push((y * width + x) * 4);
      if (off === air) inner.push((y * width + x) * 4);
    }
  const middle = (channel: number) => {
    const values = edge.map((at) => data[at + channel] as number).toSorted((one, other) => one - other);
    return values[values.length >> 1] ?? 0;
  };
  const ground = { r: middle(0), g: middle(1), b: middle(2) };
  const isGround = (at: number) => isAtHome(ground, data[at] as number, data[at + 1] as number, data[at + 2] as number);
  if (edge.filter(isGround).length < edge.length * OF_EDGES) return undefined;
  if (inner.filter(isGround).length < inner.length * OF_INNER) return undefined;
  return rim.filter((at) => !isGround(at)).length > rim.length * ON_RIM ? ground : undefined;
}
/** A disc fills 0.79 of its bounds, a shield about as much; letters hang together in one piece with less. */
const FILLED = { ofBounds: 0.7, inOnePiece: 0.97 } as const;

/** Whether nearly all of the ink hangs together with the ink in the middle. */
function isOneShape({ width, height, data }: Pixels, count: number): boolean {
  const seen = new Uint8Array(width * height);
  const waiting: number[] = [];
  const reach = (pixel: number) => {
    if (seen[pixel] === 1 || (data[pixel * 4 + 3] as number) < SOLID) return;
    seen[pixel] = 1;
    waiting.push(pixel);
  };
  reach((height >> 1) * width + (width >> 1));
  let reached = 0;
  for (let pixel = waiting.pop(); pixel !== undefined; pixel = waiting.pop()) {
    reached++;
    const x = pixel % width;
    if (x > 0) reach(pixel - 1);
    if (x < width - 1) reach(pixel + 1);
    if (pixel >= width) reach(pixel - width);
    if (pixel < seen.length - width) reach(pixel + width);
  }
  return reached >= count * FILLED.inOnePiece;
}

/** The share of a shape that stands off from its main tone, from which something can be recognised on it. */
const VARIED = 0.03;

function isVaried(tones: Uint32Array, count: number): boolean {
  const main = tones.indexOf(Math.max(...tones)) / (TONES - 1);
  const apart = tones.reduce(
    (sum, of, tone) => sum + (contrastOfLuminances(tone / (TONES - 1), main) >= LEAST_LOGO_CONTRAST ? of : 0),
    0,
  );
  return apart >= count * VARIED;
}

/** Grounds are asked about again and again: by a logo's own pixels, then by the ground. */
const known = new WeakMap<Uint8Array, Map<string, number>>();

/** The contrast of a logo with a ground, 1 to 21, but for the parts of it that may be lost. */
export function reads(logo: LogoInk, ground: string): number {
  const { r, g, b } = rgbOf(ground);
  if (logo.hasOwnGround || isAtHome(logo.home, r, g, b)) return ALWAYS;
  if (logo.onlyAtHome) return 1;
  const contrasts = known.get(logo.data) ?? new Map<string, number>();
  known.set(logo.data, contrasts);
  const contrast = contrasts.get(ground) ?? contrastAsDrawn(logo, { bytes: Uint8Array.of(r, g, b), at: () => 0 });
  contrasts.set(ground, contrast);
  return contrast;
}

/** Values of a channel, of 255, by which a ground may differ from the one that a logo was made for; `tinted` as white paper from cream. */
const NEAR = { always: 24, tinted: 40 } as const;
/** The contrast with the ground that a logo was made for up to which another is a tint of it. */
const TINT = 1.2;

export function isAtHome(home: Rgb | undefined, r: number, g: number, b: number): boolean {
  if (!home) return false;
  const apart = Math.max(Math.abs(home.r - r), Math.abs(home.g - g), Math.abs(home.b - b));
  if (apart <= NEAR.always || apart > NEAR.tinted) return apart <= NEAR.always;
  return contrastOfLuminances(luminance(home.r, home.g, home.b), luminance(r, g, b)) <= TINT;
}
