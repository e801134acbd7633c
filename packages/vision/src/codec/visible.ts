import type { Pixels } from '../planes/pixels.ts';

/** What can be seen of an image: `one colour` is also what a faint pattern comes to. */
export type Shown = 'nothing' | 'one colour' | 'something';

/** The alpha, of 255, up to which a pixel is hidden: nobody sees it on any ground. */
const UNSEEN_ALPHA = 5;
/** How far, of 255, a channel may be from another pixel's for the two to look the same. */
const SAME = 5;

export function shownBy({ data, channels }: Pixels): Shown {
  let first = -1;
  for (let at = 0; at < data.length; at += channels) {
    if (channels === 4 && (data[at + 3] as number) <= UNSEEN_ALPHA) continue;
    if (first < 0) first = at;
    for (let channel = 0; channel < channels; channel += 1) {
      if (Math.abs((data[at + channel] as number) - (data[first + channel] as number)) > SAME) return 'something';
    }
  }
  return first < 0 ? 'nothing' : 'one colour';
}

export function isOpaque({ data, channels }: Pixels): boolean {
  if (channels === 3) return true;
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return false;
  return true;
}
