import { type AspectClass, type Copy, Fault, type FormatChoice, type GenerationKind } from '@proofsheet/domain';
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

/** One template in one class, filled with one sample content. */
export interface Mockup {
  readonly template: TemplateSummary;
  readonly aspect: AspectClass;
  readonly content: SampleContent;
}

/** What a mockup looks like. A template that cannot show the content says so; that is no defect. */
export type DrawnMockup =
  | { readonly output: RenderedOutput; readonly ms: number }
  | { readonly code: string; readonly message: string; readonly ms: number };

/** Renders a mockup with a workbench's templates; never throws. The same mockup gives the same picture. */
export async function drawMockup(
  workbench: Pick<Workbench, 'render'>,
  { template, aspect, content }: Mockup,
): Promise<DrawnMockup> {
  const began = performance.now();
  const since = () => Math.round(performance.now() - began);
  const { kind, name, slots } = template;
  const copy = copyFor(slots, content);
  let refused: DrawnMockup | undefined;
  for (const scene of content.scenes) {
    const order = { kind, copy, brand: {}, formats: [formatFor(kind, aspect)], variants: 1, template: name, seed: 1 };
    try {
      const images = await Promise.all(scene.map(imageOf));
      const [output] = await Array.fromAsync(workbench.render({ ...order, images, mediaType: 'image/webp' }));
      if (output) return { output, ms: since() };
    } catch (thrown) {
      const { code, message } = thrown instanceof Fault ? thrown : new Fault('internal', String(thrown));
      refused ??= { code, message, ms: since() };
      // Other pictures help only where the template did not fit.
      if (code !== 'no_template_fits') break;
    }
  }
  return refused ?? { code: 'no_template_fits', message: 'There is no content to show.', ms: since() };
}

/** The copy of the content, and what only some templates have slots for. */
function copyFor(slots: TemplateSummary['slots'], { copy, list, more }: SampleContent): Copy {
  const points = slots.filter((slot) => slot.startsWith('point-')).length;
  return {
    ...copy,
    ...(slots.includes('number') ? { headline: list } : {}),
    ...(slots.includes('emoji') ? { headline: withEmoji(copy.headline) } : {}),
    ...(points > 0 ? { points: more.points.slice(0, points) } : {}),
    ...(slots.includes('label-1') ? { labels: more.labels } : {}),
    ...(slots.includes('price') && more.price ? { price: more.price } : {}),
    ...(slots.includes('author') ? { author: more.author } : {}),
    ...(slots.includes('coupon') ? { coupon: more.coupon } : {}),
    ...(slots.includes('rating') ? { rating: more.rating } : {}),
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
