import type { TextSlot, TextSlotSpec } from '../templates/manifest.ts';
import { MOST_DISPARITY } from '../text/fit.ts';

/** How far the ink of a text reaches from the middle of its line, in type sizes. */
export interface Reach {
  readonly above: number;
  readonly below: number;
  /** The distance that its lines need, in type sizes. */
  readonly clearance: number;
}

/** The reach of the texts whose ink goes beyond the letters that templates are made for, by slot. */
export type Reaches = ReadonlyMap<TextSlot, Reach>;

/** The least distance between the inks of two lines, in type sizes. Letters that fill squares need more between lines. */
export const CLEARANCES = { usual: 0.1, squares: 0.18 } as const;

/**
 * The least line height, in type sizes, at which no ink touches the next line: the lower half of a line and the upper
 * half of the next one. Where each line has a size of its own, the larger one may be the one that reaches further.
 */
export function lineHeightFor({ above, below, clearance }: Reach, fill: TextSlotSpec['fill']): number {
  const larger = fill === 'line' ? MOST_DISPARITY : 1;
  const [more, less] = above > below ? [above, below] : [below, above];
  return (2 * (more * larger + less)) / (1 + larger) + clearance;
}

/** The least line height at which no ink leaves its line: for lines that have a ground of their own. */
export function groundHeightFor({ above, below }: Reach): number {
  return 2 * Math.max(above, below) + CLEARANCES.usual;
}

const LINE_GROUND = /([^{}]*)\{[^{}]*\bbackground(?:-color|-image)?\s*:/g;
const SLOT = /\.(headline|subline|button|price|brand|author|number|point|label)\b/g;

/** The lines of which slots have a ground of their own by a style sheet: all, where it names none. */
export function haveGround(css: string, slot: TextSlot): boolean {
  for (const [, selectors = ''] of css.matchAll(LINE_GROUND)) {
    for (const selector of selectors.split(',').filter((one) => /\.line\s*$/.test(one))) {
      const named = [...selector.matchAll(SLOT)].map(([, name]) => name);
      if (named.length === 0 || named.includes(slot.replace(/-\d$/, ''))) return true;
    }
  }
  return false;
}

/** The least height of a plate, in type sizes. */
const LEAST_PLATE = 1.16;

/** The height of a plate that no accent and no descender of its slot leaves, in type sizes. */
export function plateHeightFor(reach: Reach | undefined): number {
  return reach ? Math.max(LEAST_PLATE, groundHeightFor(reach)) : LEAST_PLATE;
}
