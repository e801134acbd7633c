import { above, components } from '../planes/flood.ts';
import { type Likelihood, SALIENT_SIDE } from './u2net.ts';

/** Things below this share of the largest are details of it. */
const LEAST_THING = 0.1;
/** Cells beyond a thing's outline that belong to its edge. */
const AROUND = 12;
/** Cells of doubt for each cell of outline: an edge that was seen takes one or two, hair and fur three. */
const HAIR = { seen: 3, guessed: 4.5 };
/** Of several things the vaguest must be seen better: glass beside a bottle is no hair. */
const BESIDE = { seen: 2.2, guessed: 3.2 };

/** How well the model saw where each thing ends, that of the vaguest: 0 guessed to 1 seen. */
export function edgesSeen(likely: Likelihood): number {
  const widths = doubtWidths(likely);
  const { seen, guessed } = widths.length > 1 ? BESIDE : HAIR;
  const share = Math.min(1, Math.max(0, (Math.max(0, ...widths) - seen) / (guessed - seen)));
  return Math.round(1000 * (1 - share)) / 1000;
}

/** Of each thing, the doubt in and around it, in cells for each cell of its outline. */
function doubtWidths(likely: Likelihood): number[] {
  const seen = above(likely, 0.5);
  const { labels, found } = components(seen, SALIENT_SIDE);
  const largest = Math.max(0, ...found.map(({ area }) => area));
  const outline = new Float64Array(found.length + 1);
  const doubt = new Float64Array(found.length + 1);
  const near = widened(labels);
  for (let at = 0; at < likely.length; at += 1) {
    const label = near[at] as number;
    if (label === 0) continue;
    doubt[label] = (doubt[label] as number) + 1 - Math.abs(2 * (likely[at] as number) - 1);
    const ends = (at % SALIENT_SIDE < SALIENT_SIDE - 1 && seen[at] !== seen[at + 1]) || endsBelow(seen, at);
    if (ends) outline[label] = (outline[label] as number) + 1;
  }
  return found
    .filter(({ area }) => area >= LEAST_THING * largest)
    .map(({ label }) => (doubt[label] as number) / Math.max(1, outline[label] as number));
}

function endsBelow(seen: Uint8Array, at: number): boolean {
  return at < seen.length - SALIENT_SIDE && seen[at] !== seen[at + SALIENT_SIDE];
}

/** The labels, each spread over the cells around its thing. */
function widened(labels: Int32Array): Int32Array {
  const planes = [new Int32Array(labels.length), new Int32Array(labels.length)] as const;
  let before = labels;
  for (let step = 0; step < AROUND; step += 1) {
    const spread = planes[step % 2 === 0 ? 0 : 1];
    for (let at = 0, x = 0; at < spread.length; at += 1, x = x + 1 === SALIENT_SIDE ? 0 : x + 1)
      spread[at] = before[at] || neighbour(before, at, x);
    before = spread;
  }
  return before;
}

function neighbour(labels: Int32Array, at: number, x: number): number {
  const left = x > 0 ? labels[at - 1] : 0;
  const right = x < SALIENT_SIDE - 1 ? labels[at + 1] : 0;
  return left || right || labels[at - SALIENT_SIDE] || labels[at + SALIENT_SIDE] || 0;
}
