import { below, type Flags, flood } from '../planes/flood.ts';
import type { LabPlanes } from '../planes/oklab.ts';
import { floats } from '../planes/scratch.ts';
import { surfacePlanes } from './cubic-surface.ts';
import { fitSurface } from './fit-surface.ts';
import { distances, type LocalGround, localGround } from './local-ground.ts';

const ROUNDS = 3;
/** Pixels that the surface is fitted to; more would add nothing. */
const SAMPLES = 3000;
/** The ground changes slowly, so it is followed in every second pixel of every second row. */
const STEP = 2;
const CELL = 4;

/**
 * The ground that is connected to the border. In the first round it is what lies nearer than `tolerance` to the
 * surface, in each later one what lies nearer to the ground of the round before.
 */
export function followedGround(lab: LabPlanes, surface: LabPlanes, tolerance: number): LocalGround {
  const coarse = everySecond(lab);
  const { width, height } = coarse;
  const given = everySecond(surface);
  let ground = followedFrom(given);
  for (let round = 1; round < ROUNDS; round += 1) ground = followedFrom(ground);
  const { l, a, b } = ground.offsets;
  const widened = (field: typeof l) => ({ ...field, cell: STEP * field.cell });
  return { surface, offsets: { l: widened(l), a: widened(a), b: widened(b) } };

  function followedFrom(before: LabPlanes | LocalGround): LocalGround {
    const found = flood(below(distances(coarse, before), tolerance), width, height);
    const first = !('offsets' in before);
    const smooth = first ? surfacePlanes(fitSurface(coarse, someOf(found)), width, height) : given;
    return localGround(coarse, smooth, found, CELL);
  }
}

function everySecond({ width, height, l, a, b }: LabPlanes): LabPlanes {
  const columns = Math.ceil(width / STEP);
  const rows = Math.ceil(height / STEP);
  const taken = (plane: Float32Array) => {
    const some = floats(columns * rows);
    for (let row = 0; row < rows; row += 1) takeRow(plane, STEP * row * width, some, row * columns, columns);
    return some;
  };
  return { width: columns, height: rows, l: taken(l), a: taken(a), b: taken(b) };
}

function takeRow(plane: Float32Array, from: number, some: Float32Array, to: number, columns: number): void {
  for (let column = 0; column < columns; column += 1) some[to + column] = plane[from + STEP * column] as number;
}

/** Indices of some of the flagged pixels, evenly spread. */
function someOf(flags: Flags): Int32Array {
  const step = Math.max(1, Math.round(flags.length / SAMPLES)) | 1;
  const some: number[] = [];
  for (let at = 0; at < flags.length; at += step) if (flags[at] === 1) some.push(at);
  return Int32Array.from(some);
}
