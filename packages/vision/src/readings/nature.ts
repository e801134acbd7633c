import type { Seen } from '@proofsheet/domain';

/** Levels between neighbours from which it is an edge that was drawn, and not the shading or the grain of a photograph. */
const EDGE = 24;
/** Levels within which a pixel is still of the ground: what JPEG does to a flat colour. */
const GROUND_SPREAD = 2;
/** Share of flat pixels among the flat and the shaded ones: logos lie above 0.78, even as JPEG, and photographs below 0.3. */
const DRAWN = 0.55;
/** Share of edge pixels without which nothing was drawn: an empty or a softly shaded ground. */
const LEAST_EDGES = 0.002;

/**
 * Like a logo, of few flat colours with hard edges, or like a photograph, which is shaded and grained everywhere; read of
 * an image of one byte a pixel. The ground, which is the most frequent level, says nothing and is left out: photographs
 * are cut out or stand on white as well. The confidence is 0.5 on the line between the two and 1 far from it.
 */
export function natureOf(luma: Uint8Array, width: number, height: number): Seen['nature'] {
  const ground = mostFrequent(luma);
  let [flat, shaded, edges] = [0, 0, 0];
  for (let y = 1; y < height - 1; y += 1) {
    let before = luma[y * width] as number;
    let here = luma[y * width + 1] as number;
    for (let x = 1, at = y * width + 1; x < width - 1; x += 1, at += 1) {
      const next = luma[at + 1] as number;
      const across = larger(Math.abs(here - next), Math.abs(here - before));
      const along = larger(
        Math.abs(here - (luma[at + width] as number)),
        Math.abs(here - (luma[at - width] as number)),
      );
      const step = larger(across, along);
      // Grain decides these at random, and a branch that cannot be foretold costs more than all the rest.
      const isEdge = isNegative(EDGE - step);
      const counts = (1 - isEdge) & isNegative(GROUND_SPREAD - Math.abs(here - ground));
      const isFlat = isNegative(step - 1);
      edges += isEdge;
      flat += counts & isFlat;
      shaded += counts & (1 - isFlat);
      before = here;
      here = next;
    }
  }
  // Thin type is nothing but edges, so half of them are taken for drawn; a photograph has too few for it to matter.
  const hard = flat + edges / 2;
  const drawn = edges < LEAST_EDGES * luma.length ? 0 : hard / (hard + shaded);
  return drawn > DRAWN
    ? { is: 'logo', confidence: 0.5 + (0.5 * (drawn - DRAWN)) / (1 - DRAWN) }
    : { is: 'photo', confidence: 0.5 + (0.5 * (DRAWN - drawn)) / DRAWN };
}

/** Of two whole numbers, without a branch. */
function larger(a: number, b: number): number {
  return (a + b + Math.abs(a - b)) >> 1;
}

/** 1 or 0, of a whole number. */
function isNegative(value: number): number {
  return value >>> 31;
}

function mostFrequent(luma: Uint8Array): number {
  const counts = new Uint32Array(256);
  for (let at = 0; at < luma.length; at += 1) {
    const level = luma[at] as number;
    counts[level] = (counts[level] as number) + 1;
  }
  return counts.indexOf(Math.max(...counts));
}
