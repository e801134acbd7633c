import { createHash } from 'node:crypto';
import { Fault, formatOf, type OutputMediaType } from '@proofsheet/domain';
import type { Typesetter } from './engine/takumi.ts';
import type { FontShelf } from './fonts/font-library.ts';
import { openPhotographs } from './images/photographs.ts';
import { nearestFor } from './images/resolution.ts';
import { undrawn } from './inspect/inspect.ts';
import { scoreOf } from './inspect/score.ts';
import { wardrobeFor } from './layout/theme.ts';
import type { LenientOrder, RenderOrder } from './order.ts';
import type { MissingOutput, RenderedOutput } from './output.ts';
import { candidatesFor, variationsOf } from './planning/candidates.ts';
import { requireServed } from './planning/served.ts';
import { fittingsFor, requireCopyFor } from './planning/template-fit.ts';
import type { Template } from './templates/manifest.ts';
import { type SetCopy, typeset } from './text/copy.ts';
import { composeVariants, type Lost, type Making } from './variants/compose-variants.ts';
import type { Draft } from './variants/finish.ts';

/** What orders are rendered with. */
export interface Studio {
  readonly fonts: FontShelf;
  readonly templates: readonly Template[];
  readonly typesetter: Typesetter;
  /** One that no other order uses: what is registered in it goes when it is closed. */
  openTypesetter(): Promise<OwnTypesetter>;
}

export interface OwnTypesetter extends Typesetter {
  close(): Promise<void>;
}

/** Decode once, plan, compose, encode, inspect: yields the outputs of every variant as soon as they are finished. */
export function renderOrder(
  studio: Studio,
  order: LenientOrder,
  signal?: AbortSignal,
): AsyncGenerator<RenderedOutput | MissingOutput>;
export function renderOrder(studio: Studio, order: RenderOrder, signal?: AbortSignal): AsyncGenerator<RenderedOutput>;
export async function* renderOrder(
  studio: Studio,
  order: RenderOrder | LenientOrder,
  signal?: AbortSignal,
): AsyncGenerator<RenderedOutput | MissingOutput> {
  if (Object.keys(order.brandFonts ?? {}).length === 0) return yield* render(studio, order, signal);
  const typesetter = await studio.openTypesetter();
  try {
    yield* render({ ...studio, typesetter }, order, signal);
  } finally {
    await typesetter.close();
  }
}

async function* render(
  studio: Pick<Studio, 'fonts' | 'templates' | 'typesetter'>,
  order: RenderOrder | LenientOrder,
  signal?: AbortSignal,
): AsyncGenerator<RenderedOutput | MissingOutput> {
  const partly = 'onOutputError' in order && order.onOutputError === 'skip';
  const strict = order.strict ?? false;
  const formats = order.formats.map((choice) => formatOf(choice, order.kind));
  const templates = offered(studio, order);
  if (!partly) requireServed(formats, templates);
  const copy = await typeset(order.copy, studio.fonts, order.brandFonts);
  if (strict) requireDrawn(copy);
  for (const pinned of isPinned(order) ? templates : []) requireCopyFor(pinned, copy);
  await studio.typesetter.register(copy.fonts.files);
  const once = order.variants === 1 && formats.length === 1;
  using photographs = openPhotographs(order.images, { formats, once, nearest: nearestFor(order.like) });
  const fittings = await fittingsFor(templates, copy, order.images, photographs);
  const wardrobe = wardrobeFor(order.brand, order.images);
  const all = candidatesFor({ fittings, formats, partly }, order.seed);
  const candidates = order.like ? variationsOf(order.like, all, order.variants) : all;
  const { mediaType } = order;
  const { logo } = photographs;
  const material = { formats, mediaType, copy, logo, wardrobe, typesetter: studio.typesetter };
  let variant = 0;
  const terms = { count: order.variants, strict, partly };
  for await (const { made, entries } of composeVariants(candidates, terms, material, signal)) {
    for (const [position, entry] of entries.entries()) {
      signal?.throwIfAborted();
      const place = { index: variant * formats.length + position, variant };
      if ('fault' in entry) yield missing(entry, place);
      else if (made) yield output(entry, made, place, mediaType);
    }
    variant++;
  }
}

type Place = Pick<RenderedOutput, 'index' | 'variant'>;

function missing({ format, fault: { code, message } }: Lost, place: Place): MissingOutput {
  return { ...place, format: format.name, missing: { code, message } };
}

function output(
  { layout, encoded, inspection, placeholder }: Draft,
  { recipe, distance }: Making,
  place: Place,
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

/** No candidate has what the copy lost before any was made. */
function requireDrawn(copy: SetCopy): void {
  const [lost] = undrawn(copy);
  if (lost) throw new Fault('no_output_passes', `${lost.message} Without \`strict\` they would be.`, { field: 'copy' });
}

function isPinned({ template, like }: RenderOrder): boolean {
  return template !== undefined || like !== undefined;
}

function offered({ templates }: Pick<Studio, 'templates'>, { template, like, kind }: RenderOrder): readonly Template[] {
  const name = like?.template ?? template;
  if (name === undefined) return templates.filter((candidate) => candidate.kind === kind);
  const pinned = templates.filter((candidate) => candidate.name === name && candidate.kind === kind);
  if (pinned.length === 0)
    throw new Fault('unknown_template', `There is no ${kind} template named ${name}.`, { field: 'template' });
  return pinned;
}
