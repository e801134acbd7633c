/** Side in pixels of the parts that are judged apart. */
const BLOCK = 16;
/** Levels between the darkest and the brightest of a part, below which it shows no edge. */
const LEAST_RANGE = 40;
/** Share of the parts that are flattest: the steps in them are the noise of the whole. */
const FLATTEST = 0.1;
/** Share of all parts that the reading is of: a face before a blurred street fills more. */
const SHARPEST = 0.01;
/** The reading is of this many parts at the least, so that no single speck decides. */
const FEWEST_PARTS = 4;
/** Share of its range that the steepest edge of a part climbs within one pixel: blurred past use, and sharp to the pixel. */
const BLURRED = 0.1;
const SHARP = 0.8;

interface Part {
  /** The largest difference between two pixels that touch, in levels. */
  readonly steepest: number;
  /** Between the darkest and the brightest, in levels. */
  readonly range: number;
}

/**
 * 0 blurred to 1 sharp to the pixel, of the sharpest part of an image of one byte a pixel: how much of its height an
 * edge climbs within one pixel. It is a ratio, so neither contrast nor exposure moves it; the noise of the flattest parts
 * is taken off; and it is the sharpest part, so a blurred ground behind the subject does no harm. 0 without any edge.
 */
export function sharpnessOf(luma: Uint8Array, width: number, height: number): number {
  const parts = partsOf(luma, width, height);
  const steps = parts.map(({ steepest }) => steepest).sort((a, b) => a - b);
  const noise = steps[Math.floor(steps.length * FLATTEST)] ?? 0;
  const sharpest = parts
    .filter(({ range }) => range - noise >= LEAST_RANGE)
    .map(({ steepest, range }) => (steepest - noise) / (range - noise))
    .sort((a, b) => b - a)
    .slice(0, Math.max(FEWEST_PARTS, Math.round(parts.length * SHARPEST)));
  if (sharpest.length === 0) return 0;
  const mean = sharpest.reduce((sum, climb) => sum + climb, 0) / sharpest.length;
  return Math.min(1, Math.max(0, (mean - BLURRED) / (SHARP - BLURRED)));
}

function partsOf(luma: Uint8Array, width: number, height: number): Part[] {
  const parts: Part[] = [];
  for (let top = 0; top < height - 1; top += BLOCK) {
    for (let left = 0; left < width - 1; left += BLOCK) {
      parts.push(partAt(luma, width, left, top, Math.min(left + BLOCK, width - 1), Math.min(top + BLOCK, height - 1)));
    }
  }
  return parts;
}

function partAt(luma: Uint8Array, width: number, left: number, top: number, right: number, bottom: number): Part {
  let [darkest, brightest, steepest] = [255, 0, 0];
  for (let y = top; y < bottom; y += 1) {
    for (let x = left, at = y * width + left; x < right; x += 1, at += 1) {
      const here = luma[at] as number;
      const next = luma[at + 1] as number;
      const below = luma[at + width] as number;
      const across = Math.abs(here - next);
      const down = Math.abs(here - below);
      // Branches, which are nearly always foretold: half the time of the variadic Math.min and Math.max.
      if (here < darkest) darkest = here;
      if (next < darkest) darkest = next;
      if (below < darkest) darkest = below;
      if (here > brightest) brightest = here;
      if (next > brightest) brightest = next;
      if (below > brightest) brightest = below;
      if (across > steepest) steepest = across;
      if (down > steepest) steepest = down;
    }
  }
  return { steepest, range: brightest - darkest };
}
