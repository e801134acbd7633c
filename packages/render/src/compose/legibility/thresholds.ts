import type { Format } from '@proofsheet/domain';
import type { TextRun } from '../../layout/layers.ts';
import { shownScale } from '../../layout/shown-scale.ts';

/** WCAG 2.2, "large scale": 18 points. Bold type from 14 points is large too, but a face's weight is not looked at. */
const LARGE = 24;
const LEAST_CONTRAST = { large: 3, usual: 4.5 } as const;
const PREVIEW_HEIGHT = 94;

/** Type size as it is shown, in CSS pixels. */
export function shownSize({ size }: Pick<TextRun, 'size'>, format: Format): number {
  return size * shownScale(format);
}

/** Whether WCAG counts it as large text at the size that the picture is shown. */
export function isLargeText(run: Pick<TextRun, 'size'>, format: Format): boolean {
  return shownSize(run, format) >= LARGE;
}

/** The contrast that WCAG AA asks of type of this size; the size is in pixels of the picture. */
export function leastContrastOf(run: Pick<TextRun, 'size'>, format: Format): number {
  return isLargeText(run, format) ? LEAST_CONTRAST.large : LEAST_CONTRAST.usual;
}

/** A length of the picture as it measures in a preview of 168x94, which is how a list of videos shows it. */
export function inPreview(pixels: number, { height }: Format): number {
  return (pixels / height) * PREVIEW_HEIGHT;
}
