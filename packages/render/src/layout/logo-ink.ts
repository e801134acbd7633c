import { FINDINGS } from '@proofsheet/domain';
import { contrastOfLuminances, luminance, type Rgb, rgbOf } from '@proofsheet/raster';
import { SOLID_BOX } from '../images/key-ground.ts';

/** The alpha from which a pixel counts towards a logo's contrast. */
export const SOLID = 160;
/** A logo is recognised rather than read, so it needs less contrast than type. */
export const LEAST_LOGO_CONTRAST = FINDINGS.faint_logo.limit;
/** The contrast of a logo that shows whatever is behind it. */
export const ALWAYS = 21;

/** What a logo's ink is like. */
export interface LogoInk {
  /** The luminances of its solid pixels, tile by tile: a thin name counts by the room it takes, not by its ink alone. */
  readonly tiles: readonly Tones[];
  /** Whether its ink nearly fills its bounds: no plate is drawn around a box. */
  readonly isBox: boolean;
  /** Whether it is one filled shape, such as a box or a disc, in which something can be recognised. */
  readonly hasOwnGround: boolean;
  /** The colour of the ground that it was uploaded on, and taken off from: there it is as its makers show it. */
  readonly home?: Rgb | undefined;
}

/** How many pixels have each of 256 luminances; only those that occur. */
type Tones = readonly (readonly [tone: number, count: number])[];

interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Straight RGBA. */
  readonly data: Uint8Array;
}

const TONES = 256;
/** A logo is this many tiles high: one takes in about a letter of a name below a sign. */
const TILES = 6;

/** The tile of a pixel, counted row by row. */
export function tileOf({ width, height }: Pick<Pixels, 'width' | 'height'>, x: number, y: number): number {
  const side = Math.max(1, Math.ceil(height / TILES));
  return Math.floor(y / side) * Math.ceil(width / side) + Math.floor(x / side);
}

export function inkOf(logo: Pixels): Pick<LogoInk, 'tiles' | 'isBox' | 'hasOwnGround'> {
  const tiles = new Map<number, Uint32Array>();
  const all = new Uint32Array(TONES);
  let count = 0;
  for (let pixel = 0; pixel < logo.width * logo.height; pixel++) {
    const at = pixel * 4;
    if ((logo.data[at + 3] as number) < SOLID) continue;
    const own = luminance(logo.data[at] as number, logo.data[at + 1] as number, logo.data[at + 2] as number);
    const tone = Math.round(own * (TONES - 1));
    const index = tileOf(logo, pixel % logo.width, Math.floor(pixel / logo.width));
    const tile = tiles.get(index) ?? new Uint32Array(TONES);
    tiles.set(index, tile);
    tile[tone] = (tile[tone] as number) + 1;
    all[tone] = (all[tone] as number) + 1;
    count++;
  }
  const share = count / (logo.width * logo.height);
  const isFilled = share >= SOLID_BOX || (share >= FILLED.ofBounds && isOneShape(logo, count));
  const occurring = [...tiles.values()].map((tones) => [...tones.entries()].filter(([, pixels]) => pixels > 0));
  return { tiles: occurring, isBox: share >= SOLID_BOX, hasOwnGround: isFilled && isVaried(all, count) };
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

/** The contrast of a logo with a ground, 1 to 21, but for the parts of it that may be lost. */
export function reads({ tiles, hasOwnGround, home }: LogoInk, ground: string): number {
  const { r, g, b } = rgbOf(ground);
  if (hasOwnGround || isAtHome(home, r, g, b)) return ALWAYS;
  const under = luminance(r, g, b);
  const contrasts = openContrasts();
  for (const [tile, tones] of tiles.entries())
    for (const [tone, count] of tones) contrasts.add(tile, contrastOfLuminances(tone / (TONES - 1), under), count);
  return contrasts.weakest();
}

/** Values of a channel, of 255, by which a ground may differ from the one that a logo was made for. */
const NEAR = 24;

export function isAtHome(home: Rgb | undefined, r: number, g: number, b: number): boolean {
  return home !== undefined && Math.max(Math.abs(home.r - r), Math.abs(home.g - g), Math.abs(home.b - b)) <= NEAR;
}

/** The share of a logo's ink that may be lost on a ground before the logo is: a thin outline, a small sign. */
const MAY_BE_LOST = 0.25;
/** A part of a logo is lost with half of its ink. */
const TILE_IS_LOST = 0.5;
/** Contrasts are told apart by hundredths, from 1 to 21. */
const STEPS = 100;

/** Gathers the contrasts of a logo's pixels; the weakest counts once the ink and the tiles that may be lost are left out. */
export function openContrasts() {
  const tiles = new Map<number, Uint32Array>();
  const all = new Uint32Array(ALWAYS * STEPS + 1);
  return {
    add(tile: number, contrast: number, count = 1): void {
      const step = Math.floor(contrast * STEPS + 1e-6);
      const own = tiles.get(tile) ?? new Uint32Array(all.length);
      tiles.set(tile, own);
      own[step] = (own[step] as number) + count;
      all[step] = (all[step] as number) + count;
    },
    weakest(): number {
      const ofTiles = new Uint32Array(all.length);
      for (const own of tiles.values()) {
        const step = weakestStep(own, TILE_IS_LOST);
        ofTiles[step] = (ofTiles[step] as number) + 1;
      }
      return Math.min(weakestStep(all, MAY_BE_LOST), weakestStep(ofTiles, MAY_BE_LOST)) / STEPS;
    },
  };
}

/** The lowest step once a share of all that is counted is left out; the highest where nothing is. */
function weakestStep(counts: Uint32Array, lost: number): number {
  let left = counts.reduce((sum, count) => sum + count, 0) * lost;
  const step = counts.findIndex((count) => {
    left -= count;
    return count > 0 && left < 0;
  });
  return step < 0 ? ALWAYS * STEPS : step;
}
