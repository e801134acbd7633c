import {
  type AspectClass,
  type Brand,
  type Copy,
  Fault,
  type FormatChoice,
  type GenerationKind,
} from '@proofsheet/domain';
import type { OrderImage, RenderedOutput } from '@proofsheet/render';
import type { TemplateSummary, Workbench } from '@proofsheet/render/workbench';
import { analysedSample, type SampleContent } from '@proofsheet/samples';

/** The format that represents each class. */
const FORMATS: Readonly<Record<GenerationKind, Readonly<Record<AspectClass, FormatChoice>>>> = {
  THUMBNAIL: {
    wide: 'youtube-thumbnail',
    square: { width: 1080, height: 1080 },
    tall: { width: 1080, height: 1920 },
    strip: { width: 1280, height: 320 },
    tower: { width: 320, height: 1280 },
  },
  AD: {
    wide: 'google-responsive-landscape',
    square: 'meta-square',
    tall: 'meta-story',
    strip: 'google-728x90',
    tower: 'google-160x600',
  },
};

export function formatFor(kind: GenerationKind, aspect: AspectClass): FormatChoice {
  return FORMATS[kind][aspect];
}

/** What somebody brings of their own, in place of what a sample content has. */
export interface OwnMaterial {
  /** None: the sample's pictures. */
  readonly images: readonly OrderImage[];
  /** Parts that are left out keep the sample's words. */
  readonly copy: Partial<Copy>;
  readonly brand: Brand;
}

/** One template in one class, filled with one sample content. */
export interface Mockup {
  readonly template: TemplateSummary;
  readonly aspect: AspectClass;
  readonly content: SampleContent;
  /** Of that class; left out: the format that represents it. */
  readonly format?: FormatChoice;
  readonly own?: OwnMaterial;
}

/** What a mockup looks like. A template that cannot show the content says so; that is no defect. */
export type DrawnMockup =
  | { readonly output: RenderedOutput; readonly ms: number }
  | { readonly code: string; readonly message: string; readonly ms: number };

/**
 * Renders a mockup with a workbench's templates. The same mockup gives the same picture. Throws only the reason of a
 * signal that was aborted.
 */
export async function drawMockup(
  workbench: Pick<Workbench, 'render'>,
  { template, aspect, content, format, own }: Mockup,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<DrawnMockup> {
  const began = performance.now();
  const since = () => Math.round(performance.now() - began);
  const { kind, name } = template;
  const order = {
    ...{ kind, template: name, variants: 1, seed: 1, mediaType: 'image/webp' as const },
    ...{ copy: copyFor(template.slots, content, own), brand: own?.brand ?? {} },
    formats: [format ?? formatFor(kind, aspect)],
  };
  let refused: DrawnMockup | undefined;
  for (const scene of scenesOf(content, own)) {
    try {
      const images = await Promise.all(scene.map((image) => (typeof image === 'string' ? imageOf(image) : image)));
      const [output] = await Array.fromAsync(workbench.render({ ...order, images }, signal ? { signal } : {}));
      if (output) return { output, ms: since() };
    } catch (thrown) {
      signal?.throwIfAborted();
      const { code, message } = thrown instanceof Fault ? thrown : new Fault('internal', String(thrown));
      refused ??= { code, message, ms: since() };
      // Other pictures help only where the template did not fit.
      if (code !== 'no_template_fits') break;
    }
  }
  return refused ?? { code: 'no_template_fits', message: 'There is no content to show.', ms: since() };
}

/** Pictures of one's own are shown all together; a content without pictures shows none of them either. */
function scenesOf({ scenes }: SampleContent, own?: OwnMaterial): readonly (readonly (string | OrderImage)[])[] {
  const withoutPictures = scenes.every((scene) => scene.length === 0);
  return own && own.images.length > 0 && !withoutPictures ? [own.images] : scenes;
}

/**
 * The copy of the content, and what only some templates have slots for. Words of one's own are given to every template,
 * as an order would; beside pictures of one's own the sample's brand is not named.
 */
function copyFor(slots: TemplateSummary['slots'], { copy, list, more }: SampleContent, own?: OwnMaterial): Copy {
  const points = slots.filter((slot) => slot.startsWith('point-')).length;
  const { brand, ...unbranded } = copy;
  return {
    ...unbranded,
    ...(brand !== undefined && !own?.images.length ? { brand } : {}),
    ...(slots.includes('number') ? { headline: list } : {}),
    ...(slots.includes('emoji') ? { headline: withEmoji(copy.headline) } : {}),
    ...(points > 0 ? { points: more.points.slice(0, points) } : {}),
    ...(slots.includes('label-1') ? { labels: more.labels } : {}),
    ...(slots.includes('price') && more.price ? { price: more.price } : {}),
    ...(slots.includes('author') ? { author: more.author } : {}),
    ...(slots.includes('coupon') ? { coupon: more.coupon } : {}),
    ...(slots.includes('rating') ? { rating: more.rating } : {}),
    ...own?.copy,
  };
}

/** A headline that ends with an emoji, for templates that set it apart. */
function withEmoji(headline: string): string {
  return /\p{Emoji_Presentation}$/u.test(headline) ? headline : `${headline} 😱`;
}

const images = new Map<string, Promise<OrderImage>>();

/** Each sample is read once. */
function imageOf(name: string): Promise<OrderImage> {
  const known = images.get(name) ?? analysedSample(name);
  images.set(name, known);
  return known;
}
