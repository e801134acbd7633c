import { bytes, integers } from './scratch.ts';

/** A plane of flags, 0 or 1: one byte a pixel, row by row. */
export type Flags = Uint8Array;

/** Set where a value is less than the limit. */
export function below(values: Float32Array, limit: number): Flags {
  const flags = bytes(values.length);
  for (let at = 0; at < flags.length; at += 1) flags[at] = (values[at] as number) < limit ? 1 : 0;
  return flags;
}

/** Set where a value is more than the limit. */
export function above(values: Float32Array | Uint8Array, limit: number): Flags {
  const flags = bytes(values.length);
  for (let at = 0; at < flags.length; at += 1) flags[at] = (values[at] as number) > limit ? 1 : 0;
  return flags;
}

export interface Component {
  readonly label: number;
  readonly area: number;
}

/** In a plane of labels: a pixel that is not set, and one that is but was not reached yet. */
const CLOSED = 0;
const OPEN = -1;

/** The pixels of `passable` that are 4-connected to the border of the image or, where seeds are given, to those. */
export function flood(passable: Flags, width: number, height: number, seeds?: Flags): Flags {
  const plane = openPlane(passable, width, height);
  const stride = width + 2;
  for (let y = 0; y < height; y += 1) {
    const inner = !seeds && y > 0 && y < height - 1;
    fillRow(plane, stride, y + 1, inner ? Math.max(1, width - 1) : 1, seeds?.subarray(y * width, (y + 1) * width));
  }
  const reached = bytes(passable.length);
  for (let y = 0; y < height; y += 1) takeRow(plane, (y + 1) * stride + 1, reached, y * width, width);
  return reached;
}

/**
 * The 4-connected components of `flags`, in the order in which a scan meets them. `labels` is 0 where no flag is set.
 */
export function components(flags: Flags, width: number): { labels: Int32Array; found: Component[] } {
  const height = flags.length / width;
  const plane = openPlane(flags, width, height);
  const stride = width + 2;
  const found: Component[] = [];
  for (let at = plane.indexOf(OPEN); at >= 0; at = plane.indexOf(OPEN, at)) {
    const label = found.length + 1;
    found.push({ label, area: fill(plane, stride, at, label) });
  }
  const labels = integers(flags.length);
  for (let y = 0, from = stride + 1; y < height; y += 1, from += stride) {
    labels.set(plane.subarray(from, from + width), y * width);
  }
  return { labels, found };
}

/** The flags of all pixels whose component is one that `isKept`; those of no component are not. */
export function flagsOf(
  { labels, found }: { readonly labels: Int32Array; readonly found: readonly Component[] },
  isKept: (component: Component) => boolean,
): Flags {
  const kept = new Uint8Array(found.length + 1);
  for (const component of found) kept[component.label] = isKept(component) ? 1 : 0;
  const flags = bytes(labels.length);
  for (let at = 0; at < flags.length; at += 1) flags[at] = kept[labels[at] as number] as number;
  return flags;
}

/** Floods from every `step`-th pixel of a row; where seeds are given, from those only. */
function fillRow(plane: Int32Array, stride: number, row: number, step: number, seeds: Flags | undefined): void {
  for (let x = 0, at = row * stride + 1; x < stride - 2; x += step, at += step) {
    if (plane[at] === OPEN && (!seeds || seeds[x] === 1)) fill(plane, stride, at, 1);
  }
}

/** Set flags are open. A closed border of one pixel saves the fill from asking where the image ends. */
function openPlane(flags: Flags, width: number, height: number): Int32Array {
  const length = (width + 2) * (height + 2);
  if (scratch.plane.length < length) scratch = { plane: new Int32Array(length), waiting: new Int32Array(length) };
  const plane = scratch.plane.subarray(0, length);
  plane.fill(CLOSED);
  for (let y = 0; y < height; y += 1) openRow(flags, y * width, plane, (y + 1) * (width + 2) + 1, width);
  return plane;
}

/** Kept from one image to the next, as large as the largest yet, so that nothing is left to the garbage collector. */
let scratch = { plane: new Int32Array(0), waiting: new Int32Array(0) };

function openRow(flags: Flags, from: number, plane: Int32Array, to: number, width: number): void {
  for (let x = 0; x < width; x += 1) plane[to + x] = flags[from + x] === 0 ? CLOSED : OPEN;
}

function takeRow(plane: Int32Array, from: number, reached: Flags, to: number, width: number): void {
  for (let x = 0; x < width; x += 1) reached[to + x] = plane[from + x] === 1 ? 1 : 0;
}

/** Labels all that is open and connected to a pixel, run by run; returns its area. */
function fill(plane: Int32Array, stride: number, start: number, label: number): number {
  // Never overflows: of two neighbours in a row at most one waits, and each at most twice, from above and from below.
  const stack = scratch.waiting;
  let area = 0;
  let waiting = 1;
  stack[0] = start;
  while (waiting > 0) {
    waiting -= 1;
    let at = stack[waiting] as number;
    if (plane[at] !== OPEN) continue;
    while (plane[at - 1] === OPEN) at -= 1;
    let above = false;
    let below = false;
    for (; plane[at] === OPEN; at += 1) {
      plane[at] = label;
      area += 1;
      const up = plane[at - stride] === OPEN;
      if (up && !above) {
        stack[waiting] = at - stride;
        waiting += 1;
      }
      above = up;
      const down = plane[at + stride] === OPEN;
      if (down && !below) {
        stack[waiting] = at + stride;
        waiting += 1;
      }
      below = down;
    }
  }
  return area;
}
