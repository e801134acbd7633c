import type { Analysis, Face, Point } from '@proofsheet/domain';
import type { Mask } from '@proofsheet/raster';
import sharp from 'sharp';
import { type Pixels, shrunk } from '../planes/pixels.ts';

export type Focus = Pick<Analysis, 'focus' | 'focusBy'>;

/** A face with less than this share of the largest one's area stands in the background. */
const BYSTANDER = 0.2;
/** How far the focus of a subject that is twice as tall as wide moves up towards its head, as a share of its height. */
const HEADWARD = 0.15;
/** Longest side of the copy that attention is read from: smaller details never draw the eye. */
const ATTENTION_SIDE = 480;

/**
 * The point that crops are composed around: of the faces if there are any, else of the subject, else where the eye
 * goes.
 */
export async function focusOf(
  faces: readonly Face[],
  subject: Mask | undefined,
  attention: () => Point | Promise<Point>,
): Promise<Focus> {
  if (faces.length > 0) return { focus: amongEyes(faces), focusBy: 'faces' };
  const centre = subject ? centreOf(subject) : undefined;
  return centre ? { focus: centre, focusBy: 'subject' } : { focus: await attention(), focusBy: 'attention' };
}

/** The point between the eyes; of a group the mean of these points, weighted by the areas of the faces. */
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

/** The centre of gravity, moved up in a tall subject, which has its head there. Undefined for an empty mask. */
export function centreOf({ data, width, height }: Mask): Point | undefined {
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
  // The standard deviation of an even bar is its length over the square root of twelve.
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

/**
 * Where the eye goes first in an image of three channels, as libvips weighs skin, saturation and edges. sharp reports
 * it only for a crop, and in pixels of the image only when it does not scale as well: hence a smaller copy first, then
 * a crop of half of one side of it.
 */
export async function attentionIn(pixels: Pixels): Promise<Point> {
  const { data, width, height, channels } = await shrunk(pixels, ATTENTION_SIDE);
  const landscape = width >= height;
  const half = { width: landscape ? Math.ceil(width / 2) : width, height: landscape ? height : Math.ceil(height / 2) };
  const { info } = await sharp(data, { raw: { width, height, channels } })
    .resize({ ...half, fit: 'cover', position: 'attention' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  if (info.attentionX === undefined || info.attentionY === undefined) return { x: 0.5, y: 0.5 };
  return { x: Math.min(1, info.attentionX / width), y: Math.min(1, info.attentionY / height) };
}
