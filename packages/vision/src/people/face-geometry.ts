import type { Face, Point } from '@proofsheet/domain';
import type { Detection } from './blazeface.ts';

/** Ears are left out: hair hides them, and the model then guesses. */
const FEATURES = ['rightEye', 'leftEye', 'nose', 'mouth'] as const;

type Rectangle = Pick<Detection, 'left' | 'top' | 'width' | 'height'>;

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

/** Whether two detections are of one face: they overlap well, or one lies in the other. */
export function sameFace(a: Rectangle, b: Rectangle): boolean {
  return overlap(a, b) > 0.3 || intersection(a, b) > 0.7 * Math.min(areaOf(a), areaOf(b));
}

/** The surest detection of each face, the surest first (non-maximum suppression). */
export function surestOfEach(detections: readonly Detection[]): Detection[] {
  const kept: Detection[] = [];
  for (const detection of detections.toSorted((a, b) => b.score - a.score)) {
    if (!kept.some((other) => sameFace(other, detection))) kept.push(detection);
  }
  return kept;
}

/** How far the feature that moved most between two detections of a face moved, as a share of the face's width. */
export function featuresApart(a: Detection, b: Detection): number {
  const moved = FEATURES.map((name) =>
    Math.hypot(a.points[name].x - b.points[name].x, a.points[name].y - b.points[name].y),
  );
  return Math.max(...moved) / a.width;
}

/** The mean of two detections of one face. */
export function between(a: Detection, b: Detection): Detection {
  const mean = (one: number, other: number) => (one + other) / 2;
  const names = Object.keys(a.points) as (keyof Detection['points'])[];
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

/** A face in shares of an image of this size in pixels, clipped to the image. */
export function faceOf(detection: Detection, width: number, height: number): Face {
  const { score, points } = detection;
  const share = (point: Point): Point => ({ x: within(point.x / width), y: within(point.y / height) });
  const upperLeft = share({ x: detection.left, y: detection.top });
  const lowerRight = share({ x: detection.left + detection.width, y: detection.top + detection.height });
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
 * How far the tip of the nose stands out from the axis through the ears and from that through the eyes, as multiples of
 * half their distance. In an adult's head it is about 11 cm before the ears (14 cm apart) and 3 cm before the eyes (6.3
 * cm apart).
 */
const NOSE_BEFORE_EARS = 11 / 7;
const NOSE_BEFORE_EYES = 3 / 3.15;

/**
 * The sine of the angle by which the head is turned, from how far the nose lies off the middle between the ears and
 * between the eyes. Measured along the axis through the eyes, so that a tilted head does not count as turned.
 */
function gazeOf({ rightEye, leftEye, nose, rightEar, leftEar }: Detection['points']): number {
  const [left, right] = leftAndRight(rightEye, leftEye);
  const distance = Math.hypot(right.x - left.x, right.y - left.y) || 1;
  const along = ({ x, y }: Point) => (x * (right.x - left.x) + y * (right.y - left.y)) / distance;
  const offset = (a: Point, b: Point) => along(nose) - (along(a) + along(b)) / 2;
  const half = (a: Point, b: Point) => Math.abs(along(a) - along(b)) / 2;
  const byEars = Math.atan2(offset(rightEar, leftEar), NOSE_BEFORE_EARS * half(rightEar, leftEar));
  const byEyes = Math.atan2(offset(rightEye, leftEye), NOSE_BEFORE_EYES * half(rightEye, leftEye));
  return Math.sin((byEars + byEyes) / 2);
}
