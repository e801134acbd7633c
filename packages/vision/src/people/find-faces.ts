import type { Face } from '@proofsheet/domain';
import type { Pixels } from '../planes/pixels.ts';
import { type Detection, detectFaces, type Square } from './blazeface.ts';
import { areaOf, between, faceOf, featuresApart, overlap, sameFace, surestOfEach } from './face-geometry.ts';

/** Least scores, 0 to 1, tuned on photographs: for a candidate in the whole image and in a tile, and for a face. */
const CANDIDATE = { whole: 0.5, tile: 0.6 };
const SEEN_AGAIN = 0.3;
const SURE = 0.75;
/**
 * Most that a feature may move when a candidate is shown mirrored, as a share of the face's width. In faces the model
 * finds eyes, nose and mouth in their places again: 28 of 29 on photographs within 0.08, the last within 0.15. In rings
 * and blotches that it is as sure of, they wander by 0.18 and more.
 */
const STEADY = 0.16;
/** So close to the first detection that a third pass would tell no more; at 0.16 a ring passed among 500 images. */
const AT_ONCE = 0.1;

/** In smaller images a face that the whole image does not show has too few pixels to be composed around. */
const TILED_FROM_SIDE = 600;
/** Beside a face of this share of the longest side, faces that are too small for the first pass are passers-by. */
const NEAR = 0.12;
/** Bounds the time that an image of a crowd takes. */
const MOST_CANDIDATES = 14;

/**
 * The faces of an image, the largest first. RGB or RGBA, longest side at most 1280. A first pass over the whole image;
 * where nobody is near, passes over overlapping tiles; then each candidate alone, since much that looks like a face
 * from afar is none from nearby. Throws `VisionUnavailable`.
 */
export async function findFaces(image: Pixels): Promise<Face[]> {
  const side = Math.max(image.width, image.height);
  const candidates = await detectFaces(image, { left: 0, top: 0, side }, CANDIDATE.whole);
  const faces = await confirmed(image, candidates, MOST_CANDIDATES);
  if (side >= TILED_FROM_SIDE && faces.every(({ height }) => height < NEAR * side)) {
    const nearer = await detectInTiles(image);
    const others = nearer.filter((detection) => !faces.some((face) => sameFace(face, detection)));
    faces.push(...(await confirmed(image, others, MOST_CANDIDATES - faces.length)));
  }
  return surestOfEach(faces)
    .toSorted((a, b) => areaOf(b) - areaOf(a))
    .map((face) => faceOf(face, image.width, image.height));
}

async function confirmed(image: Pixels, candidates: readonly Detection[], most: number): Promise<Detection[]> {
  const faces: Detection[] = [];
  for (const candidate of surestOfEach(candidates).slice(0, most)) {
    const face = await confirm(image, candidate);
    if (face) faces.push(face);
  }
  return faces;
}

async function detectInTiles(image: Pixels): Promise<Detection[]> {
  const detections: Detection[] = [];
  for (const tile of tilesOf(image)) detections.push(...(await detectFaces(image, tile, CANDIDATE.tile)));
  return detections;
}

/** Squares of half the longest side, each overlapping half of the next. */
function tilesOf({ width, height }: Pixels): Square[] {
  const side = Math.round(Math.max(width, height) / 2);
  const step = Math.round(side / 2);
  const starts = (length: number) =>
    Array.from({ length: Math.max(1, Math.ceil(length / step) - 1) }, (_, at) => at * step);
  return starts(height).flatMap((top) => starts(width).map((left) => ({ left, top, side })));
}

/**
 * Shows the model the candidate alone at 40 % of its input, mirrored and if need be upright. Undefined where it is no
 * face.
 */
async function confirm(image: Pixels, candidate: Detection): Promise<Detection | undefined> {
  const side = Math.max(1, Math.round(2.5 * Math.max(candidate.width, candidate.height)));
  const left = Math.max(0, Math.round(candidate.left + candidate.width / 2 - side / 2));
  const top = Math.max(0, Math.round(candidate.top + candidate.height / 2 - side / 2));
  if (left >= image.width || top >= image.height) return undefined;
  const detect = async (mirrored: boolean) => {
    const detections = surestOfEach(await detectFaces(image, { left, top, side, mirrored }, SEEN_AGAIN));
    return detections.find((detection) => overlap(detection, candidate) > 0.25);
  };
  const mirrored = await detect(true);
  if (!mirrored || Math.max(mirrored.score, (mirrored.score + candidate.score) / 2) < SURE) return undefined;
  if (featuresApart(mirrored, candidate) <= AT_ONCE) return between(mirrored, candidate);
  const upright = await detect(false);
  return upright && featuresApart(mirrored, upright) <= STEADY ? between(mirrored, upright) : undefined;
}
