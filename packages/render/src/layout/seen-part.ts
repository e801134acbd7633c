import { type Box, type ClipShape, clip, type Point, spanOf } from '@proofsheet/raster';
import type { Spot } from '../images/subject.ts';

/** Of an element: lengths and points are in hundredths. */
type Attributes = Readonly<Record<string, string>>;

interface ShownPart {
  readonly spots: readonly Spot[];
  readonly cutOffShare: number;
}

/** Of a body without a face, what is cut off in its upper part counts so many times: a twentieth of a dog is its face. */
const MAY_BE_HEAD = { times: 4, upper: 0.6 } as const;

type IsSeen = (point: Point) => boolean;

/** Which points of the frame show what stands there: within its box and the shape of that. */
export function seenIn(visible: Box, box: Box, attributes: Attributes): IsSeen {
  const shape = attributes['data-shape'] as ClipShape | undefined;
  const spanAt = shape && spanOf(shape, box.width, box.height, box.x > 0);
  return ({ x, y }) => {
    const within = x >= visible.x && x < visible.x + visible.width && y >= visible.y && y < visible.y + visible.height;
    const [from, to] = spanAt?.(y - box.y) ?? [0, box.width];
    return within && x - box.x >= from && x - box.x <= to;
  };
}

/**
 * What of a subject the frame shows; `data-bleeds` says how many hundredths of it may be out of it by design. Nothing is
 * lost with the outermost parts of an end that the photograph cuts off anyway.
 */
export function subjectShown(
  spots: readonly (Spot & { readonly isEnd?: boolean | undefined })[],
  isSeen: IsSeen,
  attributes: Attributes,
  isFaceless = false,
): ShownPart {
  const seen = spots.filter(isSeen);
  const unseen = spots.filter((spot) => !spot.isEnd && !isSeen(spot));
  const lost = isFaceless ? weightWithHead(unseen, spots) : weightOf(unseen);
  return { spots: seen, cutOffShare: Math.max(0, lost - Number(attributes['data-bleeds'] ?? 0) / 100) };
}

function weightWithHead(lost: readonly Spot[], all: readonly Spot[]): number {
  const [top, bottom] = [Math.min(...all.map(({ y }) => y)), Math.max(...all.map(({ y }) => y))];
  const isUpper = ({ y }: Spot) => y <= top + (bottom - top) * MAY_BE_HEAD.upper;
  return weightOf(lost) + weightOf(lost.filter(isUpper)) * (MAY_BE_HEAD.times - 1);
}

/**
 * A saddle or the feet of a chair are little of the whole, and all of an end: its length counts, half as much as a share. A
 * slant or a round shape takes a corner, which is more than its length.
 */
const END_COUNTS = { frame: 0.5, shape: 1 } as const;
/** Less of a subject is the soft edge of its mask; of a corner that a shape takes, which has more than one edge, even less is seen. */
const LEAST_OF_END = { frame: 0.004, shape: 0.0015 } as const;

/** How much of the length of a thing the frame cuts off at one end, as a share of the subject. */
export function endCut(
  spots: readonly Spot[],
  isSeen: IsSeen,
  { 'data-bleeds': bleeds = '0', 'data-shape': shape }: Attributes,
): number {
  const by = shape ? 'shape' : 'frame';
  const seen = spots.filter(isSeen);
  if (seen.length === 0 || weightOf(spots) - weightOf(seen) < LEAST_OF_END[by]) return 0;
  const lostAlong = (along: (spot: Spot) => number) => {
    const [from, to] = [Math.min(...spots.map(along)), Math.max(...spots.map(along))];
    const [first, last] = [Math.min(...seen.map(along)), Math.max(...seen.map(along))];
    return to === from ? 0 : Math.max(first - from, to - last) / (to - from);
  };
  const length = Math.max(
    lostAlong(({ x }) => x),
    lostAlong(({ y }) => y),
  );
  return Math.max(0, length * END_COUNTS[by] - Number(bleeds) / 100);
}

/** One of several loses this much at the rim of a round shape, or where its photograph cuts it off. */
const RIM = 0.06;

export function eachCut(spots: readonly Spot[], isSeen: IsSeen): number {
  const lost = weightOf(spots.filter((spot) => !isSeen(spot)));
  return lost > RIM ? lost : 0;
}

/** Of several things each is to be seen: one that is cut in half is little of all of them. */
export function withEach(each: readonly number[], shown: ShownPart) {
  return { ...shown, cutOffShare: Math.max(shown.cutOffShare, ...each) };
}

/** Less than this share of the people at the height of the heads is an arm or a hat. */
export const AN_ARM = 0.15;

/** Whoever is beside the faces that were found may have a face that was not: the share of them that is cut off. */
export function companyCut(company: readonly Spot[], isSeen: IsSeen): number {
  const lost = weightOf(company.filter((spot) => !isSeen(spot)));
  return lost > AN_ARM ? lost : 0;
}

export function weightOf(spots: readonly Spot[]): number {
  return spots.reduce((sum, { weight }) => sum + weight, 0);
}

/** A face smaller than this share of the largest is a bystander's. */
const BYSTANDER = 0.6;

/** Less than 4 % outside is only forehead or ear; a bystander with less than 4 % inside goes unnoticed. */
const SEEN = { whole: 0.96, nothing: 0.04 };
/** A slanted or round shape may take the rim of a face. */
const SEEN_IN_SHAPE = 0.8;

export function cutFaces(faces: readonly Box[], visible: Box, isSeen: IsSeen): number {
  const tallest = Math.max(0, ...faces.map(({ height }) => height));
  return faces.filter((face) => {
    const within = areaOf(clip(face, visible)) / areaOf(face);
    const seen = shareSeen(face, isSeen);
    const isCut = within < SEEN.whole || seen < SEEN_IN_SHAPE;
    return isCut && (Math.min(within, seen) > SEEN.nothing || face.height > tallest * BYSTANDER);
  }).length;
}

/** Points along each side of a face at which it is looked for. */
const ACROSS = 7;

function shareSeen({ x, y, width, height }: Box, isSeen: IsSeen): number {
  const steps = Array.from({ length: ACROSS }, (_, at) => (at + 0.5) / ACROSS);
  // The corners of its box are none of a face.
  const points = steps.flatMap((down) =>
    steps.filter((across) => Math.hypot(across - 0.5, down - 0.5) <= 0.5).map((across) => ({ across, down })),
  );
  const seen = points.filter(({ across, down }) => isSeen({ x: x + across * width, y: y + down * height }));
  return seen.length / points.length;
}

function areaOf({ width, height }: Box): number {
  return width * height;
}
