import type { Photograph } from '../images/photographs.ts';
import type { Placement } from './placement.ts';

/** How busy an edge is, in levels, from which its blur is seen at all, and from which all of it is. */
const SEEN_BLUR = { from: 2, all: 16 } as const;

/** The share of a place that is filled with the blurred edges of its photograph and seen as that, beside what is sharp. */
export function seenBlur(
  { isPage }: Pick<Photograph, 'isPage'>,
  { behind, mirrored }: Pick<Placement, 'behind' | 'mirrored'>,
): number {
  if (isPage) return behind;
  const seen = (mirrored - SEEN_BLUR.from) / (SEEN_BLUR.all - SEEN_BLUR.from);
  return behind * Math.min(1, Math.max(0, seen));
}
