import { type Finding, finding } from '@proofsheet/domain';
import sharp from 'sharp';
import type { Composition } from '../compose/compose.ts';
import { shownSize } from '../compose/legibility/thresholds.ts';
import type { EncodedImage } from '../encode/encode.ts';
import type { Layout } from '../layout/layers.ts';
import type { TypesetCopy } from '../text/copy.ts';
import { enlargementOf, previewHeightOf, unavoidableFindings } from './findings.ts';
import { partsOf, type ScoreParts } from './score.ts';

/** What the final pixels show. */
export interface Inspection {
  readonly findings: readonly Finding[];
  /** The named parts of the score, 0 to 1 each. */
  readonly parts: ScoreParts;
  /** The lowest contrast of any line of text. */
  readonly contrast: number;
  /** What was changed so that text reaches its contrast: another colour, an outline, a plate or a scrim. */
  readonly mended: Composition['mended'];
  /** The height of the headline's tallest line in a preview 94 pixels high. */
  readonly previewHeight: number;
  /** The smallest type size of any line where the picture is shown, in pixels; null without text. */
  readonly smallestText: number | null;
  /** The largest share of a face that is covered by what is drawn over it; 0 where no face is shown. */
  readonly facesCovered: number;
  /** How much of the picture is in each of the brand's colours; empty without a brand. */
  readonly brand: Composition['brand'];
  /** How many times larger than stored an image is shown, at most; 0 without an image. */
  readonly enlarged: number;
  readonly quality: number;
  /** What the encoder gave up to stay under the cap. */
  readonly gaveUp: EncodedImage['gaveUp'];
}

/**
 * Inspects one finished picture: the file, the pixels that it was made from, and where everything lies on them.
 * `composed` are the `compositionFindings` of these pixels, from before they were encoded.
 */
export async function inspect(
  layout: Layout,
  composition: Composition,
  encoded: EncodedImage,
  { copy, composed }: { readonly copy: Pick<TypesetCopy, 'missing' | 'absent'>; readonly composed: readonly Finding[] },
): Promise<Inspection> {
  const { format } = layout.setting;
  const { runs } = composition;
  const findings = [
    ...(await fileFindings(layout, encoded)),
    ...composed,
    ...unavoidableFindings(layout, composition),
    ...copyFindings(copy),
  ];
  const sizes = runs.map((run) => shownSize(run, format));
  return {
    findings,
    parts: roundAll(partsOf(layout, composition, findings)),
    contrast: round(Math.min(21, ...runs.map((run) => run.contrast))),
    mended: composition.mended.map(({ change, ...what }) => ({ ...what, change: round(change) })),
    previewHeight: round(previewHeightOf(runs, format)),
    smallestText: sizes.length > 0 ? round(Math.min(...sizes)) : null,
    facesCovered: round(composition.veiled),
    brand: composition.brand,
    enlarged: round(enlargementOf(layout)),
    quality: encoded.quality,
    gaveUp: encoded.gaveUp,
  };
}

async function fileFindings({ setting: { format } }: Layout, { bytes }: EncodedImage): Promise<Finding[]> {
  const findings: Finding[] = [];
  const { width, height } = await sharp(bytes).metadata();
  const off = Math.max(Math.abs(width - format.width), Math.abs(height - format.height));
  if (off > 0) findings.push(finding('wrong_size', off, `${width}x${height}, not ${format.width}x${format.height}.`));
  if (bytes.length > format.maxBytes)
    findings.push(
      finding('over_byte_cap', bytes.length, `${bytes.length} bytes; the cap is ${format.maxBytes}.`, format.maxBytes),
    );
  return findings;
}

/** What the copy lost before any picture was made from it. */
export function copyFindings({ missing, absent }: Pick<TypesetCopy, 'missing' | 'absent'>): Finding[] {
  const findings: Finding[] = [];
  if (missing.length > 0)
    findings.push(
      finding('missing_glyphs', missing.length, `No font draws ${missing.map(named).join(', ')}; left out.`),
    );
  if (absent.length > 0) {
    const message = `No font package is installed for ${absent.join(', ')}; its characters are left out.`;
    findings.push(finding('font_missing', absent.length, message));
  }
  return findings;
}

/** A character with its code points: what no font draws may not be seen where the message is read either. */
function named(characters: string): string {
  const points = [...characters].map((one) =>
    (one.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0'),
  );
  return `${characters} (U+${points.join(' U+')})`;
}

function roundAll(parts: ScoreParts): ScoreParts {
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, round(part)])) as ScoreParts;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
