import type { Seen } from '@proofsheet/domain';
import type { Pixels } from '../planes/pixels.ts';

/** Levels from either end within which nothing can be told apart any more, on a screen or after one more JPEG. */
const CLIPPED = 3;
/** Alpha below this is not seen. */
const VISIBLE_ALPHA = 128;

/** Shares of the visible pixels of which all three channels have run into black, or into white. */
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
