import type { TextRun } from './layout.ts';
import { type Box, type Canvas, luminance, type Overlay, rgbOf } from './pixels.ts';
import type { Theme } from './theme.ts';
import type { Setting } from './tree.ts';

/** One line of text as its pixels show it. */
export interface RunReading extends TextRun {
  /** WCAG contrast of the ink against the tenth of its surroundings that is nearest to it. */
  readonly contrast: number;
  /** Height of what is drawn in ink, in pixels. */
  readonly inkHeight: number;
}

/** Colours count as the ink when they are this near: antialiased edges are neither ink nor surroundings. */
const NEAR = 10;
const FAR = 60;

/** Reads every run off the canvas, right after its layer was laid on: nothing covers the text yet. */
export function measureRuns(
  canvas: Canvas,
  overlay: Overlay,
  runs: readonly TextRun[],
  setting: Setting,
): RunReading[] {
  return runs.map((run) => {
    const spec = setting.template.slots[run.slot];
    const inks = [spec?.ink ?? 'ink', ...(spec?.mark ? [spec.mark] : [])].map((name) =>
      rgbOf(themeColour(setting.theme, name)),
    );
    const box = clip(run.box, canvas);
    const surroundings: number[] = [];
    const seen: (number[] | undefined)[] = inks.map(() => undefined);
    let first = Number.POSITIVE_INFINITY;
    let last = Number.NEGATIVE_INFINITY;
    for (let y = box.y; y < box.y + box.height; y++) {
      for (let x = box.x; x < box.x + box.width; x++) {
        const at = (y * canvas.width + x) * 4;
        const distance = inks.map((ink) => apart(overlay.data, at, ink));
        const nearest = distance[0] === undefined ? 0 : distance.indexOf(Math.min(...distance));
        if ((overlay.data[at + 3] as number) > 240 && (distance[nearest] as number) < NEAR) {
          seen[nearest] ??= [];
          first = Math.min(first, y);
          last = Math.max(last, y);
          continue;
        }
        if ((overlay.data[at + 3] as number) > 20 && (distance[nearest] as number) < FAR) continue;
        if ((x + y) % 3 === 0) surroundings.push(at / 4);
      }
    }
    const contrast = Math.min(...inks.flatMap((ink, index) => (seen[index] ? [worst(canvas, surroundings, ink)] : [])));
    return { ...run, contrast: Number.isFinite(contrast) ? contrast : 1, inkHeight: Math.max(0, last - first + 1) };
  });
}

/** Contrast with the tenth of the surroundings that is nearest to the ink. */
function worst(canvas: Canvas, pixels: readonly number[], { r, g, b }: { r: number; g: number; b: number }): number {
  const ink = luminance(r, g, b);
  const ratios = pixels.map((pixel) => {
    const at = pixel * 3;
    const behind = luminance(canvas.data[at] as number, canvas.data[at + 1] as number, canvas.data[at + 2] as number);
    return (Math.max(ink, behind) + 0.05) / (Math.min(ink, behind) + 0.05);
  });
  ratios.sort((a, c) => a - c);
  return ratios[Math.floor(ratios.length * 0.1)] ?? 21;
}

function apart(data: Uint8Array, at: number, ink: { r: number; g: number; b: number }): number {
  return Math.max(
    Math.abs((data[at] as number) - ink.r),
    Math.abs((data[at + 1] as number) - ink.g),
    Math.abs((data[at + 2] as number) - ink.b),
  );
}

function clip(box: Box, { width, height }: Canvas): Box {
  const x = Math.max(0, box.x);
  const y = Math.max(0, box.y);
  return { x, y, width: Math.min(width, box.x + box.width) - x, height: Math.min(height, box.y + box.height) - y };
}

/** A theme colour by its CSS name. */
function themeColour(theme: Theme, name: string): string {
  const key = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return theme[key as keyof Theme];
}
