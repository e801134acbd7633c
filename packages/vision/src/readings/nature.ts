import type { Seen } from '@proofsheet/domain';
import { pageBands } from './page-bands.ts';

/**
 * Step between neighbours, in 8-bit levels, from which it is a drawn edge and not the shading or grain of a photograph.
 */
const EDGE = 24;
/** Levels around the ground's within which a pixel is ground: what JPEG does to a flat colour. */
const GROUND_SPREAD = 2;
/**
 * Share of drawn pixels from which an image is a logo: logos lie above 0.78, even as JPEG, and photographs below 0.3.
 */
const DRAWN = 0.55;
/** Least share of edge pixels in a drawing: without them the image is an empty or softly shaded ground. */
const LEAST_EDGES = 0.002;

/** Bands across from which an image is a page; one that is drawn needs more, since a name with two lines below it has some. */
const PAGE_BANDS = { photo: 3, logo: 5 };

/**
 * Whether an image of one byte a pixel is a page, as of the web or of an app, a logo, or a photograph. The confidence is
 * 0.5 on the line between two, and 1 far from it.
 */
export function natureOf(luma: Uint8Array, width: number, height: number): Seen['nature'] {
  const drawn = photoOrLogo(luma, width, height);
  const beyond = pageBands(luma, width, height) - PAGE_BANDS[drawn.is];
  return beyond < 0 ? drawn : { is: 'page', confidence: Math.min(1, 0.6 + 0.1 * beyond) };
}

/**
 * A logo has few flat colours with hard edges, a photograph has shades and grain everywhere. The most frequent level is the ground and does not count: photographs stand on white
 * as well.
 */
function photoOrLogo(luma: Uint8Array, width: number, height: number): { is: 'photo' | 'logo'; confidence: number } {
  const ground = mostFrequent(luma);
  let [flat, shaded, edges] = [0, 0, 0];
  // The steps from each pixel of the row before down to this row.
  const steps = new Uint8Array(width);
  for (let x = 0; x < width; x += 1) steps[x] = Math.abs((luma[x] as number) - (luma[x + width] ?? 0));
  for (let y = 1; y < height - 1; y += 1) {
    let here = luma[y * width + 1] as number;
    let left = Math.abs(here - (luma[y * width] as number));
    for (let x = 1, at = y * width + 1; x < width - 1; x += 1, at += 1) {
      const next = luma[at + 1] as number;
      const right = Math.abs(here - next);
      const above = steps[x] as number;
      const below = Math.abs(here - (luma[at + width] as number));
      steps[x] = below;
      // Without branches: grain makes these comparisons random, and mispredicted branches would cost more than all the
      // rest.
      const isEdge = isNegative((EDGE - left) | (EDGE - right) | (EDGE - above) | (EDGE - below));
      const counts = (1 - isEdge) & isNegative(GROUND_SPREAD - Math.abs(here - ground));
      const isFlat = isNegative((left | right | above | below) - 1);
      edges += isEdge;
      flat += counts & isFlat;
      shaded += counts & (1 - isFlat);
      left = right;
      here = next;
    }
  }
  // Thin type is all edges, so half of them count as drawn; a photograph has too few for it to matter.
  const hard = flat + edges / 2;
  const drawn = edges < LEAST_EDGES * luma.length ? 0 : hard / (hard + shaded);
  return drawn > DRAWN
    ? { is: 'logo', confidence: 0.5 + (0.5 * (drawn - DRAWN)) / (1 - DRAWN) }
    : { is: 'photo', confidence: 0.5 + (0.5 * (DRAWN - drawn)) / DRAWN };
}

/** 1 where an integer is negative, else 0. */
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
