import type { Canvas } from '@proofsheet/raster';
import type { Side } from './sources.ts';

/** A side is looked at in so many cells, down to so many steps from it, which together are all of the picture. */
const CELLS = 48;
const STEPS = 64;
/** Levels by which a cell differs from all at the edge where another thing has begun: a hill below sky and clouds. */
const OTHER = 40;
/** The share of a side along which that is so. */
const ALONG = 0.15;
/** Levels by which neighbours at the edge differ, in the mean, up to which it is calm: of a calm strip no repetition is seen. */
const CALM = 10;
/** The least of a side that goes on before something else begins: less would be seen to repeat, or be drawn into streaks. */
const LEAST = { calm: 0.03, busy: 0.12 } as const;

/**
 * How much of a part may be mirrored beyond one of its sides, as a share of it: what is there as far as it goes, so that no
 * hill hangs above the sky; all of it where something else begins at once.
 */
export function mirroredDepth(part: Canvas, side: Side): number {
  const edge = cellsAt(part, side, 0);
  const least = unrest(edge) <= CALM ? LEAST.calm : LEAST.busy;
  const known = [...edge, ...cellsAt(part, side, 1)];
  for (let step = 2; step < STEPS; step++) {
    const isOther = (cell: Levels) => known.every((one) => apart(cell, one) > OTHER);
    if (cellsAt(part, side, step).filter(isOther).length < CELLS * ALONG) continue;
    return step / STEPS < least ? 1 : step / STEPS;
  }
  return 1;
}

type Levels = readonly [r: number, g: number, b: number];

/** The colours of the cells that lie so many steps from a side. */
function cellsAt({ width, height, data }: Canvas, side: Side, step: number): Levels[] {
  const isAcross = side === 'left' || side === 'right';
  const [along, deep] = isAcross ? [height, width] : [width, height];
  const [from, to] = [Math.floor((step / STEPS) * deep), Math.max(1, Math.floor(((step + 1) / STEPS) * deep))];
  const isFromEnd = side === 'right' || side === 'bottom';
  return Array.from({ length: CELLS }, (_, cell) => {
    const [start, end] = [Math.floor((cell / CELLS) * along), Math.ceil(((cell + 1) / CELLS) * along)];
    const sum: [number, number, number] = [0, 0, 0];
    let count = 0;
    const skip = Math.max(1, Math.floor((end - start) / 4));
    for (let distance = from; distance < Math.max(to, from + 1); distance++) {
      const line = Math.min(deep - 1, Math.max(0, isFromEnd ? deep - 1 - distance : distance));
      for (let at = start; at < end; at += skip) {
        const pixel = (isAcross ? at * width + line : line * width + at) * 3;
        for (const channel of [0, 1, 2] as const) sum[channel] += data[pixel + channel] as number;
        count++;
      }
    }
    return [sum[0] / count, sum[1] / count, sum[2] / count];
  });
}

function unrest(cells: readonly Levels[]): number {
  const steps = cells.slice(1).map((cell, at) => apart(cell, cells[at] as Levels));
  return steps.reduce((sum, step) => sum + step, 0) / steps.length;
}

function apart(one: Levels, other: Levels): number {
  return one.reduce((sum, level, channel) => sum + Math.abs(level - (other[channel] as number)), 0) / 3;
}
