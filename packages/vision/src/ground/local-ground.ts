import type { Flags } from '../planes/flood.ts';
import type { LabPlanes } from '../planes/oklab.ts';
import { floats } from '../planes/scratch.ts';
import { type Field, mix, smoothOffsets } from '../planes/smooth-field.ts';

const CELL = 8;

/** A surface, and a field of how far the ground lies off it: it follows what no cubic can, such as a pool of light. */
export interface LocalGround {
  readonly surface: LabPlanes;
  readonly offsets: { readonly l: Field; readonly a: Field; readonly b: Field };
}

/** The surface, moved to the known ground by the means of squares of `cell` pixels. */
export function localGround(lab: LabPlanes, surface: LabPlanes, known: Flags, cell = CELL): LocalGround {
  const [l, a, b] = smoothOffsets(lab, surface, known, cell);
  return { surface, offsets: { l, a, b } };
}

/** The ground's colour at every pixel. */
export function groundPlanes({ surface, offsets }: LocalGround): LabPlanes {
  const { width, height } = surface;
  const between = columnsBetween(offsets.l, width);
  const moved = (name: 'l' | 'a' | 'b') => {
    const plane = floats(width * height);
    for (let y = 0; y < height; y += 1) {
      moveRow(surface[name], offsets[name], between, y, plane.subarray(y * width, (y + 1) * width));
    }
    return plane;
  };
  return { width, height, l: moved('l'), a: moved('a'), b: moved('b') };
}

/** The OKLab distance of every pixel from a surface or from a local ground. */
export function distances(lab: LabPlanes, ground: LabPlanes | LocalGround): Float32Array {
  const { width, height } = lab;
  const apart = floats(width * height);
  if (!('offsets' in ground)) {
    for (let y = 0; y < height; y += 1) distanceRow(lab, ground.l, ground.a, ground.b, y * width, y * width, apart);
    return apart;
  }
  const { surface, offsets } = ground;
  const between = columnsBetween(offsets.l, width);
  const [l, a, b] = [new Float32Array(width), new Float32Array(width), new Float32Array(width)];
  for (let y = 0; y < height; y += 1) {
    moveRow(surface.l, offsets.l, between, y, l);
    moveRow(surface.a, offsets.a, between, y, a);
    moveRow(surface.b, offsets.b, between, y, b);
    distanceRow(lab, l, a, b, 0, y * width, apart);
  }
  return apart;
}

function distanceRow(
  lab: LabPlanes,
  groundL: Float32Array,
  groundA: Float32Array,
  groundB: Float32Array,
  from: number,
  to: number,
  apart: Float32Array,
): void {
  for (let x = 0; x < lab.width; x += 1) {
    const l = (lab.l[to + x] as number) - (groundL[from + x] as number);
    const a = (lab.a[to + x] as number) - (groundA[from + x] as number);
    const b = (lab.b[to + x] as number) - (groundB[from + x] as number);
    apart[to + x] = Math.sqrt(l * l + a * a + b * b);
  }
}

/**
 * For every pixel of a row, the columns of a field that it lies between, and how far it is from the left one to the
 * right.
 */
interface Between {
  readonly left: Uint16Array;
  readonly right: Uint16Array;
  readonly share: Float64Array;
  /** Scratch: the columns of the field, interpolated for the row that is read. */
  readonly across: Float32Array;
}

function columnsBetween({ columns, cell }: Field, width: number): Between {
  const between = {
    left: new Uint16Array(width),
    right: new Uint16Array(width),
    share: new Float64Array(width),
    across: new Float32Array(columns),
  };
  for (let x = 0; x < width; x += 1) {
    const u = Math.min(columns - 1, Math.max(0, (x + 0.5) / cell - 0.5));
    between.left[x] = u;
    between.right[x] = Math.min(columns - 1, Math.floor(u) + 1);
    between.share[x] = u % 1;
  }
  return between;
}

/** Writes one row of the plane plus the field, which is interpolated as by `valueAt`. */
function moveRow(
  plane: Float32Array,
  field: Field,
  { left, right, share, across }: Between,
  y: number,
  moved: Float32Array,
): void {
  const { values, columns, rows, cell } = field;
  const v = Math.min(rows - 1, Math.max(0, (y + 0.5) / cell - 0.5));
  const down = v % 1;
  const upper = Math.floor(v) * columns;
  const lower = Math.min(rows - 1, Math.floor(v) + 1) * columns;
  for (let column = 0; column < columns; column += 1) {
    across[column] = mix(values[upper + column] as number, values[lower + column] as number, down);
  }
  const row = y * moved.length;
  for (let x = 0; x < moved.length; x += 1) {
    const offset = mix(across[left[x] as number] as number, across[right[x] as number] as number, share[x] as number);
    moved[x] = (plane[row + x] as number) + offset;
  }
}
