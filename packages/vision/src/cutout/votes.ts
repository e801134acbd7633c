import type { Cutout } from '@proofsheet/domain';
import type { Mask } from '@proofsheet/raster';
import { components } from '../planes/flood.ts';
import { dilate, erode } from '../planes/morphology.ts';
import { bytes, withScratch } from '../planes/scratch.ts';
import { LEAST_CONFIDENCE } from './judge.ts';

interface Candidate {
  readonly cutout: Cutout;
  readonly mask: Mask;
  /** Where it ends is not known: it has no vote on edges. */
  readonly vague?: boolean;
}

/**
 * Intersection over union of two masks that both would pass: from the second on they are the same subject with other
 * edges, at the first one of them has a hole, misses a part or keeps a piece of the ground, and nobody knows which.
 */
const SAME = { no: 0.78, yes: 0.93 };

/**
 * The largest piece that one method has and the other has not, as a share of the subject: a hand, the neck of a guitar.
 * One that is not sure of the whole still counts as a witness.
 */
const PIECE = { none: 0.02, large: 0.06 };
const LEAST_HEARD = 0.3;
/** Alpha, of 255, from which a piece is beyond doubt there, and below which, at this distance in pixels, it is not. */
const THERE = 200;
const ABSENT = 64;
const APART = 8;

/**
 * The best of what several methods say of one image; undefined where there is none. Methods that are each sure of
 * where the subject is and do not agree make all of them doubtful; one that is not sure has no vote.
 */
export function agreed<T extends Candidate>(candidates: readonly T[]): T | undefined {
  const sure = candidates.filter(
    ({ vague, cutout: { parts } }) => !vague && Math.min(parts.area, parts.agreement) >= LEAST_CONFIDENCE,
  );
  const judged = candidates.map((candidate) => {
    if (!candidate.cutout.usable) return candidate;
    const others = candidates.filter((other) => other !== candidate);
    const doubts = others.filter((other) => sure.includes(other)).map(({ mask }) => sameness(candidate.mask, mask));
    const witnesses = others.filter(({ cutout: { parts } }) => parts.agreement >= LEAST_HEARD);
    const pieces = witnesses.map(({ mask }) => undisputed(candidate.mask, mask));
    return doubted(candidate, Math.min(1, ...doubts, ...pieces));
  });
  return judged.toSorted((a, b) => rank(b.cutout) - rank(a.cutout))[0];
}

/** Of two that may be used and agree, the model's shows no hole where the subject has the colour of the ground. */
function rank({ usable, confidence, by }: Cutout): number {
  return confidence + (usable && by === 'model' ? 0.1 : 0);
}

/** With no more confidence than `agreement`. */
export function doubted<T extends Candidate>(candidate: T, agreement: number): T {
  const { cutout } = candidate;
  const parts = { ...cutout.parts, agreement: Math.min(cutout.parts.agreement, agreement) };
  const confidence = Math.min(cutout.confidence, agreement);
  return { ...candidate, cutout: { ...cutout, parts, confidence, usable: confidence >= LEAST_CONFIDENCE } };
}

/** Pixels within which the edge of the model may be wrong. */
const NEAR_EDGE = { into: 7, out: 5 };

/** A mask with fine edges as far as a coarse one leaves it open: no hole in its core but the `gaps`, and nothing far beyond it. */
export function clampedTo(coarse: Mask, fine: Mask, gaps?: Uint8Array): Mask {
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
    const data = new Uint8Array(fine.data);
    for (let at = 0; at < data.length; at += 1) {
      if (reach[at] === 0) data[at] = 0;
      else if (core[at] === 1 && gaps?.[at] !== 1) data[at] = 255;
    }
    return { data, width, height };
  });
}

/** Alpha, of 255, from which a model is sure of a pixel that is not at its edge. */
const CORE = 230;

/** The share of a mask that a model is sure of and that is missing in it, but for `gaps`: where a rim shines it was taken for the paper. */
export function bitesOf(mask: Mask, model: Mask, gaps: Uint8Array): number {
  const { width, height } = mask;
  return withScratch(() => {
    const core = erode(flagsFrom(model, CORE), width, height, 1);
    let [missing, all] = [0, 0];
    for (let at = 0; at < core.length; at += 1) {
      const level = mask.data[at] as number;
      if (level >= 128) all += 1;
      if (core[at] === 1 && gaps[at] === 0 && level < ABSENT) missing += 1;
    }
    return missing / Math.max(1, all);
  });
}

/** 1 where no piece of either mask is missing in the other, 0 where a large one is. */
function undisputed(a: Mask, b: Mask): number {
  const largest = Math.max(largestPiece(a, b), largestPiece(b, a));
  return rounded(1 - ramp(PIECE.none, PIECE.large, largest));
}

/** The largest piece of a mask that the other has not, as a share of the mask. What stands apart from all that the other has is a thing of its own. */
export function largestPiece(mask: Mask, other: Mask): number {
  const { width, height } = mask;
  return withScratch(() => {
    const around = dilate(flagsFrom(other, ABSENT), width, height, APART);
    const { labels, found } = components(flagsFrom(mask, ABSENT), width);
    const shared = new Uint8Array(found.length + 1);
    for (let at = 0; at < labels.length; at += 1) if (around[at] === 1) shared[labels[at] as number] = 1;
    const piece = bytes(labels.length);
    let solid = 0;
    for (let at = 0; at < labels.length; at += 1) {
      const there = (mask.data[at] as number) >= THERE;
      piece[at] = there && around[at] === 0 && shared[labels[at] as number] === 1 ? 1 : 0;
      if (there) solid += 1;
    }
    const areas = components(piece, width).found.map(({ area }) => area);
    return Math.max(0, ...areas) / Math.max(1, solid);
  });
}

function flagsFrom({ data }: Mask, least: number): Uint8Array {
  const flags = bytes(data.length);
  for (let at = 0; at < data.length; at += 1) flags[at] = (data[at] as number) >= least ? 1 : 0;
  return flags;
}

function sameness(a: Mask, b: Mask): number {
  let [both, either] = [0, 0];
  for (let at = 0; at < a.data.length; at += 1) {
    const one = a.data[at] as number;
    const other = b.data[at] as number;
    both += one < other ? one : other;
    either += one < other ? other : one;
  }
  const union = either === 0 ? 0 : both / either;
  return rounded(ramp(SAME.no, SAME.yes, union));
}

function ramp(from: number, to: number, value: number): number {
  return Math.min(1, Math.max(0, (value - from) / (to - from)));
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
