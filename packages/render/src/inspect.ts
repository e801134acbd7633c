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
/** Letters lower than this cannot be read in a list of videos. */
const LEAST_PREVIEW = 7;

export function inspect(
  layout: Layout,
  composition: Composition,
  encoded: EncodedImage,
  missing: readonly string[],
): Report {
  const { format } = layout.setting;
  const { runs, focus } = composition;
  const findings: Finding[] = [];
  const contrast = Math.min(21, ...runs.map((run) => run.contrast));
  if (contrast < LEAST_CONTRAST)
    findings.push({ code: 'low_contrast', message: `Text has a contrast of ${round(contrast)}.` });
  const headline = runs.filter((run) => run.slot === 'headline');
  const previewHeight = (Math.max(0, ...headline.map((run) => run.inkHeight)) / format.height) * PREVIEW_HEIGHT;
  if (format.kind === 'THUMBNAIL' && previewHeight < LEAST_PREVIEW) {
    findings.push({
      code: 'small_headline',
      message: `The headline is ${round(previewHeight)} pixels high at 168x94.`,
    });
  }
  if (runs.some((run) => format.reserved.some((zone) => overlaps(run.box, zone)))) {
    findings.push({ code: 'text_in_reserved_zone', message: 'Text stands where the platform draws its own things.' });
  }
  if (runs.some((run) => !inside(run.box, format)))
    findings.push({ code: 'text_outside', message: 'Text leaves the frame.' });
  const covered = focus !== undefined && headline.some((run) => contains(run.box, focus));
  if (covered) findings.push({ code: 'text_on_focus', message: 'The headline stands on what the eye looks for.' });
  if (missing.length > 0)
    findings.push({ code: 'missing_glyphs', message: `No font draws ${missing.join(' ')}; left out.` });
  if (encoded.bytes.length > format.maxBytes) {
    findings.push({
      code: 'over_byte_cap',
      message: `${encoded.bytes.length} bytes are over the cap of ${format.maxBytes}.`,
    });
  }
  const misplaced = findings.some(({ code }) => code === 'text_in_reserved_zone' || code === 'text_outside');
  const parts = {
    contrast: Math.min(1, contrast / LEAST_CONTRAST),
    headline: Math.min(1, previewHeight / 10),
    clear: (covered ? 0.6 : 1) * (misplaced ? 0.5 : 1),
    size: encoded.bytes.length <= format.maxBytes ? 1 : 0,
  };
  return { findings, parts, contrast: round(contrast), previewHeight: round(previewHeight), quality: encoded.quality };
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

function contains(box: Box, point: { x: number; y: number }): boolean {
  return point.x >= box.x && point.x <= box.x + box.width && point.y >= box.y && point.y <= box.y + box.height;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
