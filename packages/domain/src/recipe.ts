import { z } from 'zod';

/** The palettes' kinds: a dark ground, a light one, and one in the dominant colour. */
export const SCHEMES = ['deep', 'bright', 'vivid'] as const;
export type Scheme = (typeof SCHEMES)[number];

/** How near a picture is shown: as its template has it, or nearer. */
export const CROPS = ['usual', 'closer'] as const;
export type Crop = (typeof CROPS)[number];

/** How one variant was made of its words and images. Every output's report has its own; "more like this" varies it. */
export const recipeSchema = z.object({
  template: z.string().max(64),
  scheme: z.enum(SCHEMES),
  /** Whether the composition is mirrored. */
  flip: z.boolean(),
  /** Whether dominant and accent colour change places. */
  swap: z.boolean(),
  crop: z.enum(CROPS),
});
export type Recipe = z.infer<typeof recipeSchema>;
