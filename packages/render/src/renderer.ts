import { createHash } from 'node:crypto';
import { type AspectClass, Fault, type Format, formatNamed, type GenerationKind } from '@proofsheet/domain';
import { compose, type Photographs } from './compose.ts';
import { type SetCopy, typeset } from './copy.ts';
import { encode } from './encode.ts';
import { type FontShelf, loadFonts } from './fonts.ts';
import { inspect, scoreOf } from './inspect.ts';
import { type Layout, layOut } from './layout.ts';
import { logoFor } from './logo.ts';
import type { RenderedOutput, RenderOrder } from './order.ts';
import { castImages, decodeImage, type Photograph } from './photographs.ts';
import { placeholderOf } from './placeholder.ts';
import { type Candidate, candidatesFor, takeMostDifferent } from './plan.ts';
import { openTypesetter, type Typesetter } from './takumi.ts';
import { loadTemplates, type Picture, type Scheme, type Template } from './templates.ts';
import { type Theme, themesFor } from './theme.ts';

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
}

interface Studio {
  readonly fonts: FontShelf;
  readonly templates: readonly Template[];
  readonly typesetter: Typesetter;
}

/** Fonts and templates are read once; a renderer serves any number of orders at the same time. */
export async function createRenderer(): Promise<Renderer> {
  const fonts = await loadFonts();
  const studio = { fonts, templates: await loadTemplates(), typesetter: await openTypesetter(fonts.files) };
  return {
    templates: studio.templates.map(({ name, version, kind, aspects }) => ({ name, version, kind, aspects })),
    render: (order, options = {}) => render(studio, order, options.signal),
  };
}

async function* render(studio: Studio, order: RenderOrder, signal?: AbortSignal): AsyncGenerator<RenderedOutput> {
  const formats = order.formats.map(formatNamed);
  const copy = typeset(order.copy, studio.fonts);
  const photographs = await decodeAll(order, formats, signal);
  const plan = planVariants(studio, order, formats, copy, photographs, signal);
  let variant = 0;
  for await (const layouts of plan) {
    for (const [position, layout] of layouts.entries()) {
      signal?.throwIfAborted();
      const composition = await compose(layout, photographs, studio.typesetter, signal);
      signal?.throwIfAborted();
      const encoded = await encode(composition.canvas, order.mediaType, layout.setting.format.maxBytes);
      const report = inspect(layout, composition, encoded, copy.missing);
      const { template, format } = layout.setting;
      yield {
        index: variant * formats.length + position,
        variant,
        template: template.name,
        templateVersion: template.version,
        format: format.name,
        width: format.width,
        height: format.height,
        mediaType: order.mediaType,
        bytes: encoded.bytes,
        sha256: createHash('sha256').update(encoded.bytes).digest('hex'),
        placeholder: placeholderOf(composition.canvas),
        score: scoreOf(report),
        report,
      };
    }
    variant++;
  }
}

async function decodeAll({ images }: RenderOrder, formats: Format[], signal?: AbortSignal): Promise<Photographs> {
  const decoded = new Map<unknown, Photograph>();
  const photographs = new Map<Picture | 'logo', Photograph>();
  for (const [picture, image] of castImages(images)) {
    signal?.throwIfAborted();
    const photograph = decoded.get(image) ?? (await decodeImage(image, formats));
    decoded.set(image, photograph);
    photographs.set(picture, photograph);
  }
  return photographs;
}

/** Yields the layouts of one variant after the other: those that differ most come first, those that do not fit never. */
async function* planVariants(
  studio: Studio,
  order: RenderOrder,
  formats: Format[],
  copy: SetCopy,
  photographs: Photographs,
  signal?: AbortSignal,
): AsyncGenerator<Layout[]> {
  const pictures = new Set([...photographs.keys()].filter((name): name is Picture => name !== 'logo'));
  const candidates = candidatesFor(offered(studio, order), formats, pictures, order.seed);
  const themes = [false, true].map((swap) => themesFor(order.brand, order.images, swap));
  const chosen: Candidate[] = [];
  while (chosen.length < order.variants) {
    const candidate = takeMostDifferent(candidates, chosen);
    if (!candidate) break;
    signal?.throwIfAborted();
    const layouts: Layout[] = [];
    for (const format of formats) {
      const logo = await logoFor(candidate.template, format, photographs.get('logo'));
      const setting = {
        ...candidate,
        format,
        theme: (themes[Number(candidate.swap)] as Record<Scheme, Theme>)[candidate.scheme],
        copy,
        pictures,
        logo,
      };
      const layout = await layOut(setting, studio.typesetter, signal);
      if (layout) layouts.push(layout);
    }
    if (layouts.length < formats.length) continue;
    chosen.push(candidate);
    yield layouts;
  }
  if (chosen.length < order.variants) throw tooFew(chosen.length, order.variants);
}

function offered({ templates }: Studio, { template, kind }: RenderOrder): readonly Template[] {
  if (template === undefined) return templates.filter((candidate) => candidate.kind === kind);
  const pinned = templates.filter((candidate) => candidate.name === template && candidate.kind === kind);
  if (pinned.length === 0)
    throw new Fault('unknown_template', `There is no ${kind} template named ${template}.`, { field: 'template' });
  return pinned;
}

function tooFew(found: number, wanted: number): Fault {
  return found === 0
    ? new Fault('no_template_fits', 'No template fits this text and these images. A shorter headline helps most.', {
        field: 'copy/headline',
      })
    : new Fault(
        'no_template_fits',
        `Only ${found} of ${wanted} variants fit this text and these images. Ask for fewer or shorten the headline.`,
        { field: 'variants' },
      );
}
