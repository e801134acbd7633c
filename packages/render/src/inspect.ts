import type { Format } from '@proofsheet/domain';
import type { Composition } from './compose.ts';
import type { EncodedImage } from './encode.ts';
import type { Layout } from './layout.ts';
import type { Box } from './pixels.ts';
import { LEAST_CONTRAST } from './theme.ts';

export interface Finding {
  readonly code:
    | 'low_contrast'
    | 'small_headline'
    | 'text_in_reserved_zone'
    | 'text_outside'
    | 'text_on_focus'
    | 'text_hidden'
    | 'missing_glyphs'
    | 'over_byte_cap';
  readonly message: string;
}

/** What the final pixels show. Stored with the output. */
export interface Report {
  readonly findings: readonly Finding[];
  /** Named parts of the score, 0 to 1 each. */
  readonly parts: Readonly<Record<'contrast' | 'headline' | 'clear' | 'size', number>>;
  /** The lowest contrast of any line of text. */
  readonly contrast: number;
  /** Height of the headline's tallest line in a preview 94 pixels high. */
  readonly previewHeight: number;
  readonly quality: number;
}

const PREVIEW_HEIGHT = 94;
/** A word is still read when its subject stands before this much of it. */
const MOST_HIDDEN = 0.3;
/** About half a face, as a share of the frame's height. */
const FOCUS_MARGIN = 0.06;
/** Letters lower than this cannot be read in a list of videos. */
const LEAST_PREVIEW = 6.5;
const GOOD_PREVIEW = 10;

export function inspect(
  layout: Layout,
  composition: Composition,
  encoded: EncodedImage,
  missing: readonly string[],
): Report {
  const { format } = layout.setting;
  const findings = flawsOf(layout, composition);
  if (missing.length > 0)
    findings.push({ code: 'missing_glyphs', message: `No font draws ${missing.join(' ')}; left out.` });
  const fits = encoded.bytes.length <= format.maxBytes;
  if (!fits)
    findings.push({ code: 'over_byte_cap', message: `${encoded.bytes.length} bytes; the cap is ${format.maxBytes}.` });
  const found = new Set(findings.map(({ code }) => code));
  const contrast = leastContrast(composition);
  const previewHeight = previewHeightOf(layout, composition);
  const parts = {
    contrast: Math.min(1, contrast / LEAST_CONTRAST),
    headline: format.kind === 'THUMBNAIL' ? Math.min(1, previewHeight / GOOD_PREVIEW) : 1,
    clear:
      (found.has('text_on_focus') ? 0.6 : 1) *
      (found.has('text_in_reserved_zone') || found.has('text_outside') ? 0.5 : 1),
    size: fits ? 1 : 0,
  };
  return { findings, parts, contrast: round(contrast), previewHeight: round(previewHeight), quality: encoded.quality };
}

/** What the layout alone shows to be wrong, before anything is drawn. */
export function misplacedText({ layers, setting: { format } }: Layout): Finding[] {
  const runs = layers.flatMap((layer) => (layer.type === 'drawing' ? layer.runs : []));
  const findings: Finding[] = [];
  if (runs.some((run) => format.reserved.some((zone) => overlaps(run.box, zone)))) {
    findings.push({ code: 'text_in_reserved_zone', message: 'Text stands where the platform draws its own things.' });
  }
  if (runs.some((run) => !inside(run.box, format)))
    findings.push({ code: 'text_outside', message: 'Text leaves the frame.' });
  return findings;
}

/** What the composed pixels already show to be wrong, before anything is encoded. */
export function flawsOf(layout: Layout, composition: Composition): Finding[] {
  const { format } = layout.setting;
  const { runs, focus } = composition;
  const findings = misplacedText(layout);
  const contrast = leastContrast(composition);
  if (contrast < LEAST_CONTRAST)
    findings.push({ code: 'low_contrast', message: `Text has a contrast of ${round(contrast)}.` });
  const previewHeight = previewHeightOf(layout, composition);
  if (format.kind === 'THUMBNAIL' && previewHeight < LEAST_PREVIEW) {
    findings.push({
      code: 'small_headline',
      message: `The headline is ${round(previewHeight)} pixels high at 168x94.`,
    });
  }
  const margin = format.height * FOCUS_MARGIN;
  if (focus && runs.slice(focus.runsBehind).some((run) => contains(run.box, focus, margin))) {
    findings.push({ code: 'text_on_focus', message: 'Text stands on what the eye looks for.' });
  }
  if (composition.hidden > MOST_HIDDEN)
    findings.push({ code: 'text_hidden', message: 'The subject hides too much of the text.' });
  return findings;
}

function leastContrast({ runs }: Composition): number {
  return Math.min(21, ...runs.map((run) => run.contrast));
}

function previewHeightOf({ setting: { format } }: Layout, { runs }: Composition): number {
  const heights = runs.filter((run) => run.slot === 'headline').map((run) => run.inkHeight);
  return (Math.max(0, ...heights) / format.height) * PREVIEW_HEIGHT;
}

/** One number from the parts: each of them can spoil a picture. */
export function scoreOf({ parts }: Report): number {
  return round(Object.values(parts).reduce((product, part) => product * part, 1));
}

function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function inside(box: Box, { width, height }: Format): boolean {
  return box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height;
}

function contains(box: Box, { x, y }: { x: number; y: number }, margin: number): boolean {
  const across = x >= box.x - margin && x <= box.x + box.width + margin;
  return across && y >= box.y - margin && y <= box.y + box.height + margin;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
