import { randomFrom } from '@proofsheet/raster';

/** A tile of noise as wide and high as this is repeated: too large for the eye to find the repeat. */
export const TILE = 256;
/** Levels of 255: enough to hide the steps of a gradient, too few to be seen as noise. */
const STRENGTH = 1.6;
/** Grain is in whole numbers, so many for a level: pixels are written without leaving anything to collect. */
export const GRAIN_BITS = 16;
export const GRAIN_ONE = 1 << GRAIN_BITS;

const tiles = new Map<number, Int32Array>();

/**
 * Noise to be added to a gradient before it is rounded to whole levels, so that no bands show: a tile, row by row. The
 * same seed has the same grain, on every machine.
 */
export function grainOf(seed: number): Int32Array {
  const tile = tiles.get(seed % SEEDS) ?? makeTile(seed % SEEDS);
  tiles.set(seed % SEEDS, tile);
  return tile;
}

/** So many tiles are kept: the grain of one picture need not be unlike that of every other one. */
const SEEDS = 4;

/** Two dice instead of one: small changes are more frequent than large ones. */
function makeTile(seed: number): Int32Array {
  const random = randomFrom(seed + 1);
  return Int32Array.from({ length: TILE * TILE }, () => (random() + random() - 1) * STRENGTH * GRAIN_ONE);
}
