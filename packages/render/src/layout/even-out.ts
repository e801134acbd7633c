import type { Format } from '@proofsheet/domain';
import type { TextSlot } from '../templates/manifest.ts';
import type { FittedLine } from '../text/fit.ts';
import type { FittedSlot } from './setting.ts';

/** Sets a slot's words in at most so many `u`. */
export type Fit = (most: number) => FittedLine[] | undefined;

/** Points are read as one list and labels as a pair: each is set in the size of the one that has to be smallest. */
const ALIKE = [/^point-/, /^label-/];

export function evenOut(fitted: Map<TextSlot, FittedSlot>, fits: ReadonlyMap<TextSlot, Fit>, frame: Format): void {
  const unit = Math.min(frame.width, frame.height) / 100;
  for (const group of ALIKE) {
    const alike = [...fitted].filter(([slot]) => group.test(slot));
    const size = Math.min(...alike.flatMap(([, { lines }]) => lines.map((line) => line.size)));
    for (const [slot, { lineHeight }] of alike) {
      const lines = fits.get(slot)?.(size / unit);
      if (lines) fitted.set(slot, { lines, lineHeight });
    }
  }
}
