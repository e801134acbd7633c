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
    for (let x = 1, at = y * width + 1; x < width - 1; x += 1, at += 1) {
      const here = luma[at] ?? 0;
      const right = Math.abs(here - (luma[at + 1] ?? 0));
      const left = Math.abs(here - (luma[at - 1] ?? 0));
      const below = Math.abs(here - (luma[at + width] ?? 0));
      const above = Math.abs(here - (luma[at - width] ?? 0));
      const across = right > left ? right : left;
      const along = below > above ? below : above;
      const step = across > along ? across : along;
      if (step > EDGE) edges += 1;
      else if (Math.abs(here - ground) <= GROUND_SPREAD) continue;
      else if (step === 0) flat += 1;
      else shaded += 1;
    }
  }
  // Thin type is nothing but edges, so half of them are taken for drawn; a photograph has too few for it to matter.
  const hard = flat + edges / 2;
  const drawn = edges < LEAST_EDGES * luma.length ? 0 : hard / (hard + shaded);
  return drawn > DRAWN
    ? { is: 'logo', confidence: 0.5 + (0.5 * (drawn - DRAWN)) / (1 - DRAWN) }
    : { is: 'photo', confidence: 0.5 + (0.5 * (DRAWN - drawn)) / DRAWN };
}

function mostFrequent(luma: Uint8Array): number {
  const counts = new Uint32Array(256);
  for (const level of luma) counts[level] = (counts[level] ?? 0) + 1;
  return counts.indexOf(Math.max(...counts));
}
