import { z } from 'zod';
import { brandSchema } from './brand.ts';
import { storedCopySchema } from './copy.ts';
import type { FontPart } from './fonts.ts';
import { expandFormats, formatChoiceSchema } from './formats/choice.ts';
import { outputMediaTypeSchema } from './kinds.ts';
import { type Recipe, recipeSchema } from './recipe.ts';
import type { GenerationRequest } from './request.ts';

/** A font as it was when the request came, so that the same recipe is never drawn with another. */
const usedFontSchema = z.object({ id: z.uuid(), sha256: z.string() });
export type UsedFonts = { [Part in FontPart]?: z.infer<typeof usedFontSchema> | undefined };

/**
 * What a `Generation` row stores: the request with every default made explicit, and a version. Version 1 had no custom
 * sizes in `formats`; it is read as it is.
 */
export const generationSpecSchema = z.object({
  version: z.literal([1, 2]),
  copy: storedCopySchema,
  brand: brandSchema,
  formats: z.array(formatChoiceSchema).min(1),
  variants: z.int().min(1),
  mediaType: outputMediaTypeSchema,
  template: z.string().optional(),
  like: recipeSchema.optional(),
  strict: z.boolean().optional(),
  /** Left out: `fail`. */
  onOutputError: z.literal('skip').optional(),
  fonts: z.object({ font: usedFontSchema.optional(), textFont: usedFontSchema.optional() }).optional(),
});
export type GenerationSpec = z.infer<typeof generationSpecSchema>;

/**
 * Makes every default of a request explicit, so that a stored spec always renders the same. `like` is the recipe of the
 * output that the request names; `fonts` are the fonts that its brand names.
 */
export function specOf(
  request: GenerationRequest,
  { like, fonts = {} }: { readonly like?: Recipe | undefined; readonly fonts?: UsedFonts } = {},
): GenerationSpec {
  return {
    version: 2,
    copy: request.copy,
    brand: request.brand ?? {},
    formats: expandFormats(request.formats, request.kind),
    variants: request.variants,
    mediaType: request.mediaType,
    ...(request.template === undefined ? {} : { template: request.template }),
    ...(like === undefined ? {} : { like }),
    ...(request.strict ? { strict: true } : {}),
    ...(request.onOutputError === 'skip' ? { onOutputError: 'skip' } : {}),
    ...(Object.keys(fonts).length > 0 ? { fonts } : {}),
  };
}
