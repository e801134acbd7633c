import { BilinearSampler } from '../planes/bilinear-sampler.ts';
import type { Flags } from '../planes/flood.ts';
import type { Pixels } from '../planes/pixels.ts';
import type { Region } from '../planes/region.ts';
import type { Field, Fields } from '../planes/smooth-field.ts';
import { ALL_SUBJECT, CLEAR, mixedAlpha, WITHIN } from './mixed-alpha.ts';

/** Everything that the alpha of a pixel at the edge is computed from. */
export interface Edge {
  readonly image: Pixels;
  /** The part of the image that has an edge, with a margin. */
  readonly region: Region;
  /** The depth of each pixel of the region in the soft mask, 0 to 1 across the band. */
  readonly levels: Float64Array;
  /** The soft mask itself. */
  readonly soft: Field;
  /** The ground's red, green and blue. */
  readonly ground: Fields;
  /** Of the reduced image, one pixel a cell of `soft`: where the ground lies in the subject's own hard shadow. */
  readonly shadow: Flags;
}

/** Most pixels that are walked inward to a colour that is all subject. */
const DEEPEST = 10;
/** Depth in the soft mask at which that walk ends. */
const INSIDE = 0.96;
/** A step inward that raises the distance from the ground's colour by less than this factor has arrived. */
const DEPARTING = 1.1;
/** A step that lowers the distance to less than this factor has passed the dark or bright line of a rim. */
const TURNING_BACK = 0.75;
/** Arrived means this share of the longest distance within the next steps; later ones are a pattern of the subject. */
const MOST_OF_THE_WAY = 0.6;
const NEARBY = 5;
/** Darkest hard shadow, as a share of the ground's light, and the brightest ground. */
const DARKEST = 0.2;
const BRIGHTEST = 1.1;

/**
 * Unmixes the pixels of the band along the edge. Alpha is where a pixel's colour lies between the ground's colour there
 * and the first colour inward that is all subject; where these two look alike, the shape alone decides. Works on sRGB
 * values, as images are composited later. One object is used for pixel after pixel, so that nothing is allocated.
 */
export class Mixture {
  /** Share of subject of the last pixel, 0 to 1. */
  alpha = 0;
  /** Distance of the last pixel's colour from the ground's there, in 8-bit levels. */
  apart = 0;

  readonly edge: Edge;
  /** The walk inward: offsets of its pixels, their distances from the ground's colour, their depths in the mask. */
  readonly #path = new Int32Array(DEEPEST + 1);
  readonly #distances = new Float64Array(DEEPEST + 1);
  readonly #levels = new Float64Array(DEEPEST + 1);
  readonly #sampler: BilinearSampler;
  /** The ground's colour at the last pixel. */
  #red = 0;
  #green = 0;
  #blue = 0;

  constructor(edge: Edge) {
    this.edge = edge;
    this.#sampler = new BilinearSampler(edge.ground[0], edge.image.width);
  }

  /** Call before `unmix` is called for pixels of that row. */
  toRow(y: number): void {
    this.#sampler.toRow(y);
  }

  /** Sets `alpha` and `apart`. */
  unmix(x: number, y: number): void {
    const { image, region, levels } = this.edge;
    const { data, width, channels } = image;
    const level = levels[(y - region.top) * region.width + x - region.left] as number;
    const own = (y * width + x) * channels;
    this.#readGround(x, y, own);
    this.apart = this.#distanceTo(own);
    this.alpha = 1;
    if (level >= ALL_SUBJECT) return;
    const subject = this.#firstOfSubject(this.#walkInward(x, y, level));
    const span = this.#distanceTo(subject);
    const dot =
      ((data[own] as number) - this.#red) * ((data[subject] as number) - this.#red) +
      ((data[own + 1] as number) - this.#green) * ((data[subject + 1] as number) - this.#green) +
      ((data[own + 2] as number) - this.#blue) * ((data[subject + 2] as number) - this.#blue);
    this.alpha = mixedAlpha(level, this.apart, span, dot / Math.max(1, span));
  }

  /** Reads the ground's colour at a pixel; in a hard shadow it is as dark as makes it most like the pixel. */
  #readGround(x: number, y: number, own: number): void {
    const { image, soft, ground, shadow } = this.edge;
    this.#sampler.toColumn(x);
    const red = this.#sampler.valueIn(ground[0].values);
    const green = this.#sampler.valueIn(ground[1].values);
    const blue = this.#sampler.valueIn(ground[2].values);
    let light = 1;
    if (shadow[cellAt(soft, x, y)] === 1) {
      const { data } = image;
      const dot = (data[own] as number) * red + (data[own + 1] as number) * green + (data[own + 2] as number) * blue;
      light = Math.min(BRIGHTEST, Math.max(DARKEST, dot / Math.max(1, red * red + green * green + blue * blue)));
    }
    this.#red = red * light;
    this.#green = green * light;
    this.#blue = blue * light;
  }

  #distanceTo(from: number): number {
    const { data } = this.edge.image;
    const r = (data[from] as number) - this.#red;
    const g = (data[from + 1] as number) - this.#green;
    const b = (data[from + 2] as number) - this.#blue;
    return Math.sqrt(r * r + g * g + b * b);
  }

  /**
   * Straight up the gradient of the soft mask, until all is subject or the mask falls again. Returns the number of
   * pixels.
   */
  #walkInward(x: number, y: number, level: number): number {
    const { image, region, levels, soft } = this.edge;
    const { width, channels } = image;
    const last = { x: region.left + region.width - 1, y: region.top + region.height - 1 };
    const start = -region.top * region.width - region.left;
    const reach = Math.max(1, soft.cell >> 1);
    const row = start + y * region.width;
    const right =
      (levels[row + Math.min(last.x, x + reach)] as number) -
      (levels[row + Math.max(region.left, x - reach)] as number);
    const lower =
      (levels[start + Math.min(last.y, y + reach) * region.width + x] as number) -
      (levels[start + Math.max(region.top, y - reach) * region.width + x] as number);
    const length = Math.max(Math.abs(right), Math.abs(lower));
    const across = length < 1e-4 ? 0 : right / length;
    const down = length < 1e-4 ? 0 : lower / length;
    let met = 0;
    let reached = level;
    for (let step = 0; step <= DEEPEST; step += 1) {
      const u = Math.min(last.x, Math.max(region.left, Math.round(x + step * across)));
      const v = Math.min(last.y, Math.max(region.top, Math.round(y + step * down)));
      const next = levels[start + v * region.width + u] as number;
      if (step > 1 && next < reached) break;
      const at = (v * width + u) * channels;
      this.#path[met] = at;
      this.#distances[met] = this.#distanceTo(at);
      this.#levels[met] = next;
      met += 1;
      reached = next;
      if (reached >= INSIDE || length < 1e-4) break;
    }
    return met;
  }

  /**
   * The first pixel of the walk that is all subject: where the distance from the ground's colour stops growing and is
   * most of the longest nearby. Pixels before it are mixed, or hold colour that JPEG smeared out of the subject.
   */
  #firstOfSubject(met: number): number {
    const distances = this.#distances;
    for (let step = 0; step + 1 < met; step += 1) {
      const distance = distances[step] as number;
      const next = distances[step + 1] as number;
      if (next >= distance * DEPARTING) continue;
      const turnsBack =
        distance > CLEAR && next < distance * TURNING_BACK && (this.#levels[step] as number) > WITHIN.from;
      if (turnsBack) return this.#path[step] as number;
      let longest = distance;
      for (let later = step + 1; later < Math.min(met, step + NEARBY); later += 1) {
        longest = Math.max(longest, distances[later] as number);
      }
      if (distance >= MOST_OF_THE_WAY * longest) return this.#path[step] as number;
    }
    return this.#path[met - 1] as number;
  }
}

function cellAt({ columns, rows, cell }: Field, x: number, y: number): number {
  return Math.min(rows - 1, (y / cell) | 0) * columns + Math.min(columns - 1, (x / cell) | 0);
}
