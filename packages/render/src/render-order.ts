import { createHash } from 'node:crypto';
import { draftOf, Fault, type Finding, type Format, formatOf, type OutputMediaType } from '@proofsheet/domain';
import { release } from '@proofsheet/raster';
import { compose } from './compose/compose.ts';
import { encode } from './encode/encode.ts';
import { placeholderOf } from './encode/placeholder.ts';
import type { Typesetter } from './engine/takumi.ts';
import type { FontLibrary } from './fonts/font-library.ts';
import { openPhotographs, type Photographs } from './images/photographs.ts';
import { zoomFor } from './images/resolution.ts';
import { compositionFindings } from './inspect/findings.ts';
import { copyFindings, inspect } from './inspect/inspect.ts';
import { scoreOf } from './inspect/score.ts';
import { brandColours } from './layout/brand-theme.ts';
import { type LogoLook, lookOf } from './layout/logo-look.ts';
import { themesFor } from './layout/themes.ts';
import type { LenientOrder, RenderOrder } from './order.ts';
import type { MissingOutput, RenderedOutput } from './output.ts';
import { type Candidate, candidatesFor, variationsOf } from './planning/candidates.ts';
import { isServed, offeredTemplates, requireServed, unservedFormat } from './planning/offered-templates.ts';
import { requireFit, templateFits } from './planning/template-fit.ts';
import type { Template } from './templates/manifest.ts';
import { type TypesetCopy, typeset } from './text/copy.ts';
import { noFontFor } from './text/no-font.ts';
import { openCandidatePool } from './variants/candidate-pool.ts';
import {
  composeVariants,
  type LostFormat,
  type MakePicture,
  type Picture,
  type Provenance,
} from './variants/compose-variants.ts';
import type { VariantContext } from './variants/lay-out-candidate.ts';
import type { Terms } from './variants/terms.ts';

/** What orders are rendered with. */
export interface RenderTools {
  readonly fonts: FontLibrary;
  readonly templates: readonly Template[];
  readonly typesetter: Typesetter;
  /** One that no other order uses: fonts registered in it are gone when it is closed. */
  openTypesetter(): Promise<ClosableTypesetter>;
}

export interface ClosableTypesetter extends Typesetter {
  close(): Promise<void>;
}

/**
 * Decode, plan, lay out, compose, encode, inspect: yields the outputs of every variant as soon as they are finished,
 * those that differ most first. `rankOutputs` numbers them anew, the best first, when all are there.
 */
export function renderOrder(
  tools: RenderTools,
  order: LenientOrder,
  signal?: AbortSignal,
): AsyncGenerator<RenderedOutput | MissingOutput>;
export function renderOrder(
  tools: RenderTools,
  order: RenderOrder,
  signal?: AbortSignal,
): AsyncGenerator<RenderedOutput>;
export async function* renderOrder(
  tools: RenderTools,
  order: RenderOrder | LenientOrder,
  signal?: AbortSignal,
): AsyncGenerator<RenderedOutput | MissingOutput> {
  if (Object.keys(order.brandFonts ?? {}).length === 0) return yield* render(tools, order, signal);
  const typesetter = await tools.openTypesetter();
  try {
    yield* render({ ...tools, typesetter }, order, signal);
  } finally {
    await typesetter.close();
  }
}

async function* render(
  { fonts, templates, typesetter }: Pick<RenderTools, 'fonts' | 'templates' | 'typesetter'>,
  order: RenderOrder | LenientOrder,
  signal?: AbortSignal,
): AsyncGenerator<RenderedOutput | MissingOutput> {
  const terms = termsOf(order);
  const asked = formatsOf(order);
  const offered = offeredTemplates(templates, order);
  if (!terms.lenient) requireServed(asked, offered);
  const formats = servedOf(asked, offered);
  const copy = await typeset(order.copy, fonts, order.brandFonts);
  requireContent(copy, offered, order);
  await typesetter.register(copy.fonts.files);

  using photographs = decode(order, formats);
  const candidates = await plan(order, { templates: offered, copy, formats, photographs, terms });
  const context: VariantContext = {
    ...{ formats, copy, typesetter, mediaType: order.mediaType, logos: photographs.logos },
    themes: themesFor(order.brand, order.images, order.seed, await logoLook(order, photographs)),
    seed: order.seed,
  };
  const laidOut = openCandidatePool(candidates, context, terms, signal);
  const makePicture = pictureMaker(context, order.draft, signal);
  let variant = 0;
  for await (const { made, entries } of composeVariants(laidOut, makePicture, terms, context, signal)) {
    for (const [position, format] of asked.entries()) {
      signal?.throwIfAborted();
      const place = { index: variant * asked.length + position, variant };
      const entry = entries[formats.indexOf(format)] ?? { format, fault: unservedFormat(format, offered) };
      if ('fault' in entry) yield missingOutput(entry, place);
      else if (made) yield renderedOutput(entry, made, place, order.mediaType);
    }
    variant++;
  }
}

function formatsOf({ formats, kind, draft }: RenderOrder): Format[] {
  const asked = formats.map((choice) => formatOf(choice, kind));
  return draft ? asked.map(draftOf) : asked;
}

/** One that no template serves is lost whatever is chosen, so variants are chosen for the others. */
function servedOf(formats: readonly Format[], offered: readonly Template[]): readonly Format[] {
  const served = formats.filter((format) => isServed(format, offered));
  return served.length > 0 ? served : formats;
}

/**
 * Nothing is decoded before a layout asks for it, and nothing twice: an order may never show its subject framed, or cut
 * out.
 */
function decode({ images, variants, like }: RenderOrder, formats: readonly Format[]): Photographs {
  return openPhotographs(images, {
    formats,
    once: variants === 1 && formats.length === 1,
    zoom: zoomFor(like),
  });
}

/** What palettes are made for where no brand names their colours. */
async function logoLook({ brand }: RenderOrder, { logos }: Photographs): Promise<LogoLook | undefined> {
  return brandColours(brand) ? undefined : lookOf(await logos());
}

/** Every way to show the order's words and images, in an order that its seed decides. */
async function plan(
  { images, seed, like, variants }: RenderOrder,
  given: {
    readonly templates: readonly Template[];
    readonly copy: TypesetCopy;
    readonly formats: readonly Format[];
    readonly photographs: Photographs;
    readonly terms: Terms;
  },
): Promise<Candidate[]> {
  const { formats, terms } = given;
  const fits = await templateFits(given.templates, given.copy, images, given.photographs, formats);
  const candidates = candidatesFor({ fits, formats, lenient: terms.lenient }, seed);
  return like ? variationsOf(like, candidates, variants) : candidates;
}

/**
 * Composes, encodes and inspects one layout. A picture that is not wanted for what its pixels show is never encoded.
 */
function pictureMaker(
  { copy, mediaType, typesetter }: VariantContext,
  draft = false,
  signal?: AbortSignal,
): MakePicture {
  return async (layout, isWanted) => {
    const composition = await compose(layout, typesetter, { signal });
    const { canvas } = composition;
    try {
      const findings: readonly Finding[] = compositionFindings(layout, composition);
      if (!isWanted(findings)) return { findings };
      const encoded = await encode(canvas, mediaType, layout.setting.format.maxBytes, signal);
      const inspection = await inspect(layout, composition, encoded, { copy, composed: findings });
      return { findings, picture: { layout, encoded, inspection, placeholder: draft ? '' : placeholderOf(canvas) } };
    } finally {
      // One canvas at a time: those of a set of formats would take many times the memory of its files.
      release(canvas.data);
    }
  };
}

function termsOf(order: RenderOrder | LenientOrder): Terms {
  const lenient = 'onOutputError' in order && order.onOutputError === 'skip';
  return { count: order.variants, strict: order.strict ?? false, lenient, quick: order.draft ?? false };
}

/**
 * Throws for what no candidate could mend: a headline that no font draws, characters that a strict order must not lose,
 * copy or images that a pinned template needs.
 */
function requireContent(
  copy: TypesetCopy,
  templates: readonly Template[],
  { strict, template, like, images }: RenderOrder,
): void {
  if (!copy.slots.has('headline')) throw noFontFor(copy);
  const [lost] = strict ? copyFindings(copy) : [];
  if (lost) throw new Fault('no_output_passes', `${lost.message} Without \`strict\` they would be.`, { field: 'copy' });
  const isPinned = template !== undefined || like !== undefined;
  for (const pinned of isPinned ? templates : []) requireFit(pinned, copy, images);
}

type Numbered = Pick<RenderedOutput, 'index' | 'variant'>;

function missingOutput({ format, fault: { code, message } }: LostFormat, place: Numbered): MissingOutput {
  return { ...place, format: format.name, missing: { code, message } };
}

function renderedOutput(
  { layout, encoded, inspection, placeholder }: Picture,
  { recipe, distance }: Provenance,
  place: Numbered,
  mediaType: OutputMediaType,
): RenderedOutput {
  const { template, format } = layout.setting;
  return {
    ...place,
    template: template.name,
    templateVersion: template.version,
    format: format.name,
    width: format.width,
    height: format.height,
    mediaType,
    bytes: encoded.bytes,
    sha256: createHash('sha256').update(encoded.bytes).digest('hex'),
    placeholder,
    score: scoreOf(inspection.parts),
    report: { ...inspection, recipe, distance: distance === null ? null : Math.round(distance * 1000) / 1000 },
  };
}
