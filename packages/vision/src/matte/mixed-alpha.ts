/** Depth in the soft mask from which a pixel is subject whatever its colour. */
export const ALL_SUBJECT = 0.98;
/** Distances between two colours in 8-bit sRGB: below the first they tell nothing, above the second everything. */
const FAINT = 8;
export const CLEAR = 26;
/**
 * Cosine between the directions from the ground to a pixel and to the subject: a mix lies on that line, a second colour
 * does not.
 */
const LIKE_NEITHER = 0.7;
const A_MIX = 0.92;
/** Depths in the soft mask between which a colour off that line stops being a shadow. */
export const WITHIN = { from: 0.6, to: 0.72 };
/**
 * Distances from the ground's colour, away from the subject's: below the first it is ringing of JPEG and sharpening.
 */
const OPPOSITE = { from: 18, to: 36 };

/**
 * Alpha of a pixel at depth `level` in the soft mask. Its colour lies `apart` from the ground's, and `along` of that
 * towards the subject's colour, which lies `span` from the ground's.
 */
export function mixedAlpha(level: number, apart: number, span: number, along: number): number {
  const likeness = along / Math.max(1, apart);
  const mixed = smoothStep(LIKE_NEITHER, A_MIX, likeness);
  const far = smoothStep(FAINT, CLEAR, apart) * smoothStep(0.4, 0.7, apart / Math.max(1, span));
  const opposite =
    smoothStep(OPPOSITE.from, OPPOSITE.to, apart) *
    smoothStep(0.3, -0.2, likeness) *
    smoothStep(WITHIN.from, WITHIN.to, level);
  const foreign = Math.max(far, opposite) * (1 - mixed);
  const byColour = Math.max(clamp(along / Math.max(1, span)), foreign);
  const byShape = smoothStep(0.35, 0.75, level);
  const trust = Math.max(foreign, smoothStep(FAINT, CLEAR, span));
  return Math.max(byShape + (byColour - byShape) * trust, smoothStep(0.8, ALL_SUBJECT, level));
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function smoothStep(low: number, high: number, value: number): number {
  const share = clamp((value - low) / (high - low));
  return share * share * (3 - 2 * share);
}
