import { type Canvas, colourDistance, contrastOf, type Mask, oklabOf, type Rgb, rgbOf } from '@proofsheet/raster';
import type { Setting } from '../../layout/setting.ts';
import type { Inks } from './inks.ts';
import { legibleInks, plainInks } from './legible-inks.ts';
import { type Lettering, recolour } from './lettering.ts';
import type { MeasuredRun } from './measure-text.ts';
import type { Survey } from './survey.ts';
import { isLargeText } from './thresholds.ts';
import { type Cover, outlineCover, plateCover, scrimCover, type Underlay, underlay } from './underlays.ts';

export type FixKind = 'colour' | 'outline' | 'plate' | 'scrim';

/** Opacities that are tried, the weakest first. */
const PLATES = [0.7, 0.85, 1];
const SCRIMS = [0.3, 0.45, 0.6, 0.75, 0.9];

/** One way to make text legible. Whether it is enough is known once it is applied and measured. */
export interface Fix {
  readonly by: FixKind;
  /** The colours that the letters get. */
  readonly inks: Inks;
  /** A colour laid under the letters. */
  readonly under?: { readonly cover: Cover; readonly strength: number; readonly colour: Rgb };
}

/**
 * Another colour, an outline, plates and scrims for the lines of one slot. On a plate, such as a button, letters get
 * another colour where that is enough: anything else would be a box or a glow within it.
 */
export function fixesFor(
  runs: readonly MeasuredRun[],
  surveys: readonly Survey[],
  inks: Inks,
  lettering: Lettering,
  { theme, format }: Setting,
): Fix[] {
  const isLarge = runs.every((run) => isLargeText(run, format));
  const colour = contrastingWith(inks.ink, [rgbOf(theme.shade), rgbOf(theme.onShade)]);
  const fresh = inks.foot || theme.brand.length > 0 ? undefined : legibleInks(runs, surveys, inks);
  const onPlate = !inks.foot && runs.every(({ plate }) => plate !== undefined);
  const plain = onPlate ? plainInks(runs, surveys) : undefined;
  if (fresh && onPlate) return [{ by: 'colour', inks: fresh }];
  if (plain) return [{ by: 'colour', inks: plain }];
  const under = (by: FixKind, cover: Cover, strengths: readonly number[]): Fix[] =>
    strengths.map((strength) => ({ by, inks, under: { cover, strength, colour } }));
  return [
    ...(fresh ? [{ by: 'colour' as const, inks: fresh }] : []),
    // An outline around small letters would close their counters.
    ...(isLarge ? under('outline', outlineCover(lettering), [1]) : []),
    ...under('plate', plateCover(lettering), PLATES),
    ...under('scrim', scrimCover(lettering), SCRIMS),
  ];
}

/** Applies a fix to letters that were drawn in the inks `drawn`; returns what it laid under them. */
export function applyFix(
  canvas: Canvas,
  lettering: Lettering,
  { inks, under }: Fix,
  drawn: Inks,
  maskOf = (cover: Cover): Mask => cover.whole(),
): Underlay | undefined {
  if (!under) {
    recolour(canvas, lettering, drawn, inks);
    return undefined;
  }
  const { cover, strength, colour } = under;
  const laid = { mask: maskOf(cover), strength, colour };
  underlay(canvas, lettering, laid, drawn);
  return laid;
}

/** How many pixels are compared to tell how far a fix changes a picture. */
const SAMPLES = 2_500;

/**
 * The fixes by how much each changes the lettering's region, `before`: the mean distance in OKLab, the smallest first.
 * A fix treats each pixel by itself, so it is tried on a few pixels, evenly spread and laid side by side as a picture
 * of one row.
 */
export function fromLeastChange(
  fixes: readonly Fix[],
  before: Uint8Array,
  lettering: Lettering,
  drawn: Inks,
): { readonly fix: Fix; readonly change: number }[] {
  const step = Math.max(1, Math.floor(before.length / 3 / SAMPLES));
  const width = Math.floor((before.length / 3 - 1) / step + 1);
  const fewOf = (valueAt: (index: number) => number): Mask => {
    const data = new Uint8Array(width);
    for (let at = 0; at < width; at++) data[at] = valueAt(at * step);
    return { width, height: 1, data };
  };
  const inked = fewOf((index) => lettering.inked.data[index] as number);
  const marked = fewOf((index) => lettering.marked.data[index] as number);
  const row = { ...lettering, region: { x: 0, y: 0, width, height: 1 }, inked, marked };
  const masks = new Map<Cover, Mask>();
  const maskOf = (cover: Cover): Mask => {
    const mask = masks.get(cover) ?? fewOf((index) => cover.at(index));
    masks.set(cover, mask);
    return mask;
  };
  const seen = new Uint8Array(width * 3);
  for (let at = 0; at < seen.length; at++) seen[at] = before[Math.floor(at / 3) * step * 3 + (at % 3)] as number;
  const seenBefore = oklabOf(seen);
  const tried = fixes.map((fix) => {
    const canvas = { width, height: 1, data: seen.slice() };
    applyFix(canvas, row, fix, drawn, maskOf);
    return { fix, change: colourDistance(seenBefore, oklabOf(canvas.data)) };
  });
  return tried.sort((one, other) => one.change - other.change);
}

function contrastingWith(ink: Rgb, colours: readonly Rgb[]): Rgb {
  return colours.reduce((best, next) => (contrastOf(ink, next) > contrastOf(ink, best) ? next : best));
}
