import type { Face } from '@proofsheet/domain';
import { type Box, boxAround, type Point } from '@proofsheet/raster';
import type { Spot } from './subject.ts';

/** A person's head in an image, in pixels of that image. */
export interface Head {
  /** From the brows to the chin, from cheek to cheek. */
  readonly face: Box;
  /** The face with the hair above it and a margin beside it and below the chin: what a crop keeps whole. */
  readonly whole: Box;
  /** The middle between the eyes. */
  readonly eyes: Point;
  /** Where it looks: -1 to the left edge of the picture, 0 at the viewer, 1 to the right edge. */
  readonly gaze: number;
}

/** Margins of a head around its face, which is found without its hair: in heights and widths of the face. */
const HAIR = 0.6;
const BELOW_CHIN = 0.2;
const BESIDE = 0.2;

/** The faces whose middle is in a part of the image. A cut-out is without those of bystanders. */
export function facesWithin(faces: readonly Face[], { x, y, width, height }: Box): Face[] {
  return faces.filter((face) => {
    const [across, down] = [face.x + face.width / 2 - x, face.y + face.height / 2 - y];
    return across >= 0 && across <= width && down >= 0 && down <= height;
  });
}

/** The heads in a part of an analysed image, in pixels of that part shown at `width` x `height`. */
export function headsIn(faces: readonly Face[], part: Box, width: number, height: number): Head[] {
  const toShown = ({ x, y }: Point): Point => ({
    x: ((x - part.x) / part.width) * width,
    y: ((y - part.y) / part.height) * height,
  });
  return facesWithin(faces, part).map(({ eyes, gaze, ...found }) => {
    const { x, y } = toShown(found);
    const face = { x, y, width: (found.width / part.width) * width, height: (found.height / part.height) * height };
    const [left, right] = [toShown(eyes.left), toShown(eyes.right)];
    return { face, whole: wholeHead(face, width, height), eyes: between(left, right), gaze };
  });
}

/** The head around a face, within its image. */
function wholeHead(face: Box, width: number, height: number): Box {
  const x = Math.max(0, face.x - face.width * BESIDE);
  const y = Math.max(0, face.y - face.height * HAIR);
  const right = Math.min(width, face.x + face.width * (1 + BESIDE));
  const bottom = Math.min(height, face.y + face.height * (1 + BELOW_CHIN));
  return { x, y, width: right - x, height: bottom - y };
}

/** The most that hair or a hat stands above the brows, in heights of the face. */
const HIGHEST = 1.2;

/** A head with as much above it as is seen of its person there: high hair, or a hat. */
export function withHair({ whole, ...head }: Head, spots: readonly Spot[]): Head {
  const { face } = head;
  const isAbove = ({ x, y }: Spot) =>
    Math.abs(x - face.x - face.width / 2) < face.width * ABOVE_FACE && y > face.y - face.height * HIGHEST;
  const y = Math.min(whole.y, ...spots.filter(isAbove).map((spot) => spot.y));
  return { ...head, whole: { ...whole, y, height: whole.y + whole.height - y } };
}

/** Hair rises within so many widths of a face from its middle. */
const ABOVE_FACE = 0.6;

/**
 * The largest head and all others that fit into `width` x `height` with it, larger ones before smaller ones: a group is
 * shown whole where it can be.
 */
export function groupWithin(heads: readonly Head[], width: number, height: number): Head[] {
  const group: Head[] = [];
  for (const head of [...heads].sort((a, b) => b.face.height - a.face.height)) {
    const around = boxAround([...group, head].map(({ whole }) => whole));
    if (group.length === 0 || (around.width <= width && around.height <= height)) group.push(head);
  }
  return group;
}

/** How far below a chin a person still counts, in heights of the face: the shoulders. */
const SHOULDERS = 1.6;

/** Of the spots of people those of their heads and shoulders, weighed the less the farther below the nearest face. */
export function bustOf(heads: readonly Head[], spots: readonly Spot[]): Spot[] {
  const weighed = spots.flatMap((spot) => {
    const nearness = heads.map(({ face }) => 1 - (spot.y - face.y - face.height) / (face.height * SHOULDERS));
    const weight = spot.weight * Math.min(1, Math.max(0, ...nearness));
    return weight > 0 ? [{ ...spot, weight }] : [];
  });
  const all = weighed.reduce((sum, { weight }) => sum + weight, 0);
  return weighed.map((spot) => ({ ...spot, weight: spot.weight / all }));
}

/** Shoulders end within so many widths of a face from its middle, what is beyond them at their height is an arm. */
const ARMS_FROM = 2.2;
/** How far below a chin an arm that is spread still is, in heights of the face. */
const ARMS_BELOW = 1.6;

/**
 * Of the spots of people those of arms that are spread or raised: beyond all shoulders, or above all heads. Weights are
 * shares of what there is from the raised hands down to the shoulders.
 */
export function armsOf(heads: readonly Head[], spots: readonly Spot[]): Spot[] {
  const lowest = Math.max(...heads.map(({ face }) => face.y + face.height * (1 + ARMS_BELOW)));
  const level = spots.filter(({ y }) => y <= lowest);
  const all = level.reduce((sum, { weight }) => sum + weight, 0);
  const isArm = ({ x, y }: Spot) =>
    heads.every(
      ({ face, whole }) =>
        Math.abs(x - face.x - face.width / 2) > face.width * ARMS_FROM || y < whole.y - face.height * ABOVE_HAIR,
    );
  return level.filter(isArm).map((spot) => ({ ...spot, weight: spot.weight / all }));
}

/** Above a head, in heights of its face, what is no hair and no hat any more. */
const ABOVE_HAIR = 0.5;

/** A head and its shoulders end within so many widths of its face from the middle of that. */
const OWN = 1.7;

/**
 * Of the spots of people at the height of the faces those that belong to none of these: whoever stands there has turned the
 * face away. Weights are shares of all that is at that height.
 */
export function besideHeads(heads: readonly Head[], spots: readonly Spot[]): Spot[] {
  const top = Math.min(...heads.map(({ whole }) => whole.y));
  const bottom = Math.max(...heads.map(({ face }) => face.y + face.height));
  const level = spots.filter(({ y }) => y >= top && y <= bottom);
  const all = level.reduce((sum, { weight }) => sum + weight, 0);
  const isBeside = ({ x }: Spot) => heads.every(({ face }) => Math.abs(x - face.x - face.width / 2) > face.width * OWN);
  return level.filter(isBeside).map((spot) => ({ ...spot, weight: spot.weight / all }));
}

/** A face whose gaze is turned further than this looks to a side. */
const TURNED = 0.3;

/** The side that the heads look to, each weighted by its size; undefined where they look at the viewer or both ways. */
export function gazeSide(heads: readonly Head[]): 'left' | 'right' | undefined {
  let [sum, total] = [0, 0];
  for (const { face, gaze } of heads) {
    sum += gaze * face.height;
    total += face.height;
  }
  if (Math.abs(sum) < TURNED * total || total === 0) return undefined;
  return sum < 0 ? 'left' : 'right';
}

function between(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
