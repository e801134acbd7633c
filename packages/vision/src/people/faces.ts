import type { Face } from '@proofsheet/domain';
import type { Pixels } from '../develop/pixels.ts';
import { type Look, type Sighting, seeFaces } from './blazeface.ts';
import { areaOf, between, faceOf, featuresApart, overlap, surestOfEach } from './face-geometry.ts';

/** Least scores, 0 to 1, found on photographs: what is looked at again, and what then counts as a face. */
const WORTH_A_LOOK = { whole: 0.5, tile: 0.6 };
const SEEN_AGAIN = 0.3;
const SURE = 0.75;
/**
 * In faces the model finds eyes, nose and mouth where it found them before when it sees them mirrored: 24 of 25 faces on
 * photographs within 0.08 of their width, the last within 0.15. In rings and blotches that it takes for faces they wander,
 * by 0.18 and more.
 */
const STEADY = 0.16;

/** In smaller pictures a face that the whole picture does not show has too few pixels to be composed around. */
const TILED_FROM_SIDE = 600;
/** Beside a face of this share of the longest side, faces that are too small for the first look are passers-by. */
const PORTRAIT = 0.3;
/** Bounds the time that a picture of a crowd takes. */
const MOST_CANDIDATES = 16;

/**
 * The faces of a picture, the largest first. RGB or RGBA, longest side at most 1280. A first look at the whole picture, a
 * nearer one at overlapping tiles for groups, then each candidate is looked at alone: what only seemed a face is
 * none from nearby. Throws `VisionUnavailable`.
 */
export async function findFaces(image: Pixels): Promise<Face[]> {
  const candidates = surestOfEach(await lookAround(image)).slice(0, MOST_CANDIDATES);
  const faces: Sighting[] = [];
  for (const candidate of candidates) {
    const face = await lookAgain(image, candidate);
    if (face) faces.push(face);
  }
  return surestOfEach(faces)
    .toSorted((a, b) => areaOf(b) - areaOf(a))
    .map((face) => faceOf(face, image.width, image.height));
}

async function lookAround(image: Pixels): Promise<Sighting[]> {
  const side = Math.max(image.width, image.height);
  const sightings = await seeFaces(image, { left: 0, top: 0, side }, WORTH_A_LOOK.whole);
  if (side < TILED_FROM_SIDE) return sightings;
  if (sightings.some(({ height, score }) => score >= SURE && height > PORTRAIT * side)) return sightings;
  for (const tile of tilesOf(image)) sightings.push(...(await seeFaces(image, tile, WORTH_A_LOOK.tile)));
  return sightings;
}

/** Squares of half the longest side, every one over half of the next. */
function tilesOf({ width, height }: Pixels): Look[] {
  const side = Math.round(Math.max(width, height) / 2);
  const step = Math.round(side / 2);
  const starts = (length: number) =>
    Array.from({ length: Math.max(1, Math.ceil(length / step) - 1) }, (_, at) => at * step);
  return starts(height).flatMap((top) => starts(width).map((left) => ({ left, top, side })));
}

/** The candidate where it fills 40 % of what the model is shown, upright and mirrored; undefined when it then is no face. */
async function lookAgain(image: Pixels, candidate: Sighting): Promise<Sighting | undefined> {
  const side = Math.max(1, Math.round(2.5 * Math.max(candidate.width, candidate.height)));
  const left = Math.max(0, Math.round(candidate.left + candidate.width / 2 - side / 2));
  const top = Math.max(0, Math.round(candidate.top + candidate.height / 2 - side / 2));
  if (left >= image.width || top >= image.height) return undefined;
  const see = async (mirrored: boolean) => {
    const sightings = surestOfEach(await seeFaces(image, { left, top, side, mirrored }, SEEN_AGAIN));
    return sightings.find((sighting) => overlap(sighting, candidate) > 0.25);
  };
  const again = await see(false);
  if (!again || Math.max(again.score, (again.score + candidate.score) / 2) < SURE) return undefined;
  const mirrored = await see(true);
  return mirrored && featuresApart(again, mirrored) <= STEADY ? between(again, mirrored) : undefined;
}
