import type { Box } from '@proofsheet/domain';
import { SELFIE_SIDE } from './selfie.ts';

/** What of a face, in the mean, has to be person; and what share of the largest face's area a face must have to count. */
const LEAST_SHOWN = 0.7;
const LEAST_AREA = 0.25;

/** Whether the people, as shares of each place, show each face but passers-by: a mask that beheads somebody is none. Boxes in shares. */
export function showsFaces(people: Float32Array, faces: readonly Box[]): boolean {
  const largest = Math.max(...faces.map(areaOf));
  return faces
    .filter((face) => areaOf(face) >= LEAST_AREA * largest)
    .every((face) => {
      const places = placesOf(face);
      const sum = places.reduce((total, place) => total + (people[place] as number), 0);
      return places.length > 0 && sum >= LEAST_SHOWN * places.length;
    });
}

/** What hangs together with a face; people without one, and what was taken for people, are left out. */
export function joinedToFaces(people: Float32Array, faces: readonly Box[]): Float32Array {
  const joined = new Float32Array(people.length);
  const waiting = faces.flatMap(placesOf);
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    if (joined[place] !== 0 || people[place] === 0) continue;
    joined[place] = people[place] as number;
    const x = place % SELFIE_SIDE;
    if (x > 0) waiting.push(place - 1);
    if (x < SELFIE_SIDE - 1) waiting.push(place + 1);
    if (place >= SELFIE_SIDE) waiting.push(place - SELFIE_SIDE);
    if (place < people.length - SELFIE_SIDE) waiting.push(place + SELFIE_SIDE);
  }
  return joined;
}

/** The places inside the ellipse of a face's box. */
function placesOf({ x, y, width, height }: Box): number[] {
  const places: number[] = [];
  const [left, top] = [x * SELFIE_SIDE, y * SELFIE_SIDE];
  const [across, down] = [width * SELFIE_SIDE, height * SELFIE_SIDE];
  for (let v = Math.max(0, Math.floor(top)); v < Math.min(SELFIE_SIDE, top + down); v += 1) {
    for (let u = Math.max(0, Math.floor(left)); u < Math.min(SELFIE_SIDE, left + across); u += 1) {
      const distance = Math.hypot((u + 0.5 - left) / across - 0.5, (v + 0.5 - top) / down - 0.5);
      if (distance <= 0.5) places.push(v * SELFIE_SIDE + u);
    }
  }
  return places;
}

function areaOf({ width, height }: Box): number {
  return width * height;
}
