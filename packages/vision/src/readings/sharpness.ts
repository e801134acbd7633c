/** Side in pixels of the blocks that are judged one by one. */
const SIDE = 16;
/** Least range of a block with an edge, in 8-bit levels. */
const LEAST_RANGE = 40;
/** The steps in this share of the blocks, the flattest, are the noise of the image. */
const FLATTEST = 0.1;
/** Share of all blocks that the reading is of: a face before a blurred street fills more. */
const SHARPEST = 0.01;
/** Least number of blocks that the reading is of, so that no single speck decides. */
const FEWEST_BLOCKS = 4;
/**
 * Share of its range that the steepest edge of a block climbs within one pixel: useless blur, and sharp to the pixel.
 */
const BLURRED = 0.1;
const SHARP = 0.8;

interface Block {
  /** The largest difference between two pixels that touch, in levels. */
  readonly steepest: number;
  /** Between the darkest and the brightest, in levels. */
  readonly range: number;
}

/**
 * From 0, blurred, to 1, sharp to the pixel: how much of its height an edge climbs within one pixel, in the sharpest
 * blocks of an image of one byte a pixel. A ratio, so contrast and exposure do not change it; the noise of the flattest
 * blocks is subtracted; and a blurred ground behind the subject does no harm, because the sharpest blocks decide. 0
 * without any edge.
 */
export function sharpnessOf(luma: Uint8Array, width: number, height: number): number {
  const blocks = blocksOf(luma, width, height);
  const steps = blocks.map(({ steepest }) => steepest).sort((a, b) => a - b);
  const noise = steps[Math.floor(steps.length * FLATTEST)] ?? 0;
  const sharpest = blocks
    .filter(({ range }) => range - noise >= LEAST_RANGE)
    .map(({ steepest, range }) => (steepest - noise) / (range - noise))
    .sort((a, b) => b - a)
    .slice(0, Math.max(FEWEST_BLOCKS, Math.round(blocks.length * SHARPEST)));
  if (sharpest.length === 0) return 0;
  const mean = sharpest.reduce((sum, climb) => sum + climb, 0) / sharpest.length;
  return Math.min(1, Math.max(0, (mean - BLURRED) / (SHARP - BLURRED)));
}

function blocksOf(luma: Uint8Array, width: number, height: number): Block[] {
  const blocks: Block[] = [];
  for (let top = 0; top < height - 1; top += SIDE) {
    for (let left = 0; left < width - 1; left += SIDE) {
      blocks.push(blockAt(luma, width, left, top, Math.min(left + SIDE, width - 1), Math.min(top + SIDE, height - 1)));
    }
  }
  return blocks;
}

function blockAt(luma: Uint8Array, width: number, left: number, top: number, right: number, bottom: number): Block {
  let [darkest, brightest, steepest] = [255, 0, 0];
  for (let y = top; y < bottom; y += 1) {
    for (let x = left, at = y * width + left; x < right; x += 1, at += 1) {
      const here = luma[at] as number;
      const next = luma[at + 1] as number;
      const below = luma[at + width] as number;
      const across = Math.abs(here - next);
      const down = Math.abs(here - below);
      // Branches that are nearly always predicted: half the time of the variadic Math.min and Math.max.
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
