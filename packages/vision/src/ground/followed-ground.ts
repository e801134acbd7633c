import { below, type Flags, flood } from '../planes/flood.ts';
import type { LabPlanes } from '../planes/oklab.ts';
import { floats } from '../planes/scratch.ts';
import { fitSurface, surfacePlanes } from './fit-surface.ts';
import { distances, type LocalGround, localGround } from './local-ground.ts';

const ROUNDS = 3;
/** Pixels that the surface is fitted to: more say the same. */
const SAMPLES = 3000;
/** The ground changes slowly: it is followed in every second pixel of every second row, by cells that cover the same. */
const STEP = 2;
const CELL = 4;

/**
 * The ground as it hangs together with the border: in each round it is looked for anew, nearer than `tolerance` to the
 * surface, and to what was found in the round before.
 */
export function followedGround(lab: LabPlanes, surface: LabPlanes, tolerance: number): LocalGround {
  const coarse = everySecond(lab);
  const { width, height } = coarse;
  const given = everySecond(surface);
  let ground = foundFrom(given);
  for (let round = 1; round < ROUNDS; round += 1) ground = foundFrom(ground);
  const { l, a, b } = ground.offsets;
  const widened = (field: typeof l) => ({ ...field, cell: STEP * field.cell });
  return { surface, offsets: { l: widened(l), a: widened(a), b: widened(b) } };

  function foundFrom(before: LabPlanes | LocalGround): LocalGround {
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

/** Of the pixels flagged, evenly spread. */
function someOf(flags: Flags): Int32Array {
  const step = Math.max(1, Math.round(flags.length / SAMPLES)) | 1;
  const some: number[] = [];
  for (let at = 0; at < flags.length; at += step) if (flags[at] === 1) some.push(at);
  return Int32Array.from(some);
}
