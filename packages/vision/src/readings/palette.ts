import type { Analysis } from '@proofsheet/domain';
import { convertLabToLch, convertOklabToRgb, formatHex } from 'culori/fn';
import { type Lab, type LabPixels, labAt, squaredDistance } from './lab-pixels.ts';

const MOST_COLOURS = 6;
/** Side of a bin in OKLab: about as far apart as two people would still call the same colour. */
const BIN = 1 / 32;
/** Distance below which two colours have the same name. */
const SAME_COLOUR = 0.06;
/** OKLab distinguishes colours that are black on any screen: below this lightness only their tint counts. */
const NEAR_BLACK = 0.2;
/** Groups with a smaller share of the pixels are mixtures along edges and artefacts of the codec. */
const LEAST_SHARE = 0.005;
/**
 * How much more vivid pixels weigh than grey ones when groups are formed: a red lip is a colour of its own, a twelfth
 * grey is not.
 */
const CHROMA_WEIGHT = 10;
const ROUNDS = 12;

interface Bin {
  readonly colour: Lab;
  readonly count: number;
  /**
   * Grows with the root of the count: by count alone, a wall that fills the image would take every group for its
   * shades.
   */
  readonly weight: number;
}

interface Group {
  readonly colour: Lab;
  readonly count: number;
}

/**
 * Up to six colours, the most frequent first, with their shares of the visible pixels: weighted k-means over the bins
 * of a histogram in OKLab. It starts from colours that are far apart rather than from random ones, so the same pixels
 * give the same palette. Each colour is the fullest bin of its group; the mean would be a greyer colour that is nowhere
 * in the image.
 */
export function paletteOf(pixels: LabPixels): Analysis['palette'] {
  const bins = histogramOf(pixels);
  const groups = merged(groupsAround(settled(farApart(bins), bins), bins));
  const [most] = groups;
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  const telling = groups.filter((group) => group === most || group.count / total >= LEAST_SHARE);
  const told = telling.reduce((sum, { count }) => sum + count, 0);
  return telling.map(({ colour, count }) => ({ ...named(colour), share: count / told }));
}

/** The fullest bin first; bins of equal count by lightness, so that the order is always the same. */
function histogramOf(pixels: LabPixels): Bin[] {
  const sums = new Map<number, [l: number, a: number, b: number, count: number]>();
  for (let pixel = 0; pixel < pixels.visible.length; pixel += 1) {
    if (pixels.visible[pixel] === 0) continue;
    const [l, a, b] = labAt(pixels, pixel);
    const key = (Math.round(l / BIN) * 64 + Math.round(a / BIN) + 32) * 64 + Math.round(b / BIN) + 32;
    const sum = sums.get(key);
    if (!sum) sums.set(key, [l, a, b, 1]);
    else {
      sum[0] += l;
      sum[1] += a;
      sum[2] += b;
      sum[3] += 1;
    }
  }
  return [...sums.values()]
    .map(([l, a, b, count]): Bin => {
      const colour: Lab = [l / count, a / count, b / count];
      return { colour, count, weight: Math.sqrt(count) * (1 + CHROMA_WEIGHT * chromaOf(colour)) };
    })
    .sort((one, other) => other.count - one.count || one.colour[0] - other.colour[0]);
}

/** The fullest bin, then one after the other the bin with the most weight times distance from all that were taken. */
function farApart(bins: readonly Bin[]): Lab[] {
  const taken = bins.slice(0, 1).map(({ colour }) => colour);
  while (taken.length < MOST_COLOURS) {
    let best: Bin | undefined;
    let most = 0;
    for (const bin of bins) {
      const worth = bin.weight * Math.min(...taken.map((colour) => squaredDistance(colour, bin.colour)));
      if (worth > most) [best, most] = [bin, worth];
    }
    if (!best) return taken;
    taken.push(best.colour);
  }
  return taken;
}

/** Lloyd's algorithm: in each round every centre moves to the weighted mean of the bins that are nearest to it. */
function settled(start: readonly Lab[], bins: readonly Bin[]): Lab[] {
  let centres = [...start];
  for (let round = 0; round < ROUNDS; round += 1) {
    centres = ownersOf(bins, centres).map((own, index) => weightedMean(own) ?? centres[index] ?? [0, 0, 0]);
  }
  return centres;
}

function ownersOf(bins: readonly Bin[], centres: readonly Lab[]): Bin[][] {
  const owned: Bin[][] = centres.map(() => []);
  for (const bin of bins) {
    const distances = centres.map((centre) => squaredDistance(centre, bin.colour));
    owned[distances.indexOf(Math.min(...distances))]?.push(bin);
  }
  return owned;
}

function weightedMean(bins: readonly Bin[]): Lab | undefined {
  if (bins.length === 0) return undefined;
  const weight = bins.reduce((sum, bin) => sum + bin.weight, 0);
  const along = (axis: 0 | 1 | 2) => bins.reduce((sum, bin) => sum + bin.colour[axis] * bin.weight, 0) / weight;
  return [along(0), along(1), along(2)];
}

function groupsAround(centres: readonly Lab[], bins: readonly Bin[]): Group[] {
  return ownersOf(bins, centres).flatMap((own) => {
    const [fullest] = own;
    return fullest ? [{ colour: fullest.colour, count: own.reduce((sum, { count }) => sum + count, 0) }] : [];
  });
}

/** Joins groups that look alike, under the colour of the larger. The largest first. */
function merged(groups: readonly Group[]): Group[] {
  const apart: Group[] = [];
  for (const group of groups.toSorted((one, other) => other.count - one.count)) {
    const like = apart.findIndex(({ colour }) => looksLike(colour, group.colour));
    const [larger] = like < 0 ? [] : apart.splice(like, 1);
    apart.push(larger ? { colour: larger.colour, count: larger.count + group.count } : group);
  }
  return apart.sort((one, other) => other.count - one.count);
}

function looksLike(one: Lab, other: Lab): boolean {
  const raised = ([l, a, b]: Lab): Lab => [Math.max(NEAR_BLACK, l), a, b];
  return squaredDistance(raised(one), raised(other)) < SAME_COLOUR ** 2;
}

function named([l, a, b]: Lab) {
  const rounded = (value: number, digits: number) => Number(value.toFixed(digits));
  const { c, h } = convertLabToLch({ l, a, b });
  return {
    hex: formatHex(convertOklabToRgb({ l, a, b })),
    // A grey has no hue: 0 stands for none.
    oklch: { l: rounded(l, 4), c: rounded(c, 4), h: c < 0.002 ? 0 : rounded(h ?? 0, 1) },
  };
}

function chromaOf([, a, b]: Lab): number {
  return Math.hypot(a, b);
}
