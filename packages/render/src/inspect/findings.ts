import { FINDINGS, type Finding, type Format, finding } from '@proofsheet/domain';
import type { Box } from '@proofsheet/raster';
import type { Composition } from '../compose/compose.ts';
import { LEAST_EMOJI_CONTRAST } from '../compose/legibility/emoji-contrast.ts';
import type { MeasuredRun } from '../compose/legibility/measure-text.ts';
import { inPreview, shownSize } from '../compose/legibility/thresholds.ts';
import type { Layout } from '../layout/layers.ts';
import { leastLogoHeight } from '../layout/logo.ts';
import type { Placement } from '../layout/placement.ts';
import { boxesOf, percent, shareWithin } from './boxes.ts';
import { crowdedTexts } from './crowded-texts.ts';
import { airAround, seenEdges } from './logo-air.ts';
import { marked } from './marked.ts';
import { copyLeftOut, priceFindings } from './offer-findings.ts';
import { roomFindings } from './room-findings.ts';
import { lightIn } from './seen-subject.ts';
import { subjectFindings } from './subject-findings.ts';

/** Findings that the layout alone shows, before anything is drawn. */
export function layoutFindings(layout: Layout): Finding[] {
  const { layers, setting } = layout;
  const { format } = setting;
  const drawings = layers.flatMap((layer) => (layer.type === 'drawing' ? [layer] : []));
  const texts = drawings.flatMap(({ runs }) => runs.map(({ box }) => box));
  const logos = drawings.flatMap((drawing) => drawing.logos);
  const findings = [...subjectFindings(layout), ...roomFindings(layout)];
  const inZones = [...texts, ...logos].filter((box) => shareWithin(box, format.reserved) > 0);
  const reserved = Math.max(0, ...inZones.map((box) => shareWithin(box, format.reserved)));
  if (reserved > 0) {
    const message = 'Text stands where the platform draws its own things.';
    findings.push(marked(finding('text_in_reserved_zone', reserved, message), inZones, format));
  }
  const crowded = crowdedTexts(layout);
  if (crowded.length > 0)
    findings.push(finding('text_crowded', crowded.length, `There is no air between ${crowded[0]}.`));
  const outside = Math.max(0, ...texts.map((box) => overhang(box, format)));
  if (outside > 0) {
    const leaving = texts.filter((box) => overhang(box, format) > 0);
    const message = `Text leaves the frame by ${outside} pixels.`;
    findings.push(marked(finding('text_outside', outside, message), leaving, format));
  }
  return findings;
}

/** Findings that the layout and the composed pixels show, before anything is encoded. */
export function compositionFindings(layout: Layout, composition: Composition): Finding[] {
  const findings = [...layoutFindings(layout), ...legibilityFindings(layout, composition)];
  const { veiled, hidden, hiddenPlates, covered, onSubject, lost } = composition;
  const { format } = layout.setting;
  const placed = placementsOf(layout);
  const faces = placed.flatMap((placement) => placement.faces);
  const subjects = placed.map(({ box }) => box);
  const on = (found: Finding, boxes: readonly Box[]) => findings.push(marked(found, boxes, format));
  // Text over a face is a finding already: what else can cover it are plates and scrims.
  if (veiled > FINDINGS.face_covered.limit && findings.every(({ code }) => code !== 'face_covered'))
    on(finding('face_covered', veiled, `${Math.round(veiled * 100)} % of a face is covered.`), faces);
  if (covered > FINDINGS.subject_covered.limit)
    on(finding('subject_covered', covered, `${percent(covered)} of the subject is covered.`), subjects);
  if (lost > FINDINGS.subject_lost.limit)
    on(finding('subject_lost', lost, `${percent(lost)} of the subject's outline is lost on its ground.`), subjects);
  // A thumbnail may have its subject stand before its headline; in an ad a hidden price is a mistake.
  const behind = format.kind === 'AD' ? Math.max(hidden * 2, hiddenPlates) : 0;
  const touching = Math.max(onSubject, behind);
  if (touching > FINDINGS.text_on_subject.limit)
    findings.push(
      finding('text_on_subject', touching, `${percent(touching)} of a line or its plate is on the subject.`),
    );
  findings.push(...brandFindings(composition));
  findings.push(...priceFindings(composition));
  if (hidden > FINDINGS.text_hidden.limit)
    findings.push(finding('text_hidden', hidden, 'The subject hides too much of the text.'));
  // Another composition may have a corner for it.
  if (isLogoLeftOut(layout, composition.logos)) findings.push(imagesLeftOut(leftOutImages(layout, composition.logos)));
  return findings;
}

/** Where photographs stand that are no backdrop. */
function placementsOf({ layers }: Layout): Placement[] {
  return layers.flatMap((layer) => (layer.type === 'image' && layer.slot !== 'backdrop' ? [layer.placement] : []));
}

function brandFindings({ brand }: Composition): Finding[] {
  const [primary] = brand;
  if (!primary || primary.share >= FINDINGS.brand_colour_absent.limit) return [];
  const { colour, share } = primary;
  return [finding('brand_colour_absent', share, `${percent(share)} of the picture is in the brand's ${colour}.`)];
}

function legibilityFindings(layout: Layout, { runs, logos, touching }: Composition): Finding[] {
  const { format } = layout.setting;
  const findings: Finding[] = [];
  const on = (found: Finding, boxes: readonly Box[]) => findings.push(marked(found, boxes, format));
  const faint = lowest(runs, (run) => run.contrast / run.leastContrast);
  if (faint && faint.contrast < faint.leastContrast) {
    const message = `The ${faint.slot} has a contrast of ${faint.contrast.toFixed(2)}.`;
    on(finding('low_contrast', faint.contrast, message, faint.leastContrast), [faint.box]);
  }
  const unseen = lowest(runs, (run) => run.emojiContrast);
  if (findings.length === 0 && unseen && unseen.emojiContrast < LEAST_EMOJI_CONTRAST) {
    const message = `An emoji of the ${unseen.slot} has a contrast of ${unseen.emojiContrast.toFixed(2)}.`;
    on(finding('low_contrast', unseen.emojiContrast, message, LEAST_EMOJI_CONTRAST), [unseen.box]);
  }
  const marks = boxesOf(logos);
  const swallowed = lowest(logos, ({ contrast }) => contrast)?.contrast ?? FINDINGS.faint_logo.limit;
  if (swallowed < FINDINGS.faint_logo.limit)
    on(
      finding(
        'faint_logo',
        swallowed,
        `More than a tenth of the logo has a contrast of ${swallowed.toFixed(2)} or less.`,
      ),
      marks,
    );
  const onSubject = Math.max(0, ...logos.map((logo) => logo.onSubject));
  if (onSubject > FINDINGS.logo_on_subject.limit)
    on(
      finding('logo_on_subject', onSubject, `${percent(onSubject)} of the logo and its clear space is on the subject.`),
      marks,
    );
  const air = airAround(logos, runs, seenEdges(layout));
  if (air < FINDINGS.logo_crowded.limit)
    on(finding('logo_crowded', air, 'Words, a tag or a picture stand in the clear space of the logo.'), marks);
  const preview = previewHeightOf(runs, format);
  if (format.kind === 'THUMBNAIL' && preview < FINDINGS.small_headline.limit)
    on(
      finding('small_headline', preview, `The headline is ${preview.toFixed(1)} pixels high at 168x94.`),
      boxesIn(runs, 'headline'),
    );
  const clipped = lowest(runs, (run) => -run.lost);
  if (clipped && clipped.lost > FINDINGS.text_clipped.limit)
    on(finding('text_clipped', clipped.lost, `A part of the ${clipped.slot} is cut off.`), [clipped.box]);
  const [met] = touching;
  if (met !== undefined)
    on(finding('lines_touch', touching.length, `A line of the ${met} meets the next one.`), boxesIn(runs, met));
  return findings;
}

/** Findings that another candidate of the same template would have as well. */
export function unavoidableFindings(layout: Layout, { runs, logos, canvas }: Composition): Finding[] {
  const { format } = layout.setting;
  const findings: Finding[] = [];
  const least = lowest(runs.filter(isToBeRead), (run) => shownSize(run, format));
  const size = least ? shownSize(least, format) : FINDINGS.small_text.limit;
  if (least && size < FINDINGS.small_text.limit)
    findings.push(
      marked(
        finding('small_text', size, `The ${least.slot} is ${size.toFixed(1)} pixels large where it is shown.`),
        [least.box],
        format,
      ),
    );
  const small = logos.find(({ box }) => box.height < leastLogoHeight(format, box));
  if (small) {
    const [height, least] = [small.box.height, leastLogoHeight(format, small.box)];
    findings.push(
      marked(finding('small_logo', height, `The logo is ${height} pixels high.`, least), boxesOf(logos), format),
    );
  }
  const hairlines = layout.setting.logo?.hairlines ?? 0;
  if (logos.length > 0 && hairlines > FINDINGS.fine_logo.limit)
    findings.push(
      marked(
        finding('fine_logo', hairlines, `${percent(hairlines)} of the logo is in hairlines that are hardly seen.`),
        boxesOf(logos),
        format,
      ),
    );
  findings.push(...copyLeftOut(layout));
  const { images } = layout.setting.omits;
  if (images > 0 && !isLogoLeftOut(layout, logos)) findings.push(imagesLeftOut(images));
  const enlarged = enlargementOf(layout);
  if (enlarged > FINDINGS.image_upscaled.limit)
    findings.push(finding('image_upscaled', enlarged, `An image is shown ${enlarged.toFixed(1)} times its own size.`));
  const light = lightIn(layout, canvas);
  if (light !== undefined && light < FINDINGS.photo_dark.limit)
    findings.push(finding('photo_dark', light, 'A photograph is so dark that little can be made out of it.'));
  return findings;
}

function imagesLeftOut(images: number): Finding {
  const leftOut = images === 1 ? 'One of the given images is' : `${images} of the given images are`;
  return finding('image_left_out', images, `${leftOut} not shown.`);
}

function isLogoLeftOut({ setting }: Layout, logos: Composition['logos']): boolean {
  return setting.cornerLogo !== undefined && logos.length === 0;
}

/** How many of the given images are not shown; a logo for which no corner is free is one of them. */
export function leftOutImages(layout: Layout, logos: Composition['logos']): number {
  return layout.setting.omits.images + (isLogoLeftOut(layout, logos) ? 1 : 0);
}

/** A legal line is as small as its kind is everywhere; it has a least size of its own. */
export function isToBeRead({ slot }: MeasuredRun): boolean {
  return slot !== 'legal';
}

/** How many times larger than stored an image is shown, at most; images that are blurred on purpose do not count. */
export function enlargementOf({ layers, setting: { logo, format } }: Layout): number {
  const shown = layers.flatMap((layer) => {
    if (layer.type !== 'image' || Number(layer.attributes['data-blur'] ?? 0) > 0) return [];
    const { placement, photo } = layer;
    return [(placement.box.width / placement.crop.width) * photo.scale];
  });
  return Math.max(0, logo?.enlarged ?? 0, ...shown) / (format.scale ?? 1);
}

/** The height of the headline's tallest line in a preview 94 pixels high. */
export function previewHeightOf(runs: readonly MeasuredRun[], format: Format): number {
  const heights = runs.filter((run) => run.slot === 'headline').map((run) => run.inkHeight);
  return inPreview(Math.max(0, ...heights), format);
}

function lowest<T>(items: readonly T[], measure: (item: T) => number): T | undefined {
  return items.toSorted((one, other) => measure(one) - measure(other))[0];
}

function boxesIn(runs: readonly MeasuredRun[], slot: string): Box[] {
  return boxesOf(runs.filter((run) => run.slot === slot));
}

/** By how many pixels a box reaches beyond the frame. */
function overhang(box: Box, { width, height }: Format): number {
  return Math.max(0, -box.x, -box.y, box.x + box.width - width, box.y + box.height - height);
}
