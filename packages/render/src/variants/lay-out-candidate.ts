import { Fault, type Format, type OutputMediaType } from '@proofsheet/domain';
import type { Typesetter } from '../engine/takumi.ts';
import type { Logos } from '../images/logos.ts';
import { isDark } from '../images/photographs.ts';
import { layOut } from '../layout/lay-out.ts';
import type { Layout, TextOverflow } from '../layout/layers.ts';
import { cornerLogoFor, logoFor } from '../layout/logo.ts';
import { qrFor } from '../layout/qr.ts';
import type { Themes } from '../layout/theme.ts';
import type { Candidate } from '../planning/candidates.ts';
import type { Template } from '../templates/manifest.ts';
import type { TypesetCopy } from '../text/copy.ts';
import { withoutSigns } from '../text/set-apart.ts';
import { isUpright, keepsApart, showsAsMuch, worthOf } from './beside.ts';
import type { Sketch } from './sketch.ts';

/** What all variants of one order share. */
export interface VariantContext {
  readonly formats: readonly Format[];
  readonly mediaType: OutputMediaType;
  readonly copy: TypesetCopy;
  readonly logos: Logos;
  readonly themes: Themes;
  readonly seed: number;
  readonly typesetter: Typesetter;
}

/**
 * Why a candidate cannot be had in a format: a slot's text is too long, the template is not made for it, or is broken.
 */
export type LayoutFailure = TextOverflow | { readonly unserved: true } | BrokenTemplate;

export interface BrokenTemplate {
  readonly broken: Fault;
}

/**
 * Turns the fault of an operator's template that cannot be drawn, or not in time, into a failure that other templates
 * can fill.
 */
export function brokenBy(error: unknown): BrokenTemplate {
  if (error instanceof Fault && (error.code === 'template_timeout' || error.code === 'template_failed'))
    return { broken: error };
  throw error;
}

export function isLaidOut(result: Layout | LayoutFailure): result is Layout {
  return 'layers' in result;
}

/** A candidate and its layouts: one for each format of the order, in the same order, as far as it was laid out. */
export interface LaidOutCandidate {
  readonly candidate: Candidate;
  readonly layouts: readonly (Layout | LayoutFailure)[];
  /** A thumbnail to compare it by; undefined where there is nothing to compare it with. */
  readonly sketch: Sketch | undefined;
}

/** In the first format, in a lenient order in the first that it can be had in: enough to compare it by. */
export async function layOutFirst(
  candidate: Candidate,
  context: VariantContext,
  { lenient }: { readonly lenient: boolean },
  signal?: AbortSignal,
): Promise<LaidOutCandidate> {
  const layouts: (Layout | LayoutFailure)[] = [];
  for (const format of context.formats) {
    const layout = await layOutCandidate(candidate, format, context, signal);
    layouts.push(layout);
    if (isLaidOut(layout) || !lenient) break;
  }
  return { candidate, layouts, sketch: undefined };
}

/** In the formats that are left; unless the order is lenient, as far as the first that it cannot be had in. */
export async function layOutRest(
  laidOut: LaidOutCandidate,
  context: VariantContext,
  { lenient }: { readonly lenient: boolean },
  signal?: AbortSignal,
): Promise<LaidOutCandidate> {
  const layouts = [...laidOut.layouts];
  for (const format of context.formats.slice(layouts.length)) {
    if (!lenient && layouts.some((layout) => !isLaidOut(layout))) break;
    layouts.push(await layOutCandidate(laidOut.candidate, format, context, signal));
  }
  return { ...laidOut, layouts };
}

/** From this worth on nothing is gained by another class. */
const GOOD = 0.97;
/** Another class has to be better by this much: each is made for sizes of its own. */
const CLEARLY = 0.04;

/**
 * Sets an order's words and pictures as a candidate has it, in one format. A square has its picture above its words, in a
 * band that suits what is wide; beside the words, as in what is wide itself, an upright one is larger, or whole: the
 * better of both is taken.
 */
export async function layOutCandidate(
  candidate: Candidate,
  format: Format,
  context: VariantContext,
  signal?: AbortSignal,
): Promise<Layout | LayoutFailure> {
  const own = await layOutAs(candidate, format, context, signal);
  const { template, pictures } = candidate;
  if (format.aspect !== 'square' || !isUpright(pictures) || !template.aspects.includes('wide')) return own;
  const worth = isLaidOut(own) ? worthOf(own) : 0;
  if (worth >= GOOD) return own;
  const beside = await layOutAs(candidate, { ...format, aspect: 'wide' }, context, signal);
  const isSound = isLaidOut(beside) && keepsApart(beside) && (!isLaidOut(own) || showsAsMuch(beside, own));
  return isSound && worthOf(beside) > worth + CLEARLY ? beside : own;
}

async function layOutAs(
  candidate: Candidate,
  format: Format,
  context: VariantContext,
  signal?: AbortSignal,
): Promise<Layout | LayoutFailure> {
  signal?.throwIfAborted();
  const { template, scheme, swap, pictures } = candidate;
  if (!template.aspects.includes(format.aspect)) return { unserved: true };
  const { typesetter, themes: wardrobe } = context;
  const copy = copyFor(template, context.copy);
  if (!copy) return { slot: template.slots.emoji ? 'emoji' : 'number' };
  const theme = wardrobe(scheme, swap);
  const setting = {
    ...{ template, format, copy, pictures, crop: candidate.crop, theme },
    flip: flipFor(candidate, format, copy),
    qr: qrFor(template, format, copy.offer.qr),
    logo: await logoFor(template, format, await context.logos(), theme),
    cornerLogo: await cornerLogoFor(template, format, await context.logos(), theme),
    bleeds: pictures.get('cutout')?.cutOff.has('bottom') ?? false,
    darkPhoto: isDark(pictures.get('photo')),
    omits: candidate.omits,
    seed: context.seed,
  };
  return layOut(setting, typesetter, signal).catch(brokenBy);
}

/**
 * What is read from the right begins there: the design is mirrored. A strip is read as one line and is mirrored for
 * nothing else: its button would come before its promise.
 */
function flipFor({ template, flip }: Candidate, { aspect }: Format, { direction }: TypesetCopy): boolean {
  const mirrored = direction === 'rtl' && template.flips !== false;
  return aspect === 'strip' ? mirrored : flip !== mirrored;
}

/** The copy as the template sets it; undefined where it sets a number or an emoji apart and the headline has none. */
function copyFor({ slots, quotes, signs }: Template, copy: TypesetCopy): TypesetCopy | undefined {
  const apart = slots.number ? copy.numbered : copy.emojiApart;
  const set = slots.number || slots.emoji ? apart : ((quotes ? copy.unmarked : undefined) ?? copy);
  return set && signs.length > 0 ? { ...set, slots: withoutSigns(set.slots, signs) } : set;
}
