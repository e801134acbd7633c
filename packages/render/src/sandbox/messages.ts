import type { FontFacts } from '@proofsheet/domain';
import type { MeasuredNode, Sheet } from '../engine/takumi.ts';
import type { FontFile } from '../fonts/font-library.ts';

/** What the drawing process is asked to do, one at a time; each is answered once. */
export type Errand =
  | { readonly do: 'register'; readonly fonts: readonly FontFile[] }
  | { readonly do: 'measure' | 'draw'; readonly sheet: Sheet }
  | { readonly do: 'examine'; readonly font: Buffer };

export interface Answers {
  readonly register: true;
  readonly measure: MeasuredNode;
  /** Straight RGBA, row by row. */
  readonly draw: Buffer;
  readonly examine: FontFacts;
}

export type Answer = { readonly result: Answers[keyof Answers] } | { readonly failed: string };

/** What the watch writes to standard output before it ends the process. */
export const OVER_MEMORY = 'over memory';
