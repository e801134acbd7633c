import type { Box } from '@proofsheet/domain';
import type { Mask } from './mask.ts';
import type { Pixels } from './pixels.ts';

/** Alpha below this is the soft shadow of an edge, not the subject. */
const SOLID_ALPHA = 16;
const WHOLE: Box = { x: 0, y: 0, width: 1, height: 1 };

/** The smallest rectangle around every solid pixel, as shares; the whole image where none is solid, or all are. */
export function opaqueBounds({ data, width, height, channels }: Pixels): Box {
  if (channels === 3) return WHOLE;
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0, at = 3; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 4) {
      if ((data[at] ?? 0) < SOLID_ALPHA) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  if (right < 0) return WHOLE;
  return {
    x: left / width,
    y: top / height,
    width: (right - left + 1) / width,
    height: (bottom - top + 1) / height,
  };
}

/** What an image with alpha shows; undefined for one without. */
export function alphaMask({ data, width, height, channels }: Pixels): Mask | undefined {
  if (channels === 3) return undefined;
  const alpha = new Uint8Array(width * height);
  for (let pixel = 0, at = 3; pixel < alpha.length; pixel += 1, at += 4) alpha[pixel] = data[at] ?? 0;
  return { data: alpha, width, height };
}
