import { FINDINGS, type Format } from '@proofsheet/domain';

/** The widest that a picture is shown, in CSS pixels: the width of a phone. Strips are shown at their own size. */
const SHOWN_WIDTH = 390;

/** The scale at which people see a picture. */
export function shownScale({ aspect, width, scale = 1 }: Format): number {
  return (aspect === 'strip' ? 1 : Math.min(1, (SHOWN_WIDTH * scale) / width)) / scale;
}

/** The type size, in pixels, below which text is too small where the picture is shown. */
export function leastShown(format: Format): number {
  return FINDINGS.small_text.limit / shownScale(format);
}
