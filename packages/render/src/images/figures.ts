import type { Box } from '@proofsheet/raster';
import type { Head } from './heads.ts';

/** Faces smaller than this share of their subject belong to people who are seen from head to foot. */
const FACE_OF_FIGURE = 0.15;

/** Whether people are seen from head to foot. */
export function isWholeFigure(heads: readonly Head[], subject: Box): boolean {
  const tallest = Math.max(0, ...heads.map(({ face }) => face.height));
  return tallest > 0 && tallest < subject.height * FACE_OF_FIGURE;
}

/** From this height on, in widths, somebody merely stands or walks; a pose, or what is done, is wider. */
const UPRIGHT = 1.9;
/** Above the head of a portrait there is less than this, as a share of the height: no load and no raised hand. */
const ABOVE_HEAD = 0.06;

/** Whether one person does nothing for which the whole figure would have to be seen. */
export function merelyStands([head, ...others]: readonly Head[], { y, width, height }: Box): boolean {
  if (!head || others.length > 0) return false;
  return height >= width * UPRIGHT && head.whole.y - y <= height * ABOVE_HEAD;
}
