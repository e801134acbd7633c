import type { Seen } from '@proofsheet/domain';
import type { Pixels } from '../planes/pixels.ts';

/** Below this, white type stands out more than black type does: the contrast of both is the same at luminance 0.18. */
const DARK = 0.46;

/** Mean of Rec. 709 luma over what can be seen, weighted by alpha: 0 black to 1 white. */
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
