import { Place } from '../planes/bilinear-sampler.ts';
import type { Flags } from '../planes/flood.ts';
import type { Pixels } from '../planes/pixels.ts';
import type { Part } from '../planes/region.ts';
import type { Field, Fields } from '../planes/smooth-field.ts';

/** What the alpha of a pixel at the edge is told from. */
export interface Edge {
  readonly image: Pixels;
  /** What of the image has an edge, with a margin; and how deep each of its pixels lies in the soft mask, 0 to 1 across the band. */
  readonly part: Part;
  readonly levels: Float64Array;
  /** The soft mask itself. */
  readonly soft: Field;
  /** Red, green and blue. */
  readonly ground: Fields;
  /** Of the reduced image, a pixel a cell of `soft`: where the ground lies in the subject's own hard shadow. */
  readonly shadow: Flags;
}

/** Longest way inward to a colour that is all subject. */
const DEEPEST = 10;
/** How deep in the soft mask a pixel is taken for all subject. */
const INSIDE = 0.96;
/** From here on it is subject whatever its colour. */
const ALL_SUBJECT = 0.98;
/** Distances of subject and ground in 8-bit sRGB: below the first the colours say nothing, above the second all. */
const FAINT = 8;
const CLEAR = 26;
/** A step inward that leaves the ground's colour by less than this factor has arrived. */
const DEPARTING = 1.1;
/** One that comes back to the ground's colour by this factor has passed the dark or bright line of a rim. */
const TURNING_BACK = 0.75;
const MOST_OF_THE_WAY = 0.6;
/** Steps in which that longest way is looked for: what comes later is a pattern of the subject. */
const NEARBY = 5;
/** Cosine between the ways from the ground to a pixel and to the subject: a mix lies on the line, a second colour does not. */
const LIKE_NEITHER = 0.7;
const A_MIX = 0.92;
/** Of the soft mask: from where on what lies off the way from ground to subject is no shadow any more. */
const WITHIN = { from: 0.6, to: 0.72 };
/** Distances from the ground's colour, away from the subject's: below the first it is the ringing of JPEG and sharpening. */
const OPPOSITE = { from: 18, to: 36 };
/** Deepest hard shadow, as a share of the ground's light. */
const DARKEST = 0.2;

/**
 * Tells the pixels of the band from the colours on both sides: alpha is the place of a pixel between the ground's colour
 * there and the first colour inward that is all subject. Where both look alike the shape alone decides. Mixed in sRGB
 * values, as images are composited later. One object is asked about pixel after pixel, so that nothing is allocated.
 */
export class Mixture {
  /** Of the pixel looked at last: its share of subject, 0 to 1. */
  alpha = 0;
  /** Of the pixel looked at last: how far its colour lies from the ground's there, in 8-bit levels. */
  apart = 0;

  readonly edge: Edge;
  /** The pixels met on the way inward, as offsets; how far each is from the ground's colour; and how deep in the mask. */
  readonly #path = new Int32Array(DEEPEST + 1);
  readonly #ways = new Float64Array(DEEPEST + 1);
  readonly #levels = new Float64Array(DEEPEST + 1);
  /** Where it is in the ground. */
  readonly #place: Place;
  /** The ground's colour where the pixel is. */
  #red = 0;
  #green = 0;
  #blue = 0;

  constructor(edge: Edge) {
    this.edge = edge;
    this.#place = new Place(edge.ground[0], edge.image.width);
  }

  /** Before the pixels of a row of the image are looked at. */
  toRow(y: number): void {
    this.#place.toRow(y);
  }

  look(x: number, y: number): void {
    const { image, part, levels } = this.edge;
    const { data, width, channels } = image;
    const level = levels[(y - part.top) * part.width + x - part.left] as number;
    const own = (y * width + x) * channels;
    this.#stepOnGround(x, y, own);
    this.apart = this.#wayTo(own);
    this.alpha = 1;
    if (level >= ALL_SUBJECT) return;
    const subject = this.#firstOfSubject(this.#lookInward(x, y, level));
    const span = this.#wayTo(subject);
    const dot =
      ((data[own] as number) - this.#red) * ((data[subject] as number) - this.#red) +
      ((data[own + 1] as number) - this.#green) * ((data[subject + 1] as number) - this.#green) +
      ((data[own + 2] as number) - this.#blue) * ((data[subject + 2] as number) - this.#blue);
    this.alpha = alphaOf(level, this.apart, span, dot / Math.max(1, span));
  }

  /** To the ground's colour at a place; in a hard shadow as dark as makes it most like the pixel. */
  #stepOnGround(x: number, y: number, own: number): void {
    const { image, soft, ground, shadow } = this.edge;
    this.#place.toColumn(x);
    const red = this.#place.valueIn(ground[0].values);
    const green = this.#place.valueIn(ground[1].values);
    const blue = this.#place.valueIn(ground[2].values);
    let light = 1;
    if (shadow[cellAt(soft, x, y)] === 1) {
      const { data } = image;
      const dot = (data[own] as number) * red + (data[own + 1] as number) * green + (data[own + 2] as number) * blue;
      light = Math.min(1.1, Math.max(DARKEST, dot / Math.max(1, red * red + green * green + blue * blue)));
    }
    this.#red = red * light;
    this.#green = green * light;
    this.#blue = blue * light;
  }

  #wayTo(from: number): number {
    const { data } = this.edge.image;
    const r = (data[from] as number) - this.#red;
    const g = (data[from + 1] as number) - this.#green;
    const b = (data[from + 2] as number) - this.#blue;
    return Math.sqrt(r * r + g * g + b * b);
  }

  /** Straight up the soft mask, until all around is subject or the other side begins; how many pixels were met. */
  #lookInward(x: number, y: number, level: number): number {
    const { image, part, levels, soft } = this.edge;
    const { width, channels } = image;
    const last = { x: part.left + part.width - 1, y: part.top + part.height - 1 };
    const start = -part.top * part.width - part.left;
    const reach = Math.max(1, soft.cell >> 1);
    const row = start + y * part.width;
    const right =
      (levels[row + Math.min(last.x, x + reach)] as number) - (levels[row + Math.max(part.left, x - reach)] as number);
    const lower =
      (levels[start + Math.min(last.y, y + reach) * part.width + x] as number) -
      (levels[start + Math.max(part.top, y - reach) * part.width + x] as number);
    const length = Math.max(Math.abs(right), Math.abs(lower));
    const across = length < 1e-4 ? 0 : right / length;
    const down = length < 1e-4 ? 0 : lower / length;
    let met = 0;
    let reached = level;
    for (let step = 0; step <= DEEPEST; step += 1) {
      const u = Math.min(last.x, Math.max(part.left, Math.round(x + step * across)));
      const v = Math.min(last.y, Math.max(part.top, Math.round(y + step * down)));
      const next = levels[start + v * part.width + u] as number;
      if (step > 1 && next < reached) break;
      const at = (v * width + u) * channels;
      this.#path[met] = at;
      this.#ways[met] = this.#wayTo(at);
      this.#levels[met] = next;
      met += 1;
      reached = next;
      if (reached >= INSIDE || length < 1e-4) break;
    }
    return met;
  }

  /**
   * The first colour inward that is all subject: where the way from the ground's colour stops growing, and most of the
   * longest way there is nearby. What comes before is a mix, or colour that JPEG let run out of the subject.
   */
  #firstOfSubject(met: number): number {
    const ways = this.#ways;
    for (let step = 0; step + 1 < met; step += 1) {
      const way = ways[step] as number;
      const next = ways[step + 1] as number;
      if (next >= way * DEPARTING) continue;
      const turnsBack = way > CLEAR && next < way * TURNING_BACK && (this.#levels[step] as number) > WITHIN.from;
      if (turnsBack) return this.#path[step] as number;
      let longest = way;
      for (let later = step + 1; later < Math.min(met, step + NEARBY); later += 1) {
        longest = Math.max(longest, ways[later] as number);
      }
      if (way >= MOST_OF_THE_WAY * longest) return this.#path[step] as number;
    }
    return this.#path[met - 1] as number;
  }
}

function cellAt({ columns, rows, cell }: Field, x: number, y: number): number {
  return Math.min(rows - 1, (y / cell) | 0) * columns + Math.min(columns - 1, (x / cell) | 0);
}

/** Of a pixel `apart` from the ground's colour, `along` of it on the way to the subject's, which is `span` away. */
function alphaOf(level: number, apart: number, span: number, along: number): number {
  const likeness = along / Math.max(1, apart);
  const mixed = smoothStep(LIKE_NEITHER, A_MIX, likeness);
  const far = smoothStep(FAINT, CLEAR, apart) * smoothStep(0.4, 0.7, apart / Math.max(1, span));
  const opposite =
    smoothStep(OPPOSITE.from, OPPOSITE.to, apart) *
    smoothStep(0.3, -0.2, likeness) *
    smoothStep(WITHIN.from, WITHIN.to, level);
  const foreign = Math.max(far, opposite) * (1 - mixed);
  const byColour = Math.max(clamp(along / Math.max(1, span)), foreign);
  const byShape = smoothStep(0.35, 0.75, level);
  const trust = Math.max(foreign, smoothStep(FAINT, CLEAR, span));
  return Math.max(byShape + (byColour - byShape) * trust, smoothStep(0.8, ALL_SUBJECT, level));
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function smoothStep(low: number, high: number, value: number): number {
  const share = clamp((value - low) / (high - low));
  return share * share * (3 - 2 * share);
}
