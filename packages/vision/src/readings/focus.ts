import type { Analysis, Face, Point } from '@proofsheet/domain';
import type { Mask } from '../planes/mask.ts';

export type Focus = Pick<Analysis, 'focus' | 'focusBy'>;

/** A face this much smaller than the largest, by area, stands in the background. */
const BYSTANDER = 0.2;
/** How far the focus moves from the middle of a subject towards its head, as a share of its height, when it is twice as tall as wide. */
const HEADWARD = 0.15;

/** Where pictures are composed around: faces where there are any, else the subject, else where the eye goes. */
export async function focusOf(
  faces: readonly Face[],
  subject: Mask | undefined,
  attention: () => Point | Promise<Point>,
): Promise<Focus> {
  if (faces.length > 0) return { focus: amongEyes(faces), focusBy: 'faces' };
  const centre = subject ? centreOf(subject) : undefined;
  return centre ? { focus: centre, focusBy: 'subject' } : { focus: await attention(), focusBy: 'attention' };
}

/** Between the eyes of a single face; of a group its middle, each weighted by the area of the face. */
function amongEyes(faces: readonly Face[]): Point {
  const largest = Math.max(...faces.map(areaOf));
  const group = faces.filter((face) => areaOf(face) >= BYSTANDER * largest);
  const weight = group.reduce((sum, face) => sum + areaOf(face), 0);
  const mean = (of: (face: Face) => number) =>
    group.reduce((sum, face) => sum + of(face) * areaOf(face), 0) / (weight || 1);
  return {
    x: withinImage(mean(({ eyes }) => (eyes.left.x + eyes.right.x) / 2)),
    y: withinImage(mean(({ eyes }) => (eyes.left.y + eyes.right.y) / 2)),
  };
}

/** The centre of gravity, moved up in a tall subject: what stands has its head there. Undefined for an empty mask. */
function centreOf({ data, width, height }: Mask): Point | undefined {
  let [weight, sumX, sumY, sumXX, sumYY] = [0, 0, 0, 0, 0];
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 1) {
      const opacity = data[at] ?? 0;
      weight += opacity;
      sumX += opacity * x;
      sumY += opacity * y;
      sumXX += opacity * x * x;
      sumYY += opacity * y * y;
    }
  }
  if (weight === 0) return undefined;
  const [x, y] = [sumX / weight, sumY / weight];
  // Of an even bar, the spread is its length over the square root of twelve.
  const tall = Math.sqrt(12 * Math.max(0, sumYY / weight - y * y));
  const wide = Math.sqrt(12 * Math.max(0, sumXX / weight - x * x));
  const lift = tall * HEADWARD * Math.min(1, Math.max(0, tall / Math.max(1, wide) - 1));
  return { x: withinImage((x + 0.5) / width), y: withinImage((y + 0.5 - lift) / height) };
}

function areaOf({ width, height }: Face): number {
  return width * height;
}

function withinImage(share: number): number {
  return Math.min(1, Math.max(0, share));
}
