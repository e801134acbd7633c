import { createHash } from 'node:crypto';
import { type AspectClass, Fault, formatOf, type GenerationKind } from '@proofsheet/domain';
import { castImages } from './cast.ts';
import { type RenderConfig, renderConfigSchema } from './config.ts';
import { encode } from './encode.ts';
import { inspect, scoreOf } from './inspect.ts';
import { loadTemplates } from './load-templates.ts';
import { drawingProcess, withProcess } from './operator/drawing-process.ts';
import { loadOperatorTemplates } from './operator/load-operator-templates.ts';
import type { RenderedOutput, RenderOrder } from './order.ts';
import { bearingOf, openPhotographs } from './photographs.ts';
import { placeholderOf } from './placeholder.ts';
import { candidatesFor } from './plan.ts';
import { requireServed } from './served.ts';
import type { Picture, Template } from './templates.ts';
import { wardrobeFor } from './theme.ts';
import { type SetCopy, typeset } from './type/copy.ts';
import { type FontShelf, loadFonts } from './type/fonts.ts';
import { openTypesetter, type Typesetter } from './type/takumi.ts';
import { composeVariants, type Draft } from './variants.ts';

export interface TemplateInfo {
  readonly name: string;
  readonly version: number;
  readonly kind: GenerationKind;
  readonly aspects: readonly AspectClass[];
}

export interface Renderer {
  readonly templates: readonly TemplateInfo[];
  /** Yields every output as soon as it is finished, variant by variant. The signal is honoured between steps. */
  render(order: RenderOrder, options?: { signal?: AbortSignal }): AsyncGenerator<RenderedOutput>;
  /** Ends the process that draws the operator's templates, where one runs. */
  close(): Promise<void>;
}

/** What orders are rendered with. */
export interface Studio {
  readonly fonts: FontShelf;
  readonly templates: readonly Template[];
  readonly typesetter: Typesetter;
}

/**
 * Fonts and templates are read once; a renderer serves any number of orders at the same time. Throws
 * `templates_unusable`, one line for each thing that is wrong in the operator's folder.
 */
export async function createRenderer(options: Partial<RenderConfig> = {}): Promise<Renderer> {
  const { templatesDir, templateSeconds, templateMemoryMb } = renderConfigSchema.parse(options);
  const operators = templatesDir === undefined ? [] : await loadOperatorTemplates(templatesDir);
  const fonts = await loadFonts();
  const process = drawingProcess({ seconds: templateSeconds, memoryMb: templateMemoryMb });
  const typesetter = withProcess(await openTypesetter(fonts.files), process);
  const studio = { fonts, templates: [...(await loadTemplates()), ...operators], typesetter };
  return {
    templates: studio.templates.map(({ name, version, kind, aspects }) => ({ name, version, kind, aspects })),
    render: (order, options = {}) => render(studio, order, options.signal),
    close: process.close,
  };
}

export async function* render(
  studio: Studio,
  order: RenderOrder,
  signal?: AbortSignal,
): AsyncGenerator<RenderedOutput> {
  const formats = order.formats.map((choice) => formatOf(choice, order.kind));
  const templates = offered(studio, order);
  requireServed(formats, templates);
  const copy = await typeset(order.copy, studio.fonts);
  await studio.typesetter.register(copy.fonts.files);
  const photographs = await openPhotographs(castImages(order.images), formats);
  const wardrobe = wardrobeFor(order.brand, order.images);
  const pictures = new Set([...photographs.keys()].filter((name): name is Picture => name !== 'logo'));
  const bearing = (shown: ReadonlySet<Picture>) => bearingOf(photographs, shown);
  const candidates = candidatesFor(templates, formats, pictures, order.seed, bearing);
  const material = { formats, copy, photographs, wardrobe, typesetter: studio.typesetter };
  let index = 0;
  for await (const drafts of composeVariants(candidates, order.variants, material, signal)) {
    for (const draft of drafts) {
      signal?.throwIfAborted();
      yield await finish(draft, order, copy, index++);
    }
  }
}

/** Encodes and inspects one composed picture. */
async function finish(
  { layout, composition }: Draft,
  { mediaType, formats }: RenderOrder,
  copy: SetCopy,
  index: number,
): Promise<RenderedOutput> {
  const { template, format } = layout.setting;
  const encoded = await encode(composition.canvas, mediaType, format.maxBytes);
  const report = inspect(layout, composition, encoded, copy);
  return {
    index,
    variant: Math.floor(index / formats.length),
    template: template.name,
    templateVersion: template.version,
    format: format.name,
    width: format.width,
    height: format.height,
    mediaType,
    bytes: encoded.bytes,
    sha256: createHash('sha256').update(encoded.bytes).digest('hex'),
    placeholder: placeholderOf(composition.canvas),
    score: scoreOf(report),
    report,
  };
}

function offered({ templates }: Studio, { template, kind }: RenderOrder): readonly Template[] {
  if (template === undefined) return templates.filter((candidate) => candidate.kind === kind);
  const pinned = templates.filter((candidate) => candidate.name === template && candidate.kind === kind);
  if (pinned.length === 0)
    throw new Fault('unknown_template', `There is no ${kind} template named ${template}.`, { field: 'template' });
  return pinned;
}
