import type { GenerationKind } from '../kinds.ts';

/** The units in which platforms state their caps, read strictly: a file below 1,000 bytes is below 1,024, too. */
export const KB = 1_000;
export const MB = 1_000_000;

/** A rectangle as shares of width and height, origin at the upper left. */
export interface Zone {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One row of a platform's table. */
export interface FormatEntry {
  readonly kind: GenerationKind;
  readonly width: number;
  readonly height: number;
  /** The most bytes the platform takes. */
  readonly maxBytes: number;
  /** Where the platform draws its own things. */
  readonly reserved?: readonly Zone[];
  /** Where the numbers come from. */
  readonly source: string;
}

/** The bands along the edges of a picture that an app covers, given as shares of its sides. */
export function edges({ top = 0, bottom = 0, sides = 0 }): Zone[] {
  const bands = [
    { x: 0, y: 0, width: 1, height: top },
    { x: 0, y: 1 - bottom, width: 1, height: bottom },
    { x: 0, y: 0, width: sides, height: 1 },
    { x: 1 - sides, y: 0, width: sides, height: 1 },
  ];
  return bands.filter(({ width, height }) => width > 0 && height > 0);
}
