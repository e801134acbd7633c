import type { Cutout } from '@proofsheet/domain';
import type { Mask } from '@proofsheet/raster';
import { dilate, erode } from '../planes/morphology.ts';
import { bytes, withScratch } from '../planes/scratch.ts';
import { LEAST_CONFIDENCE } from './judge.ts';

interface Candidate {
  readonly cutout: Cutout;
  readonly mask: Mask;
}

/**
 * Intersection over union of two masks that both would pass: from the second on they are the same subject with other
 * edges, at the first one of them has a hole, misses a part or keeps a piece of the ground, and nobody knows which.
 */
const SAME = { no: 0.78, yes: 0.93 };

/**
 * The best of what several methods say of one image; undefined where there is none. Methods that are each sure of
 * where the subject is and do not agree make all of them doubtful; one that is not sure has no vote.
 */
export function agreed<T extends Candidate>(candidates: readonly T[]): T | undefined {
  const sure = candidates.filter(({ cutout: { parts } }) => Math.min(parts.area, parts.agreement) >= LEAST_CONFIDENCE);
  const judged = candidates.map((candidate) => {
    if (!candidate.cutout.usable) return candidate;
    const doubts = sure.filter((other) => other !== candidate).map((other) => sameness(candidate.mask, other.mask));
    return doubted(candidate, Math.min(1, ...doubts));
  });
  return judged.toSorted((a, b) => rank(b.cutout) - rank(a.cutout))[0];
}

/** Of two that may be used and agree, the model's shows no hole where the subject has the colour of the ground. */
function rank({ usable, confidence, by }: Cutout): number {
  return confidence + (usable && by === 'model' ? 0.1 : 0);
}

function doubted<T extends Candidate>(candidate: T, agreement: number): T {
  const { cutout } = candidate;
  const parts = { ...cutout.parts, agreement: Math.min(cutout.parts.agreement, agreement) };
  const confidence = Math.min(cutout.confidence, agreement);
  return { ...candidate, cutout: { ...cutout, parts, confidence, usable: confidence >= LEAST_CONFIDENCE } };
}

/** Pixels within which the edge of the model may be wrong. */
const NEAR_EDGE = { into: 7, out: 5 };

/** A mask with fine edges as far as a coarse one leaves it open: no hole in its core, and nothing far beyond it. */
export function clampedTo(coarse: Mask, fine: Mask): Mask {
  const { width, height } = fine;
  return withScratch(() => {
    const solid = bytes(coarse.data.length);
    const seen = bytes(coarse.data.length);
    for (let at = 0; at < solid.length; at += 1) {
      solid[at] = (coarse.data[at] as number) >= 250 ? 1 : 0;
      seen[at] = (coarse.data[at] as number) >= 128 ? 1 : 0;
    }
    const core = erode(solid, width, height, NEAR_EDGE.into);
    const reach = dilate(seen, width, height, NEAR_EDGE.out);
    const data = Uint8Array.from(fine.data, (level, at) => (core[at] === 1 ? 255 : reach[at] === 1 ? level : 0));
    return { data, width, height };
  });
}

function sameness(a: Mask, b: Mask): number {
  let [both, either] = [0, 0];
  for (let at = 0; at < a.data.length; at += 1) {
    const [one, other] = [a.data[at] as number, b.data[at] as number];
    both += one < other ? one : other;
    either += one < other ? other : one;
  }
  const union = either === 0 ? 0 : both / either;
  const share = Math.min(1, Math.max(0, (union - SAME.no) / (SAME.yes - SAME.no)));
  return Math.round(share * 1000) / 1000;
}
