import type { Seen } from '@proofsheet/domain';
import { COLOURED } from '../planes/oklab.ts';
import type { Pixels } from '../planes/pixels.ts';
import { type LabPixels, labAt } from './lab-pixels.ts';

/** Below this, white type stands out more than black type does: both have the same contrast at luminance 0.18. */
const DARK = 0.46;
/** 8-bit levels from either end within which nothing can be told apart, on a screen or after one more JPEG. */
const CLIPPED = 3;
/** Alpha from which a pixel is visible. */
const VISIBLE_ALPHA = 128;
/** In darker colours, by OKLab lightness, chroma is an artefact of the codec. */
const LEAST_LIGHTNESS = 0.2;

/** Mean Rec. 709 luma, weighted by alpha: 0 black to 1 white. */
export function lightnessOf({ data, channels }: Pixels): number {
  let sum = 0;
  let weight = 0;
  for (let at = 0; at < data.length; at += channels) {
    const alpha = channels === 4 ? (data[at + 3] ?? 0) : 255;
    sum += (0.2126 * (data[at] ?? 0) + 0.7152 * (data[at + 1] ?? 0) + 0.0722 * (data[at + 2] ?? 0)) * alpha;
    weight += alpha;
  }
  return weight === 0 ? 0 : Math.min(1, sum / weight / 255);
}

export function toneOf(lightness: number): Seen['tone'] {
  return lightness < DARK ? 'dark' : 'light';
}

/** The shares of the visible pixels of which all three channels are clipped, to black and to white. */
export function exposureOf({ data, channels }: Pixels): Seen['exposure'] {
  let [visible, black, white] = [0, 0, 0];
  for (let at = 0; at < data.length; at += channels) {
    if (channels === 4 && (data[at + 3] as number) < VISIBLE_ALPHA) continue;
    visible += 1;
    const red = data[at] as number;
    const green = data[at + 1] as number;
    const blue = data[at + 2] as number;
    if (red <= CLIPPED && green <= CLIPPED && blue <= CLIPPED) black += 1;
    else if (red >= 255 - CLIPPED && green >= 255 - CLIPPED && blue >= 255 - CLIPPED) white += 1;
  }
  return visible === 0 ? { black: 0, white: 0 } : { black: black / visible, white: white / visible };
}

export function coloursOf(pixels: LabPixels): Seen['colours'] {
  let coloured = 0;
  for (let pixel = 0; pixel < pixels.visible.length; pixel += 1) {
    if (pixels.visible[pixel] === 0) continue;
    const [l, a, b] = labAt(pixels, pixel);
    if (l >= LEAST_LIGHTNESS && Math.hypot(a, b) >= COLOURED.chroma) coloured += 1;
  }
  return coloured >= COLOURED.share * pixels.visibleCount ? 'colour' : 'grey';
}
