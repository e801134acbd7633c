import type { Format } from '@proofsheet/domain';
import type { Composition } from './compose.ts';
import type { EncodedImage } from './encode.ts';
import type { Layout } from './layout.ts';
import type { Box } from './pixels.ts';
import type { Placement } from './place.ts';
import { LEAST_CONTRAST } from './theme.ts';
import type { SetCopy } from './type/copy.ts';

export interface Finding {
  readonly code:
    | 'low_contrast'
    | 'small_headline'
    | 'text_in_reserved_zone'
    | 'text_outside'
    | 'text_on_focus'
    | 'text_hidden'
    | 'face_covered'
    | 'face_cut'
    | 'subject_cut_off'
    | 'subject_looks_away'
    | 'missing_glyphs'
    | `font_missing:${string}`
    | 'over_byte_cap';
  readonly message: string;
  /** Where it is an error, the picture does not do what it was asked for. */
  readonly severity?: 'error';
}

/** What the final pixels show. Stored with the output. */
export interface Report {
  readonly findings: readonly Finding[];
  /** Named parts of the score, 0 to 1 each. */
  readonly parts: Readonly<Record<'contrast' | 'headline' | 'clear' | 'faces' | 'size', number>>;
  /** The lowest contrast of any line of text. */
  readonly contrast: number;
  /** Height of the headline's tallest line in a preview 94 pixels high. */
  readonly previewHeight: number;
  /** The largest share of a face that is taken away by what stands over it: 0 where all are clear, or none is shown. */
  readonly facesCovered: number;
  readonly quality: number;
  /** What the encoder gave up to stay under the cap. */
  readonly gaveUp: EncodedImage['gaveUp'];
}

/** A veil over a face dims it up to here; beyond, it is no longer seen as a face. */
const MOST_VEILED = 0.3;
/** Kept clear around a face, in heights of it. */
const FACE_MARGIN = 0.15;
/** A face further out than this, as a share of the frame's width, looks out of the picture when it looks that way. */
const OUTER = 0.4;
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
  { missing, absent }: Pick<SetCopy, 'missing' | 'absent'>,
): Report {
  const { format } = layout.setting;
  const findings = flawsOf(layout, composition);
  if (missing.length > 0)
    findings.push({ code: 'missing_glyphs', message: `No font draws ${missing.join(' ')}; left out.` });
  for (const script of absent) {
    const message = `The font package for ${script} is not installed; its characters are left out.`;
    findings.push({ code: `font_missing:${script.toLowerCase().replaceAll(' ', '_')}`, message });
  }
  const fits = encoded.bytes.length <= format.maxBytes;
  if (!fits)
    findings.push({
      code: 'over_byte_cap',
      message: `${encoded.bytes.length} bytes; the cap is ${format.maxBytes}.`,
      severity: 'error',
    });
  const found = new Set(findings.map(({ code }) => code));
  const contrast = leastContrast(composition);
  const previewHeight = previewHeightOf(layout, composition);
  const parts = {
    contrast: Math.min(1, contrast / LEAST_CONTRAST),
    headline: format.kind === 'THUMBNAIL' ? Math.min(1, previewHeight / GOOD_PREVIEW) : 1,
    clear:
      (found.has('text_on_focus') ? 0.6 : 1) *
      (found.has('text_in_reserved_zone') || found.has('text_outside') ? 0.5 : 1),
    faces: facesPart(found, composition.veiled),
    size: fits ? 1 : 0,
  };
  return {
    ...{ findings, parts, quality: encoded.quality, gaveUp: encoded.gaveUp },
    contrast: round(contrast),
    previewHeight: round(previewHeight),
    facesCovered: round(composition.veiled),
  };
}

/** A covered face spoils a picture; one that is cut or looks out of it weakens it. */
function facesPart(found: ReadonlySet<Finding['code']>, veiled: number): number {
  const weak = ['face_cut', 'subject_cut_off', 'subject_looks_away'] as const;
  return (found.has('face_covered') ? 0.4 : 1 - veiled) * (weak.some((code) => found.has(code)) ? 0.7 : 1);
}

/** What the layout alone shows to be wrong, before anything is drawn. */
export function misplaced(layout: Layout): Finding[] {
  const {
    layers,
    setting: { format },
  } = layout;
  const runs = layers.flatMap((layer) => (layer.type === 'drawing' ? layer.runs : []));
  const findings = misplacedSubject(layout);
  if (runs.some((run) => format.reserved.some((zone) => overlaps(run.box, zone)))) {
    findings.push({ code: 'text_in_reserved_zone', message: 'Text stands where the platform draws its own things.' });
  }
  if (runs.some((run) => !inside(run.box, format)))
    findings.push({ code: 'text_outside', message: 'Text leaves the frame.' });
  return findings;
}

function misplacedSubject({ layers, setting: { format } }: Layout): Finding[] {
  const codes = new Map<Finding['code'], string>();
  for (const [index, layer] of layers.entries()) {
    if (layer.type === 'drawing' || layer.picture === 'backdrop') continue;
    const { placement } = layer;
    const over = layers.slice(index).flatMap((later) => (later.type === 'drawing' ? later.runs : []));
    if (placement.faces.some((face) => over.some((run) => overlaps(run.box, grow(face)))))
      codes.set('face_covered', 'Text stands on a face.');
    if (placement.cutFaces > 0) codes.set('face_cut', 'The picture cuts through a face, or leaves one of a group out.');
    if (placement.endsInAir) codes.set('subject_cut_off', 'The subject ends in the air where its image cut it off.');
    if (looksAway(placement, format)) codes.set('subject_looks_away', 'The subject looks out of the picture.');
  }
  return [...codes].map(([code, message]) => ({ code, message }));
}

function grow({ x, y, width, height }: Box): Box {
  const margin = height * FACE_MARGIN;
  return { x: x - margin, y: y - margin, width: width + margin * 2, height: height + margin * 2 };
}

function looksAway({ looks, faces: [face] }: Placement, { width }: Format): boolean {
  if (!face || looks === undefined) return false;
  const middle = (face.x + face.width / 2) / width;
  return looks === 'left' ? middle < OUTER : middle > 1 - OUTER;
}

/** What the composed pixels already show to be wrong, before anything is encoded. */
export function flawsOf(layout: Layout, composition: Composition): Finding[] {
  const { format } = layout.setting;
  const { runs, focus } = composition;
  const findings = misplaced(layout);
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
  // Text over a face is found already; what is left are plates and scrims.
  if (composition.veiled > MOST_VEILED && findings.every(({ code }) => code !== 'face_covered'))
    findings.push({ code: 'face_covered', message: `${Math.round(composition.veiled * 100)} % of a face is covered.` });
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
