import { type Box, type Canvas, contrastOf } from '@proofsheet/raster';
import type { Setting } from '../../layout/setting.ts';
import type { TextSlot } from '../../templates/manifest.ts';
import type { Veil } from '../occlusion.ts';
import { applyFix, type Fix, type FixKind, fixesFor, fromLeastChange } from './fixes.ts';
import { type Inks, inksOf } from './inks.ts';
import { letteringOf } from './lettering.ts';
import { contrastsIn, type MeasuredRun } from './measure-text.ts';
import { type Drawing, survey } from './survey.ts';
import type { Underlay } from './underlays.ts';

/** The fix that a slot's text got, and how much that changed the picture: the mean distance in OKLab. */
export interface AppliedFix {
  readonly slot: TextSlot;
  readonly by: FixKind;
  readonly change: number;
}

export interface FixedText {
  readonly runs: MeasuredRun[];
  readonly applied: AppliedFix[];
  /** Plates and scrims that were laid over the picture. */
  readonly veils: readonly Veil[];
}

/**
 * Where a slot's text does not reach its contrast on the pixels behind it, tries another colour, an outline, a plate
 * and a scrim, each as weak as will do, and leaves on the canvas the one that changes the picture least. Where none
 * helps, the canvas stays as it is.
 */
export function fixContrast(
  canvas: Canvas,
  drawing: Drawing,
  measured: readonly MeasuredRun[],
  setting: Setting,
): FixedText {
  const slots = new Set(measured.filter(isWeak).map(({ slot }) => slot));
  let current = [...measured];
  const applied: AppliedFix[] = [];
  const veils: Veil[] = [];
  for (const slot of slots) {
    const runs = current.filter((run) => run.slot === slot);
    const fix = leastFix(canvas, drawing, runs, setting);
    if (!fix) continue;
    current = current.map((run) => fix.runs.get(run) ?? run);
    applied.push({ slot, by: fix.by, change: fix.change });
    if (fix.under) veils.push({ box: fix.region, ...fix.under });
  }
  return { runs: current, applied, veils };
}

export function isWeak({ contrast, leastContrast }: MeasuredRun): boolean {
  return contrast < leastContrast;
}

/** A fix that is on the canvas now because it helps, with the lines as they measure since. */
interface EffectiveFix {
  readonly by: FixKind;
  readonly under: Underlay | undefined;
  readonly region: Box;
  readonly change: number;
  readonly runs: ReadonlyMap<MeasuredRun, MeasuredRun>;
}

function leastFix(
  canvas: Canvas,
  drawing: Drawing,
  runs: readonly MeasuredRun[],
  setting: Setting,
): EffectiveFix | undefined {
  const inks = inksOf(setting, (runs[0] as MeasuredRun).slot);
  const frame = { x: 0, y: 0, width: canvas.width, height: canvas.height };
  const size = Math.max(...runs.map((run) => run.size));
  const boxes = runs.map(({ box }) => box);
  const lettering = letteringOf(drawing, boxes, size, inks, frame);
  const { region } = lettering;
  const before = cut(canvas, region);
  // No fix helps text outside the frame.
  if (before.length === 0) return undefined;
  const share = before.length / canvas.data.length;
  const surveys = runs.map((run) => survey(canvas, drawing, run, inks));
  const fixes = fixesFor(runs, surveys, inks, lettering, setting);
  for (const { fix, change } of fromLeastChange(fixes, before, lettering, inks)) {
    const under = applyFix(canvas, lettering, fix, inks);
    const fixed = measureAgain(canvas, drawing, runs, inks, fix);
    if (![...fixed.values()].some(isWeak)) return { by: fix.by, under, region, change: change * share, runs: fixed };
    putBack(canvas, region, before);
  }
  return undefined;
}

/** Measures the lines anew. Outlined letters stand on their outline, whatever lies beyond it. */
function measureAgain(
  canvas: Canvas,
  drawing: Drawing,
  runs: readonly MeasuredRun[],
  drawn: Inks,
  { by, inks, under }: Fix,
): Map<MeasuredRun, MeasuredRun> {
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
