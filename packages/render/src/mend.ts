import { isLargeText } from './legibility.ts';
import { colourDistance, oklabOf } from './oklab.ts';
import type { Mask } from './outline.ts';
import { type Box, type Canvas, luminance, type Overlay, type Rgb, rgbOf } from './pixels.ts';
import { contrastsIn, type Drawing, type Inks, inksOf, type RunReading, type Survey, survey } from './readings.ts';
import {
  type Lettering,
  letteringOf,
  nearestThatPasses,
  outlineMask,
  plateMask,
  type Remedy,
  recolour,
  scrimMask,
  underlay,
} from './remedies.ts';
import type { TextSlot } from './templates.ts';
import type { Setting } from './tree.ts';

/** What was done for the text of a slot, and how much that changed the picture: the mean distance in OKLab. */
export interface Mended {
  readonly slot: TextSlot;
  readonly by: Remedy;
  readonly change: number;
}

export interface Mending {
  readonly readings: RunReading[];
  readonly mended: Mended[];
  /** What was laid over the picture for it. */
  readonly veils: readonly (Box & Overlay)[];
}

/** Opacities that are tried, the weakest first. */
const PLATES = [0.7, 0.85, 1];
const SCRIMS = [0.3, 0.45, 0.6, 0.75, 0.9];

/**
 * Where a slot's text does not reach its contrast on what is really behind it, tries another colour, an outline, a plate
 * and a scrim, each as weak as will do, and leaves on the canvas the one that changes the picture least. Where none
 * helps the canvas stays as it is.
 */
export function mend(canvas: Canvas, drawing: Drawing, readings: readonly RunReading[], setting: Setting): Mending {
  const slots = new Set(readings.filter(isWeak).map(({ slot }) => slot));
  let current = [...readings];
  const mended: Mended[] = [];
  const veils: (Box & Overlay)[] = [];
  for (const slot of slots) {
    const runs = current.filter((run) => run.slot === slot);
    const best = leastChange(canvas, drawing, runs, setting);
    if (!best) continue;
    putBack(canvas, best.lettering.region, best.pixels);
    current = current.map((run) => best.readings.get(run) ?? run);
    mended.push({ slot, by: best.by, change: best.change });
    if (best.under) veils.push(veilOf(best.lettering.region, best.under));
  }
  return { readings: current, mended, veils };
}

export function isWeak({ contrast, leastContrast }: RunReading): boolean {
  return contrast < leastContrast;
}

/** One way to make text legible. */
interface Treatment {
  readonly by: Remedy;
  /** What the letters are drawn in then. */
  readonly inks: Inks;
  /** What is laid under the letters. */
  readonly under?: { readonly mask: Mask; readonly colour: Rgb };
}

interface Attempt extends Treatment {
  readonly lettering: Lettering;
  readonly pixels: Uint8Array;
  readonly change: number;
  readonly readings: ReadonlyMap<RunReading, RunReading>;
}

function leastChange(
  canvas: Canvas,
  drawing: Drawing,
  runs: readonly RunReading[],
  setting: Setting,
): Attempt | undefined {
  const inks = inksOf(setting, (runs[0] as RunReading).slot);
  const frame = { x: 0, y: 0, width: canvas.width, height: canvas.height };
  const size = Math.max(...runs.map((run) => run.size));
  const boxes = runs.map(({ box }) => box);
  const lettering = letteringOf(drawing, boxes, size, inks, frame);
  const before = cut(canvas, lettering.region);
  // Nothing helps what is outside the frame.
  if (before.length === 0) return undefined;
  const surveys = runs.map((run) => survey(canvas, drawing, run, inks));
  const seenBefore = sampled(before);
  let best: Attempt | undefined;
  for (const strengths of treatmentsFor(runs, surveys, inks, lettering, setting)) {
    for (const make of strengths) {
      const treatment = make();
      if (treatment.under) underlay(canvas, lettering, treatment.under.mask, treatment.under.colour, inks);
      else recolour(canvas, lettering, inks, treatment.inks);
      const readings = readAgain(canvas, drawing, runs, inks, treatment);
      const helps = ![...readings.values()].some(isWeak);
      const pixels = helps ? cut(canvas, lettering.region) : before;
      putBack(canvas, lettering.region, before);
      if (!helps) continue;
      const change = (colourDistance(seenBefore, sampled(pixels)) * before.length) / canvas.data.length;
      if (!best || change < best.change) best = { ...treatment, lettering, pixels, change, readings };
      break;
    }
  }
  return best;
}

/** The ways to help, each from its weakest to its strongest; none is prepared before it is tried. */
function treatmentsFor(
  runs: readonly RunReading[],
  surveys: readonly Survey[],
  inks: Inks,
  lettering: Lettering,
  { theme, format }: Setting,
): (() => Treatment)[][] {
  const isLarge = runs.every((run) => isLargeText(run, format));
  const colour = contrastingWith(inks.ink, [rgbOf(theme.shade), rgbOf(theme.onShade)]);
  const fresh = inks.foot ? undefined : legibleInks(runs, surveys, inks);
  const under = (by: Remedy, mask: Mask): Treatment => ({ by, inks, under: { mask, colour } });
  return [
    fresh ? [() => ({ by: 'colour', inks: fresh })] : [],
    // Around small letters an outline closes their counters.
    isLarge ? [() => under('outline', outlineMask(lettering))] : [],
    PLATES.map((strength) => () => under('plate', plateMask(lettering, strength))),
    SCRIMS.map((strength) => () => under('scrim', scrimMask(lettering, strength))),
  ];
}

/** Ink and mark, each moved in lightness by as little as all lines need; undefined when no lightness will do. */
function legibleInks(runs: readonly RunReading[], surveys: readonly Survey[], inks: Inks): Inks | undefined {
  const moved = (which: 'ink' | 'mark') =>
    nearestThatPasses(inks[which], (candidate) =>
      surveys.every((seen, index) => {
        const contrast = contrastsIn(seen, { ...inks, [which]: candidate })[which];
        return contrast >= (runs[index] as RunReading).leastContrast;
      }),
    );
  const [ink, mark] = [moved('ink'), moved('mark')];
  return ink && mark ? { ...inks, ink, mark } : undefined;
}

function contrastingWith(ink: Rgb, colours: readonly Rgb[]): Rgb {
  return colours.reduce((best, next) => (contrastOf(ink, next) > contrastOf(ink, best) ? next : best));
}

/** The lines as they are now; an outline is what its letters stand on, whatever lies beyond it. */
function readAgain(
  canvas: Canvas,
  drawing: Drawing,
  runs: readonly RunReading[],
  drawn: Inks,
  { by, inks, under }: Treatment,
): Map<RunReading, RunReading> {
  return new Map(
    runs.map((run) => {
      const seen = survey(canvas, drawing, run, drawn);
      const contrasts =
        by === 'outline' && under
          ? [seen.inked ? inks.ink : undefined, seen.marked ? inks.mark : undefined, inks.foot]
              .filter((ink) => ink !== undefined)
              .map((ink) => contrastOf(ink, under.colour))
          : Object.values(contrastsIn(seen, inks));
      const contrast = Math.min(...contrasts);
      return [run, { ...run, contrast: Number.isFinite(contrast) ? contrast : run.contrast }];
    }),
  );
}

function contrastOf(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one.r, one.g, one.b), luminance(other.r, other.g, other.b)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function veilOf(region: Box, { mask: { data }, colour: { r, g, b } }: NonNullable<Treatment['under']>): Box & Overlay {
  const veil = new Uint8Array(data.length * 4);
  for (let at = 0, to = 0; at < data.length; at++, to += 4) {
    veil[to] = r;
    veil[to + 1] = g;
    veil[to + 2] = b;
    veil[to + 3] = data[at] as number;
  }
  return { ...region, data: veil };
}

function cut(canvas: Canvas, { x, y, width, height }: Box): Uint8Array {
  const pixels = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    const start = ((y + row) * canvas.width + x) * 3;
    pixels.set(canvas.data.subarray(start, start + width * 3), row * width * 3);
  }
  return pixels;
}

function putBack(canvas: Canvas, { x, y, width, height }: Box, pixels: Uint8Array): void {
  for (let row = 0; row < height; row++) {
    const start = row * width * 3;
    canvas.data.set(pixels.subarray(start, start + width * 3), ((y + row) * canvas.width + x) * 3);
  }
}

/** So many pixels tell how far two pictures are apart. */
const SAMPLES = 5_000;

/** A few of the pixels, evenly spread, in OKLab. */
function sampled(pixels: Uint8Array): Float32Array {
  const step = Math.max(1, Math.floor(pixels.length / 3 / SAMPLES));
  const few = new Uint8Array(Math.floor((pixels.length / 3 - 1) / step + 1) * 3);
  for (let at = 0; at < few.length; at += 3) {
    few[at] = pixels[at * step] as number;
    few[at + 1] = pixels[at * step + 1] as number;
    few[at + 2] = pixels[at * step + 2] as number;
  }
  return oklabOf(few);
}
