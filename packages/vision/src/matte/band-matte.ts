import type { Mask } from '@proofsheet/raster';
import { dilate, erode } from '../planes/morphology.ts';
import type { Pixels } from '../planes/pixels.ts';
import { bytes, withScratch } from '../planes/scratch.ts';

/** Levels of a mask, of 255, at and beyond which a pixel is all ground or all subject, off the edge. */
const GROUND = 12;
const SUBJECT = 243;
/** Pixels on either side of the soft edge that are judged anew: a guessed edge is that far off. */
const WIDER = { into: 3, out: 3 };
/** How far colours of either side are looked for, in pixels, along eight directions. */
const REACH = 28;
const DIRECTIONS = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
  [1, 1],
  [-1, 1],
  [1, -1],
  [-1, -1],
] as const;
/** Distance of two colours, in 8-bit levels: below the first they tell nothing, above the second everything. */
const APART = { nothing: 14, everything: 44 };
/** How far off the line between both colours a pixel may lie, likewise. */
const OFF = { none: 8, much: 30 };

/**
 * A mask whose edge was guessed, with the edge that the colours show: each pixel of the uncertain band lies between a
 * colour of the subject nearby and one of the ground, and takes the pair that explains it best (after E. Gastal, M.
 * Oliveira: Shared Sampling for Real-Time Alpha Matting, 2010). Where no pair does, the mask stays as it was.
 */
export function bandMatte(image: Pixels, mask: Mask): Mask {
  const data = new Uint8Array(mask.data);
  withScratch(() => {
    const side = sidesOf(mask);
    const matter = new BandMatter(image, side);
    for (let y = 0, at = 0; y < mask.height; y += 1) {
      for (let x = 0; x < mask.width; x += 1, at += 1) {
        if (side[at] === BAND) data[at] = matter.alphaAt(x, y, mask.data[at] as number);
      }
    }
  });
  return { data, width: mask.width, height: mask.height };
}

const [IS_GROUND, BAND, IS_SUBJECT] = [0, 1, 2];

function sidesOf({ data, width, height }: Mask): Uint8Array {
  const solid = bytes(data.length);
  const seen = bytes(data.length);
  for (let at = 0; at < data.length; at += 1) {
    solid[at] = (data[at] as number) >= SUBJECT ? 1 : 0;
    seen[at] = (data[at] as number) > GROUND ? 1 : 0;
  }
  const core = erode(solid, width, height, WIDER.into);
  const reach = dilate(seen, width, height, WIDER.out);
  const side = bytes(data.length);
  for (let at = 0; at < data.length; at += 1)
    side[at] = core[at] === 1 ? IS_SUBJECT : reach[at] === 1 ? BAND : IS_GROUND;
  return side;
}

/** One object is used for pixel after pixel, so that nothing is allocated. */
class BandMatter {
  readonly #image: Pixels;
  readonly #side: Uint8Array;
  /** Offsets of the nearest pixels of each side, and how far they are. */
  readonly #subject = new Int32Array(DIRECTIONS.length);
  readonly #ground = new Int32Array(DIRECTIONS.length);
  readonly #subjectAway = new Float64Array(DIRECTIONS.length);
  readonly #groundAway = new Float64Array(DIRECTIONS.length);
  #subjects = 0;
  #grounds = 0;

  constructor(image: Pixels, side: Uint8Array) {
    this.#image = image;
    this.#side = side;
  }

  alphaAt(x: number, y: number, guess: number): number {
    this.#gather(x, y);
    if (this.#subjects === 0 || this.#grounds === 0) return guess;
    const { data, width, channels } = this.#image;
    const own = (y * width + x) * channels;
    let [least, alpha, trust] = [Number.POSITIVE_INFINITY, guess / 255, 0];
    for (let s = 0; s < this.#subjects; s += 1) {
      const front = this.#subject[s] as number;
      for (let g = 0; g < this.#grounds; g += 1) {
        const back = this.#ground[g] as number;
        let [dot, span, length] = [0, 0, 0];
        for (let c = 0; c < 3; c += 1) {
          const ground = data[back + c] as number;
          const d = (data[front + c] as number) - ground;
          const o = (data[own + c] as number) - ground;
          dot += d * o;
          span += d * d;
          length += o * o;
        }
        const share = span === 0 ? 0 : Math.min(1, Math.max(0, dot / span));
        const off = Math.sqrt(Math.max(0, length - 2 * share * dot + share * share * span));
        const cost = off + 0.35 * ((this.#subjectAway[s] as number) + (this.#groundAway[g] as number));
        if (cost >= least) continue;
        least = cost;
        alpha = share;
        trust = ramp(APART.nothing, APART.everything, Math.sqrt(span)) * (1 - ramp(OFF.none, OFF.much, off));
      }
    }
    return Math.round(guess + (255 * alpha - guess) * trust);
  }

  #gather(x: number, y: number): void {
    const { width, height, channels } = this.#image;
    const side = this.#side;
    this.#subjects = 0;
    this.#grounds = 0;
    for (let direction = 0; direction < DIRECTIONS.length; direction += 1) {
      const [across, down] = DIRECTIONS[direction] as (typeof DIRECTIONS)[number];
      const step = across !== 0 && down !== 0 ? 2 : 1;
      // So far it stays within the image.
      const most = Math.min(REACH, roomFor(x, across, width), roomFor(y, down, height));
      const from = y * width + x;
      const towards = down * width + across;
      let [front, back] = [false, false];
      for (let away = 1, at = from + towards; away <= most && !(front && back); away += step, at += step * towards) {
        if (side[at] === IS_SUBJECT && !front) {
          front = true;
          this.#subject[this.#subjects] = at * channels;
          this.#subjectAway[this.#subjects] = away;
          this.#subjects += 1;
        } else if (side[at] === IS_GROUND && !back) {
          back = true;
          this.#ground[this.#grounds] = at * channels;
          this.#groundAway[this.#grounds] = away;
          this.#grounds += 1;
        }
      }
    }
  }
}

/** The pixels between one and the end of its row or column, that way; without end where it does not move along it. */
function roomFor(at: number, direction: number, length: number): number {
  if (direction === 0) return Number.POSITIVE_INFINITY;
  return direction > 0 ? length - 1 - at : at;
}

function ramp(from: number, to: number, value: number): number {
  return Math.min(1, Math.max(0, (value - from) / (to - from)));
}
