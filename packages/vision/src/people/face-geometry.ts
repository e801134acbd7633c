import type { Face, Point } from '@proofsheet/domain';
import type { Sighting } from './blazeface.ts';

/** Ears are left out: hair hides them, and the model then guesses. */
const FEATURES = ['rightEye', 'leftEye', 'nose', 'mouth'] as const;

type Rectangle = Pick<Sighting, 'left' | 'top' | 'width' | 'height'>;

function intersection(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const height = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  return Math.max(0, width) * Math.max(0, height);
}

export function areaOf({ width, height }: Rectangle): number {
  return width * height;
}

/** Intersection over union, 0 to 1. */
export function overlap(a: Rectangle, b: Rectangle): number {
  const both = intersection(a, b);
  return both / (areaOf(a) + areaOf(b) - both);
}

/** Whether two sightings are of one face: they overlap well, or one is a part of the other. */
export function sameFace(a: Rectangle, b: Rectangle): boolean {
  return overlap(a, b) > 0.3 || intersection(a, b) > 0.7 * Math.min(areaOf(a), areaOf(b));
}

/** One sighting a face, the surest; the surest first (non-maximum suppression). */
export function surestOfEach(sightings: readonly Sighting[]): Sighting[] {
  const kept: Sighting[] = [];
  for (const sighting of sightings.toSorted((a, b) => b.score - a.score)) {
    if (!kept.some((other) => sameFace(other, sighting))) kept.push(sighting);
  }
  return kept;
}

/** The longest way that a feature of the face moved between two sightings of it, as a share of its width. */
export function featuresApart(a: Sighting, b: Sighting): number {
  const moved = FEATURES.map((name) =>
    Math.hypot(a.points[name].x - b.points[name].x, a.points[name].y - b.points[name].y),
  );
  return Math.max(...moved) / a.width;
}

/** What two sightings of one face have in the middle between them. */
export function between(a: Sighting, b: Sighting): Sighting {
  const mean = (one: number, other: number) => (one + other) / 2;
  const names = Object.keys(a.points) as (keyof Sighting['points'])[];
  const points = names.map((name) => {
    const [one, other] = [a.points[name], b.points[name]];
    return [name, { x: mean(one.x, other.x), y: mean(one.y, other.y) }];
  });
  return {
    score: mean(a.score, b.score),
    left: mean(a.left, b.left),
    top: mean(a.top, b.top),
    width: mean(a.width, b.width),
    height: mean(a.height, b.height),
    points: Object.fromEntries(points),
  };
}

/** In shares of a picture of that size in pixels; what lies beyond the picture is cut off. */
export function faceOf(sighting: Sighting, width: number, height: number): Face {
  const { score, points } = sighting;
  const share = (point: Point): Point => ({ x: within(point.x / width), y: within(point.y / height) });
  const upperLeft = share({ x: sighting.left, y: sighting.top });
  const lowerRight = share({ x: sighting.left + sighting.width, y: sighting.top + sighting.height });
  const [left, right] = leftAndRight(points.rightEye, points.leftEye);
  return {
    score,
    ...upperLeft,
    width: lowerRight.x - upperLeft.x,
    height: lowerRight.y - upperLeft.y,
    eyes: { left: share(left), right: share(right) },
    nose: share(points.nose),
    mouth: share(points.mouth),
    gaze: gazeOf(points),
  };
}

function within(share: number): number {
  return Math.min(1, Math.max(0, share));
}

function leftAndRight(a: Point, b: Point): [Point, Point] {
  return a.x <= b.x ? [a, b] : [b, a];
}

/**
 * How far a nose stands out, as a multiple of half the distance between what it is compared with: of a grown-up's head the
 * tip is about 11 cm before the axis through the ears (14 cm apart) and 3 cm before that through the eyes (6.3 cm).
 */
const NOSE_BEFORE_EARS = 11 / 7;
const NOSE_BEFORE_EYES = 3 / 3.15;

/**
 * The sine of the angle by which the head is turned, from how far the nose has left the middle between the ears and
 * between the eyes, measured along the axis through the eyes: a tilted head is not a turned one.
 */
function gazeOf({ rightEye, leftEye, nose, rightEar, leftEar }: Sighting['points']): number {
  const [left, right] = leftAndRight(rightEye, leftEye);
  const distance = Math.hypot(right.x - left.x, right.y - left.y) || 1;
  const along = ({ x, y }: Point) => (x * (right.x - left.x) + y * (right.y - left.y)) / distance;
  const offset = (a: Point, b: Point) => along(nose) - (along(a) + along(b)) / 2;
  const half = (a: Point, b: Point) => Math.abs(along(a) - along(b)) / 2;
  const byEars = Math.atan2(offset(rightEar, leftEar), NOSE_BEFORE_EARS * half(rightEar, leftEar));
  const byEyes = Math.atan2(offset(rightEye, leftEye), NOSE_BEFORE_EYES * half(rightEye, leftEye));
  return Math.sin((byEars + byEyes) / 2);
}
