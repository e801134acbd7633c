import type { AspectClass, Copy, Format } from '@proofsheet/domain';
import type { OrderImage } from '../images/order-image.ts';
import { POINT_SLOTS, type TextSlot } from '../templates/manifest.ts';
import { assignImages } from './assign-images.ts';

/** Why a template cannot show an order, as far as its manifest says: nothing is laid out here. */
export const MISFITS = [
  'other_template_pinned',
  'needs_copy',
  'needs_headline',
  'too_many_points',
  'needs_images',
  'lacks_format',
] as const;

interface FitReason {
  readonly code: (typeof MISFITS)[number];
  readonly message: string;
  /** Of the request. */
  readonly field?: string;
}

/** What the catalogue knows of a template. */
interface FitTraits extends Pick<Parameters<typeof assignImages>[0], 'images'> {
  readonly name: string;
  readonly classes: readonly AspectClass[];
  readonly needs: readonly string[];
  readonly slots: readonly (TextSlot | 'logo')[];
  readonly blursOwn: boolean;
}

/** An image of which only the analysis is at hand, and whether there is a cut-out. */
export interface AnalysedImage extends Pick<OrderImage, 'role' | 'analysis'> {
  readonly hasCutout: boolean;
}

interface FitQuestion {
  readonly copy: Copy;
  readonly formats: readonly Format[];
  readonly pinned?: string | undefined;
  /** Undefined while some image is not analysed yet: then nothing is said of images. */
  readonly images: readonly AnalysedImage[] | undefined;
}

/** Everything for which the planner would pass a template over before it lays anything out. Empty: it fits, so far. */
export function fitReasons(template: FitTraits, { copy, formats, pinned, images }: FitQuestion): FitReason[] {
  if (pinned !== undefined && pinned !== template.name)
    return [{ code: 'other_template_pinned', message: `The request pins ${pinned}.`, field: 'template' }];
  return [...copyReasons(template, copy), ...imageReasons(template, images), ...formatReasons(template, formats)];
}

const FIELDS: Readonly<Record<string, keyof Copy>> = { 'old-price': 'oldPrice' };

function copyReasons({ needs, slots }: FitTraits, copy: Copy): FitReason[] {
  const lacking = needs
    .map((need) => FIELDS[need] ?? (need as keyof Copy))
    .filter((field) => copy[field] === undefined);
  const reasons: FitReason[] = lacking.map((field) => ({
    code: 'needs_copy',
    message: `It needs ${field} in the copy.`,
    field: `copy/${field}`,
  }));
  const headline = (message: string): FitReason => ({ code: 'needs_headline', message, field: 'copy/headline' });
  if (slots.includes('number') && !/\p{N}/u.test(copy.headline))
    reasons.push(headline('It needs a headline that begins with a number.'));
  if (slots.includes('emoji') && !/\p{Extended_Pictographic}/u.test(copy.headline))
    reasons.push(headline('It needs a headline that begins or ends with an emoji.'));
  const shown = POINT_SLOTS.filter((slot) => slots.includes(slot)).length;
  if (shown > 0 && (copy.points?.length ?? 0) > shown)
    reasons.push({ code: 'too_many_points', message: `It shows ${shown} points at most.`, field: 'copy/points' });
  return reasons;
}

const NO_BYTES = Buffer.alloc(0);

function imageReasons(template: FitTraits, images: readonly AnalysedImage[] | undefined): FitReason[] {
  if (images === undefined) return [];
  const order = images.map(({ role, analysis, hasCutout }) => ({
    ...{ role, analysis, bytes: NO_BYTES },
    cutout: hasCutout ? NO_BYTES : undefined,
  }));
  if (assignImages(template, order)) return [];
  return [{ code: 'needs_images', message: 'The images do not fill the slots that it needs.', field: 'assets' }];
}

function formatReasons({ classes }: FitTraits, formats: readonly Format[]): FitReason[] {
  const lacking = formats.filter(({ aspect }) => !classes.includes(aspect));
  if (lacking.length === 0) return [];
  const names = lacking.map(({ name }) => name).join(', ');
  return [{ code: 'lacks_format', message: `It is not laid out for ${names}.`, field: 'formats' }];
}
