import type { Face } from '@proofsheet/domain';
import type { Pixels } from '../planes/pixels.ts';
import { type Look, type Sighting, seeFaces } from './blazeface.ts';
import { areaOf, between, faceOf, featuresApart, overlap, sameFace, surestOfEach } from './face-geometry.ts';

/** Least scores, 0 to 1, found on photographs: what is looked at again, and what then counts as a face. */
const WORTH_A_LOOK = { whole: 0.5, tile: 0.6 };
const SEEN_AGAIN = 0.3;
const SURE = 0.75;
/**
 * In a face the model finds eyes, nose and mouth in their places again when it sees it mirrored: 28 of 29 on photographs
 * within 0.08 of the face's width, the last within 0.15. In the rings and blotches that it is as sure of they wander, by
 * 0.18 and more.
 */
const STEADY = 0.16;

/** So near the first sighting already that a third look would tell no more; at 0.16 it passed a ring among 500 pictures. */
const AT_ONCE = 0.1;

/** In smaller pictures a face that the whole picture does not show has too few pixels to be composed around. */
const TILED_FROM_SIDE = 600;
/** Beside a face of this share of the longest side, faces that are too small for the first look are passers-by. */
const NEAR = 0.12;
/** Bounds the time that a picture of a crowd takes. */
const MOST_CANDIDATES = 14;

/**
 * The faces of a picture, the largest first. RGB or RGBA, longest side at most 1280. A first look at the whole picture, a
 * nearer one at overlapping tiles where nobody is near, and each candidate is looked at alone: what only seemed a face
 * is none from nearby. Throws `VisionUnavailable`.
 */
export async function findFaces(image: Pixels): Promise<Face[]> {
  const side = Math.max(image.width, image.height);
  const seen = await seeFaces(image, { left: 0, top: 0, side }, WORTH_A_LOOK.whole);
  const faces = await confirmed(image, seen, MOST_CANDIDATES);
  if (side >= TILED_FROM_SIDE && faces.every(({ height }) => height < NEAR * side)) {
    const nearer = await lookAtTiles(image);
    const others = nearer.filter((sighting) => !faces.some((face) => sameFace(face, sighting)));
    faces.push(...(await confirmed(image, others, MOST_CANDIDATES - faces.length)));
  }
  return surestOfEach(faces)
    .toSorted((a, b) => areaOf(b) - areaOf(a))
    .map((face) => faceOf(face, image.width, image.height));
}

async function confirmed(image: Pixels, sightings: readonly Sighting[], most: number): Promise<Sighting[]> {
  const faces: Sighting[] = [];
  for (const candidate of surestOfEach(sightings).slice(0, most)) {
    const face = await lookAgain(image, candidate);
    if (face) faces.push(face);
  }
  return faces;
}

async function lookAtTiles(image: Pixels): Promise<Sighting[]> {
  const sightings: Sighting[] = [];
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

/** The candidate where it fills 40 % of what the model is shown, mirrored and if need be upright; undefined when it then is no face. */
async function lookAgain(image: Pixels, candidate: Sighting): Promise<Sighting | undefined> {
  const side = Math.max(1, Math.round(2.5 * Math.max(candidate.width, candidate.height)));
  const left = Math.max(0, Math.round(candidate.left + candidate.width / 2 - side / 2));
  const top = Math.max(0, Math.round(candidate.top + candidate.height / 2 - side / 2));
  if (left >= image.width || top >= image.height) return undefined;
  const see = async (mirrored: boolean) => {
    const sightings = surestOfEach(await seeFaces(image, { left, top, side, mirrored }, SEEN_AGAIN));
    return sightings.find((sighting) => overlap(sighting, candidate) > 0.25);
  };
  const mirrored = await see(true);
  if (!mirrored || Math.max(mirrored.score, (mirrored.score + candidate.score) / 2) < SURE) return undefined;
  if (featuresApart(mirrored, candidate) <= AT_ONCE) return between(mirrored, candidate);
  const again = await see(false);
  return again && featuresApart(mirrored, again) <= STEADY ? between(mirrored, again) : undefined;
}
