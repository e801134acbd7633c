import { components, type Flags } from '../planes/flood.ts';
import { dilate, erode } from '../planes/morphology.ts';
import type { LabPlanes } from '../planes/oklab.ts';
import { bytes, clearBytes } from '../planes/scratch.ts';

/** Largest area of a shadow, as a share of the subject's. */
const MOST_AREA = 0.12;
/** Steepest mean step of lightness from one pixel to the next where a shadow begins: edges are steeper. */
const STEEPEST = 0.058;
/** Half the width of the thinnest shadow, in pixels: the mixed pixels along an edge are a thinner line. */
const LEAST_REACH = 1;
/** Pixels around a core within which everything of its colour belongs to the shadow. */
const AROUND = 10;

export interface Shadows {
  readonly core: Flags;
  /** The core and all of its colour nearby: ground in soft shadow, and pixels that shadow and subject share. */
  readonly around: Flags;
}

/**
 * The hard cores of the shadows where the subject stands on a coloured ground. A core is darker and of the ground's
 * hue, it fades into the ground, and the subject is above it rather than below. `coloured` flags the colours of the
 * ground in shadow.
 */
export function shadows(lab: LabPlanes, coloured: Flags, subject: Flags): Shadows {
  const { width, height } = lab;
  const none = clearBytes(subject.length);
  if (!coloured.includes(1)) return { core: none, around: none };
  const broad = dilate(erode(coloured, width, height, LEAST_REACH), width, height, LEAST_REACH);
  const cores = bytes(subject.length);
  for (let at = 0; at < cores.length; at += 1) {
    cores[at] = (coloured[at] as number) & (broad[at] as number) & (subject[at] as number);
  }
  const { labels, found } = components(cores, width);
  const sides = sidesOf(lab.l, labels, found.length, subject, width);
  let most = 0;
  for (let at = 0; at < subject.length; at += 1) most += MOST_AREA * (subject[at] as number);
  const isShadow = found.map(({ area }, n) => {
    const { above, below, ground, steps } = sides[n] as Sides;
    return area <= most && above > 3 * below && ground > 0 && steps / ground < STEEPEST;
  });
  const core = clearBytes(subject.length);
  for (let at = 0; at < core.length; at += 1) {
    const label = labels[at] as number;
    if (label > 0 && isShadow[label - 1]) core[at] = 1;
  }
  if (!isShadow.includes(true)) return { core, around: core };
  const around = dilate(core, width, height, AROUND);
  for (let at = 0; at < around.length; at += 1) around[at] = (around[at] as number) & (coloured[at] as number);
  return { core, around };
}

/**
 * Of one component: how many of its pixels have the rest of the subject above or below them, how many pixel sides touch
 * ground, and the sum of the steps of lightness there.
 */
interface Sides {
  above: number;
  below: number;
  ground: number;
  steps: number;
}

function sidesOf(l: Float32Array, labels: Int32Array, count: number, subject: Flags, width: number): Sides[] {
  const sides = Array.from({ length: count }, () => ({ above: 0, below: 0, ground: 0, steps: 0 }));
  for (let at = width; at < labels.length - width; at += 1) {
    const label = labels[at] as number;
    if (label === 0) continue;
    const side = sides[label - 1] as Sides;
    if (subject[at - width] === 1 && labels[at - width] === 0) side.above += 1;
    if (subject[at + width] === 1 && labels[at + width] === 0) side.below += 1;
    for (const next of [at - 1, at + 1, at - width, at + width]) {
      if (subject[next] === 1) continue;
      side.ground += 1;
      side.steps += Math.abs((l[next] as number) - (l[at] as number));
    }
  }
  return sides;
}
