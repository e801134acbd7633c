import type { Box } from '@proofsheet/domain';
import { SELFIE_SIDE } from './selfie.ts';

/** The share of a face that has to be person, in the mean. */
const LEAST_SHOWN = 0.7;
/** Faces with less than this share of the largest face's area are passers-by. */
const LEAST_AREA = 0.25;

/**
 * Whether shares of person show every face, passers-by excepted: a mask that beheads somebody is useless. Boxes in
 * shares.
 */
export function showsFaces(people: Float32Array, faces: readonly Box[]): boolean {
  const largest = Math.max(...faces.map(areaOf));
  return faces
    .filter((face) => areaOf(face) >= LEAST_AREA * largest)
    .every((face) => {
      const cells = cellsOf(face);
      const sum = cells.reduce((total, cell) => total + (people[cell] as number), 0);
      return cells.length > 0 && sum >= LEAST_SHOWN * cells.length;
    });
}

/** The shares that are connected to a face. People without one, and things that were taken for people, are left out. */
export function joinedToFaces(people: Float32Array, faces: readonly Box[]): Float32Array {
  const joined = new Float32Array(people.length);
  const waiting = faces.flatMap(cellsOf);
  for (let cell = waiting.pop(); cell !== undefined; cell = waiting.pop()) {
    if (joined[cell] !== 0 || people[cell] === 0) continue;
    joined[cell] = people[cell] as number;
    const x = cell % SELFIE_SIDE;
    if (x > 0) waiting.push(cell - 1);
    if (x < SELFIE_SIDE - 1) waiting.push(cell + 1);
    if (cell >= SELFIE_SIDE) waiting.push(cell - SELFIE_SIDE);
    if (cell < people.length - SELFIE_SIDE) waiting.push(cell + SELFIE_SIDE);
  }
  return joined;
}

/** The cells inside the ellipse of a face's box. */
function cellsOf({ x, y, width, height }: Box): number[] {
  const cells: number[] = [];
  const [left, top] = [x * SELFIE_SIDE, y * SELFIE_SIDE];
  const [across, down] = [width * SELFIE_SIDE, height * SELFIE_SIDE];
  for (let v = Math.max(0, Math.floor(top)); v < Math.min(SELFIE_SIDE, top + down); v += 1) {
    for (let u = Math.max(0, Math.floor(left)); u < Math.min(SELFIE_SIDE, left + across); u += 1) {
      const distance = Math.hypot((u + 0.5 - left) / across - 0.5, (v + 0.5 - top) / down - 0.5);
      if (distance <= 0.5) cells.push(v * SELFIE_SIDE + u);
    }
  }
  return cells;
}

function areaOf({ width, height }: Box): number {
  return width * height;
}
