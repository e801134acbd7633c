import type { Flags } from '../planes/flood.ts';
import { dilate, erode } from '../planes/morphology.ts';
import type { LabPlanes } from '../planes/oklab.ts';
import { clearBytes } from '../planes/scratch.ts';

/**
 * The least change of colour across two pixels, in OKLab, that is an edge (soft shadows change less), and what noise
 * adds to it.
 */
const LEAST_EDGE = 0.04;
const NOISE_SHARE = 4;
/** How many pixels an edge may lie off the outline: edges are blurred, and the subject is taken a little wide. */
const REACH = 2;
/**
 * Edge pixels outside of the subject, as a share of its outline: up to the first they are not missing parts of it, from
 * the second on nothing agrees.
 */
const LEFT_OUT = { none: 0.03, all: 0.095 };
/** The same for outline pixels without an edge. */
const UNSEEN = { none: 0.02, all: 0.16 };

/**
 * How well the edges of the image confirm a subject that was found by colour alone. 1 where the outline is an edge all
 * along and the ground has none; 0 where many edges lie outside of the subject (a part was taken for shadow, or the
 * ground is not plain) or much of the outline runs through plain colour.
 */
export function agreementOf(lab: LabPlanes, subject: Flags, shadow: Flags, noise: number): number {
  const { width, height } = lab;
  const edges = edgesOf(lab, LEAST_EDGE + NOISE_SHARE * noise);
  const covered = dilate(subject, width, height, REACH);
  const near = dilate(edges, width, height, REACH);
  const inner = erode(subject, width, height, 1);
  let outline = 0;
  let unseen = 0;
  let leftOut = 0;
  for (let at = 0; at < subject.length; at += 1) {
    leftOut += (edges[at] as number) & (1 - (covered[at] as number)) & (1 - (shadow[at] as number));
    const onOutline = (subject[at] as number) & (1 - (inner[at] as number));
    outline += onOutline;
    unseen += onOutline & (1 - (near[at] as number));
  }
  if (outline === 0) return 0;
  const left = (leftOut / outline - LEFT_OUT.none) / (LEFT_OUT.all - LEFT_OUT.none);
  const without = (unseen / outline - UNSEEN.none) / (UNSEEN.all - UNSEEN.none);
  return 1 - Math.min(1, Math.max(0, left, without));
}

function edgesOf(lab: LabPlanes, least: number): Flags {
  const edges = clearBytes(lab.l.length);
  for (let y = 1; y < lab.height - 1; y += 1) edgeRow(lab, y, least * least, edges);
  return edges;
}

function edgeRow({ l, a, b, width }: LabPlanes, y: number, least: number, edges: Flags): void {
  for (let x = 1, at = y * width + 1; x < width - 1; x += 1, at += 1) {
    const square = squaredStep(l, at, width) + squaredStep(a, at, width) + squaredStep(b, at, width);
    if (square > least) edges[at] = 1;
  }
}

function squaredStep(plane: Float32Array, at: number, width: number): number {
  const across = (plane[at + 1] as number) - (plane[at - 1] as number);
  const down = (plane[at + width] as number) - (plane[at - width] as number);
  return across * across + down * down;
}
