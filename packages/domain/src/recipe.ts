import { z } from 'zod';

/** The kinds of palettes: on a dark ground, on a light one, and on the dominant colour. */
export const SCHEMES = ['deep', 'bright', 'vivid'] as const;
export type Scheme = (typeof SCHEMES)[number];

/** How closely an image is cropped: as its template has it, or closer. */
export const CROPS = ['usual', 'closer'] as const;
export type Crop = (typeof CROPS)[number];

/** How one variant was made of its words and images. Every output's report holds one; "more like this" varies it. */
export const recipeSchema = z
  .object({
    template: z.string().max(64),
    scheme: z.enum(SCHEMES),
    /** Whether the composition is mirrored. */
    flip: z.boolean(),
    /** Whether dominant and accent colour change places. */
    swap: z.boolean(),
    crop: z.enum(CROPS),
  })
  .meta({ id: 'Recipe' });
export type Recipe = z.infer<typeof recipeSchema>;
